"""Replace a file all at once: whoever reads it sees the old content or the new, never a part."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from workbook.disk import clear_abandoned, temporary_file


def write_atomically(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a new file beside `path`, then put it in `path`'s place.

    An exception of `write` (or of the disk) is passed on; the old file stays, nothing is left over.
    """
    path = path.resolve()  # a link stays a link: the file it points to is replaced
    mode = _mode(path)
    clear_abandoned(path.parent)
    handle, temporary = temporary_file(path.parent, path.stem)
    try:
        with os.fdopen(handle, "w+b") as file:
            write(cast(BinaryIO, file))
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def put_atomically(path: Path, content: bytes) -> None:
    """`write_atomically` of what is known already."""

    def put(file: BinaryIO) -> None:
        file.write(content)

    write_atomically(path, put)


def _mode(path: Path) -> int:
    """The permissions of the file to be replaced, or those a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable, where the system can (Windows cannot open a folder)."""
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
