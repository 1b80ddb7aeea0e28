"""From a path to bytes: a regular file within the size limit, or a finding that says what it is instead."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from workbook.finding import Place, reason_of
from workbook.read import limits
from workbook.read.fault import refusal, shown

_LEAST = 65_536
"""bytes asked for of a file that says less: those of some file systems tell no size"""

_KINDS = (
    (stat.S_ISFIFO, "@special_fifo"),
    (stat.S_ISSOCK, "@special_socket"),
    (stat.S_ISCHR, "@special_device"),
    (stat.S_ISBLK, "@special_device"),
)


def read_bytes(path: Path, limit: int = limits.FILE_BYTES) -> bytes:
    """The content of a regular file; never waits, never reads more than `limit` bytes.

    Raises RefusedError: R101–R107.
    """
    place = Place(file=shown(path.name or str(path), 120))
    if path.name.startswith("~$"):
        raise refusal("R106", place)
    try:
        _check_kind(path.stat(), place, limit)
        # the file may have been replaced in between: open without waiting, and look again
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            _check_kind(status, place, limit)
            # no more than it says: Python keeps room for all that is asked for
            data = file.read(min(max(status.st_size, _LEAST), limit) + 1)
    except FileNotFoundError as error:
        raise refusal("R101", place, reason="@dangling" if path.is_symlink() else "") from error
    except (OSError, ValueError) as error:
        raise refusal("R102", place, reason=reason_of(error)) from error
    if len(data) > limit:
        raise refusal("R105", place, size=_megabytes(len(data)), limit=_megabytes(limit))
    if not data:
        raise refusal("R107", place)
    return data


def _check_kind(status: os.stat_result, place: Place, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise refusal("R103", place)
    for test, kind in _KINDS:
        if test(status.st_mode):
            raise refusal("R104", place, kind=kind)
    if status.st_size > limit:
        raise refusal("R105", place, size=_megabytes(status.st_size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return f"{-(-size // (1024 * 1024))}"
