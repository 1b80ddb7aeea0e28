"""A run that is killed, or to whose disk something happens, at its n-th step.

A step is a call into the system or into SQLite: writing, synchronising, renaming, making and removing files and
folders, every statement and the opening of a database. The interpreter's own profiling hook sees them all, also those
that libraries make, so that nothing has to be wrapped and nothing can be forgotten.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SOAK = os.environ.get("SOAK") == "1"
"""Every step, instead of some spread evenly over all."""

KILL = frozenset(
    "write fsync replace rename mkdir rmdir unlink chmod open execute close mkstemp mkdtemp flush remove link".split()
)
"""Calls before and after which a process may die."""

FAIL = frozenset("write fsync replace rename mkdir execute flush".split())
"""Calls that a full disk may refuse."""

_NOBODY = 65534
_OWNERS = ("posix", "io", "_io", "sqlite3")


def _is_step(function: Any, names: frozenset[str]) -> bool:
    if getattr(function, "__name__", "") not in names:
        return False
    owner = getattr(function, "__module__", None) or type(getattr(function, "__self__", None)).__module__
    return owner in _OWNERS


def steps(work: Callable[[], None], names: frozenset[str] = KILL) -> int:
    """How many steps a piece of work has."""
    count = 0

    def hook(frame: object, event: str, function: Any) -> None:
        nonlocal count
        count += event in ("c_call", "c_return") and _is_step(function, names)

    sys.setprofile(hook)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def killed(work: Callable[[], None], at: int) -> bool:
    """Do the work in a process of its own that is killed (SIGKILL) at its n-th step; whether it was killed."""
    child = os.fork()
    if child == 0:
        count = 0

        def hook(frame: object, event: str, function: Any) -> None:
            nonlocal count
            if event in ("c_call", "c_return") and _is_step(function, KILL):
                count += 1
                if count == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(hook)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def chosen(count: int, wanted: int) -> list[int]:
    """All steps when soaking, else so many, spread evenly with a random shift."""
    if SOAK or count <= wanted:
        return list(range(1, count + 1))
    return sorted({1 + int((n + random.random()) * count / wanted) for n in range(wanted)})


@contextlib.contextmanager
def memory_folder() -> Iterator[Path]:
    """In memory where the system has such a folder: a killed process loses what it has not written, there as here."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(dir=memory if usable else None, prefix="kill-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def unfinished(folder: Path) -> list[Path]:
    """What is only meant to be there for a moment."""
    return [path for path in folder.rglob(".*") if path.name.endswith((".tmp", ".new", ".old"))]


def unprivileged(folder: Path, work: Callable[[], int]) -> int:
    """Do the work as somebody who may not do everything, also where the tests run as root; the number it gives.

    The folder and what is in it belong to that somebody.
    """
    if os.geteuid() != 0:
        return work()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY)
    child = os.fork()
    if child == 0:
        code = 120
        try:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
            code = work()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def failing(work: Callable[[], None], at: int, code: int = errno.ENOSPC) -> bool:
    """Do the work; its n-th step is refused by the disk. Whether it came so far."""
    count, hit = 0, False

    def hook(frame: object, event: str, function: Any) -> None:
        nonlocal count, hit
        if event == "c_call" and _is_step(function, FAIL):
            count += 1
            if count == at:
                hit = True
                if isinstance(getattr(function, "__self__", None), sqlite3.Connection | sqlite3.Cursor):
                    raise sqlite3.OperationalError("database or disk is full")
                raise OSError(code, os.strerror(code))

    sys.setprofile(hook)
    try:
        work()
    finally:
        sys.setprofile(None)
    return hit
