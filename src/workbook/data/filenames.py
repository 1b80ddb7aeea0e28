"""Texts as names of files and folders, good on every system."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 180
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def sanitised(text: str) -> str:
    """A text as part of a file name: signs that some system refuses become _, at most 180 bytes of UTF-8."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Cf", "Cs"))
    kept = _FORBIDDEN.sub("_", kept).strip(" .")
    while len(kept.encode()) > _LONGEST:
        kept = kept[:-1]
    kept = kept.strip(" .")
    return f"_{kept}" if _RESERVED.match(kept) else kept
