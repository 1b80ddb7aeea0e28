"""The files themselves, kept by their content: originals/ab/cdef….xlsx."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from workbook.campaign.ledger import ORIGINALS
from workbook.disk import clear_abandoned
from workbook.write import put_atomically

_STARTS = (
    (b"PK\x03\x04", ".xlsx"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"%PDF-", ".pdf"),
)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def original_of(folder: Path, sha256: str) -> Path | None:
    """Where a file lies, None when it is not there."""
    home = folder / ORIGINALS / sha256[:2]
    for ending in (".xlsx", ".bin", ".xls", ".pdf"):
        path = home / f"{sha256[2:]}{ending}"
        if path.is_file():
            return path
    return None


def keep(folder: Path, content: bytes, sha256: str) -> Path:
    """Store a file unless it is there. The ending follows from the content, never from the name. Raises OSError."""
    ending = next((ending for start, ending in _STARTS if content.startswith(start)), ".bin")
    path = folder / ORIGINALS / sha256[:2] / f"{sha256[2:]}{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_abandoned(path.parent)
    if not path.is_file() or path.read_bytes() != content:
        put_atomically(path, content)
    return path


def kept(folder: Path) -> Iterator[tuple[str, Path]]:
    """Hash and path of every file that is stored, in their order; never all of them in memory."""
    for home in sorted((folder / ORIGINALS).glob("??")):
        yield from sorted((home.name + path.stem, path) for path in home.glob("*.*") if not path.name.startswith("."))


def tidy(folder: Path) -> None:
    """Remove what runs that were cut off left half-written."""
    for home in (folder / ORIGINALS).glob("??"):
        clear_abandoned(home)
