"""Replace a whole folder at once: who reads it sees the old files or the new ones, never some of each."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

_OLD, _NEW = ".old", ".new"
_STALE = 3600
"""Seconds after which what another run left behind is no longer that run's."""


def replace_folder(folder: Path, files: Mapping[str, bytes], ours: Callable[[str], bool]) -> None:
    """Put `files` (name below the folder → content) in the place of the folder's present ones.

    ours: which of the files that stand there now are replaced; all others move along. The new folder is complete
    and on the disk before the old one makes way, and the old one goes only when the new one stands. Raises OSError;
    then the old folder is where it was.
    """
    folder = folder.resolve()
    parent, name = folder.parent, folder.name
    parent.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    made = Path(tempfile.mkdtemp(prefix=f".{name[:40]}-", suffix=_NEW, dir=parent))
    try:
        made.chmod(0o777 & ~_mask())
        _keep(folder, made, ours)
        for below, content in files.items():
            _write(made / below, content)
        for inner in (made, *(path for path in made.rglob("*") if path.is_dir())):
            _sync(inner)
        _swap(folder, made)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    _sync(parent)


def sweep(folder: Path) -> None:
    """Clear what a run that was cut off left: bring back an old folder that nothing replaced, drop the rest."""
    old = _old(folder)
    if old.is_dir():
        if folder.exists():
            shutil.rmtree(old)
        else:
            old.rename(folder)
    for orphan in folder.parent.glob(f".*{_NEW}"):
        if orphan.is_dir() and time.time() - orphan.stat().st_mtime > _STALE:
            shutil.rmtree(orphan, ignore_errors=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_OLD}")


def _swap(folder: Path, made: Path) -> None:
    """Two renamings; between them `sweep` knows the way back."""
    if not folder.exists():
        made.rename(folder)
        return
    old = _old(folder)
    folder.rename(old)
    try:
        made.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _keep(folder: Path, made: Path, ours: Callable[[str], bool]) -> None:
    """What somebody put beside the data (a README, say) moves along."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        below = path.relative_to(folder).as_posix()
        if path.is_file() and not ours(below):
            target = made / below
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make names durable, where the system can (Windows cannot open a folder)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
