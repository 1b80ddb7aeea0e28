"""A file that a library writes to through us: every write of it is a call of Python's own, like all other writes."""

from __future__ import annotations

import io
from typing import Any, BinaryIO


class Through(io.RawIOBase):
    """Passes everything on to an open file, which stays its owner's to close."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, content: Any, /) -> int:
        """All of it. Raises OSError."""
        return self._file.write(content)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()


__all__ = ["Through"]
