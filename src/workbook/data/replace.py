"""Replace a whole folder at once: who reads it sees the old files or the new ones, never some of each. Or some files
of a folder that is not ours.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from workbook.disk import clear_abandoned, name_aside, temporary_file, temporary_folder

Content = bytes | Callable[[BinaryIO], None]
"""What a file is to hold, or what writes it."""


def replace_folder(folder: Path, files: Mapping[str, Content], ours: Callable[[str], bool]) -> None:
    """Put `files` (name below the folder → content) in the place of the folder's present ones.

    ours: which of the files that stand there now are replaced; all others move along. The new folder is complete
    and on the disk before the old one makes way, and the old one goes only when the new one stands. Raises OSError
    (also where a file has that name); then the old folder is where it was.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    parent, name = folder.parent, folder.name
    parent.mkdir(parents=True, exist_ok=True)
    clear_abandoned(parent)
    made = temporary_folder(parent, name)
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


def replace_files(folder: Path, files: Mapping[str, Content]) -> None:
    """Put `files` (name → content) into a folder, whatever else is there and goes on in it: nothing else is touched.

    All are complete and on the disk before the first takes its place; then the others follow at once. Raises OSError;
    then the folder is as it was.
    """
    folder = folder.resolve()
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    clear_abandoned(folder)
    made: dict[str, Path] = {}
    try:
        for name, content in files.items():
            handle, made[name] = temporary_file(folder, name)
            with os.fdopen(handle, "wb") as file:
                _fill(file, content)
            made[name].chmod(0o666 & ~_mask())
        _exchange(folder, made)
    except BaseException:
        for path in made.values():
            path.unlink(missing_ok=True)
        if new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    _sync(folder)


def _exchange(folder: Path, made: Mapping[str, Path]) -> None:
    """Each new file in the place of the old one; all old ones come back when one cannot be put there."""
    aside: dict[Path, Path | None] = {}
    try:
        for name, new in made.items():
            path = folder / name
            aside[path] = old = folder / name_aside(name) if path.exists() else None
            if old is not None:
                path.rename(old)
            new.rename(path)
    except BaseException:
        for path, old in aside.items():
            if old is None:
                path.unlink(missing_ok=True)
            elif old.exists():
                old.replace(path)
        raise
    for old in filter(None, aside.values()):
        with contextlib.suppress(OSError):
            old.unlink()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _swap(folder: Path, made: Path) -> None:
    """Two renamings; what is put aside between them comes back by `clear_abandoned`."""
    if not folder.exists():
        made.rename(folder)
        return
    old = folder.with_name(name_aside(folder.name))
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
            with target.open("rb") as file:
                os.fsync(file.fileno())


def _write(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        _fill(file, content)


def _fill(file: BinaryIO, content: Content) -> None:
    if isinstance(content, bytes):
        file.write(content)
    else:
        content(file)
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
