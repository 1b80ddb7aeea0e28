"""A ledger in a folder where nothing may be written, as a copy in a folder of our own while it is looked at."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from workbook.disk import working_folder

_TRIES = 5
"""Copies that are made when somebody records something in the meantime."""


def written_ahead(ledger: Path) -> Path | None:
    """The file with what has been recorded and is not in the ledger itself yet (WAL); None where there is no such."""
    path = ledger.with_name(ledger.name + "-wal")
    return path if path.is_file() and path.stat().st_size else None


@contextlib.contextmanager
def copied(ledger: Path) -> Iterator[Path]:
    """The ledger with all that has been recorded, in a folder where SQLite may write. Raises OSError; EBUSY: it changes
    all the time.
    """
    with working_folder() as place:
        for _ in range(_TRIES):
            before = _state(ledger)
            for path in place.iterdir():
                path.unlink()
            for path in filter(None, (ledger, written_ahead(ledger))):
                shutil.copyfile(path, place / path.name)
            if _state(ledger) == before:
                yield place / ledger.name
                return
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(ledger))


def _state(ledger: Path) -> list[tuple[int, int]]:
    """Size and time of change: they tell whether somebody has recorded something."""
    return [(path.stat().st_size, path.stat().st_mtime_ns) for path in filter(None, (ledger, written_ahead(ledger)))]
