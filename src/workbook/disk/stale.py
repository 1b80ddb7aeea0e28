"""Temporary files and folders carry the number of the process that made them, so that the next one can tell which
of them nobody will ever finish.

A run that is killed leaves what it was writing. Whoever next writes into the same folder removes it; what a process
that is still alive is writing stays. Age is asked only of what another computer made, in a folder shared with it.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import secrets
import shutil
import socket
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

_NAME = re.compile(r"\.(?P<stem>.*)~(?P<host>[0-9a-f]{8})-(?P<pid>[0-9]+)-\w+\.(?P<ending>tmp|new|old)", re.DOTALL)
_HOST = f"{zlib.crc32(socket.gethostname().encode()):08x}"
_WORK = "workbook"
_LONGEST = 40
_DAY = 24 * 3600
"""Seconds after which something of another computer counts as abandoned."""

_OWN = secrets.token_hex(2)
"""Stands in all names that this process gives; one of the same number that is no more had another. The names
themselves are not kept: thousands are given in a run.
"""

_numbers = itertools.count()

_seen: set[tuple[int, str]] = set()
"""Process and folder: a folder is looked through once in a run."""


def temporary_file(folder: Path, stem: str) -> tuple[int, Path]:
    """A new open file that is to become `stem`, and its path."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=_prefix(stem[:_LONGEST]), suffix=".tmp")
    return handle, Path(name)


def temporary_folder(folder: Path, stem: str) -> Path:
    """A new folder that is to become `stem`."""
    return Path(tempfile.mkdtemp(dir=folder, prefix=_prefix(stem[:_LONGEST]), suffix=".new"))


def name_aside(stem: str) -> str:
    """What `stem` is called while something else takes its place."""
    return f"{_prefix(stem)}{next(_numbers)}.old"


def known_as(path: str | Path) -> Path:
    """The path that people know: where something temporary lies on it, what that was to become."""
    whole = Path(path)
    named = [match["stem"] if (match := _NAME.fullmatch(part)) is not None else part for part in whole.parts]
    return Path(*named)


@contextlib.contextmanager
def working_folder(folder: Path | None = None) -> Iterator[Path]:
    """A folder for the duration of some work; by default where the system keeps such things."""
    root = folder or Path(tempfile.gettempdir())
    clear_abandoned(root)
    path = temporary_folder(root, _WORK)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def begin() -> None:
    """A run begins: what earlier ones left is looked for anew."""
    _seen.clear()


def clear_abandoned(folder: Path, *, again: bool = False) -> None:
    """Clear a folder of the temporary things of processes that are no more: what was put aside and has no successor
    comes back, all else is removed. A run looks through each folder once; again: once more.
    """
    key = os.getpid(), str(folder)
    if key in _seen and not again:
        return
    _seen.add(key)
    try:
        with os.scandir(folder) as entries:
            paths = [Path(entry.path) for entry in entries if entry.name.startswith(".")]
    except OSError:
        return
    for path in paths:
        match = _NAME.fullmatch(path.name)
        if match is None or not _abandoned(path, match["host"], int(match["pid"])):
            continue
        home = folder / match["stem"]
        if match["ending"] == "old" and not os.path.lexists(home):
            path.rename(home)
        else:
            _remove(path)


def _prefix(stem: str) -> str:
    return f".{stem}~{_HOST}-{os.getpid()}-{_OWN}"


def _abandoned(path: Path, host: str, pid: int) -> bool:
    if host != _HOST or os.name == "nt":
        try:
            return time.time() - path.stat().st_mtime > _DAY
        except OSError:
            return False
    return f"-{pid}-{_OWN}" not in path.name if pid == os.getpid() else not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
