"""File names of workbooks, good on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from workbook.data import UnitData

SUFFIX = ".xlsx"
_LONGEST = 180
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def sanitised(text: str) -> str:
    """A text as part of a file name: signs that some system refuses become _, at most 180 bytes of UTF-8."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Cf", "Cs"))
    kept = _FORBIDDEN.sub("_", kept).strip(" .")
    while len(kept.encode()) > _LONGEST:
        kept = kept[:-1]
    kept = kept.strip(" .")
    return f"_{kept}" if _RESERVED.match(kept) else kept


def file_name(spec: str, data: UnitData, *, blank: bool) -> str:
    """<年度>_<单位名称>.xlsx, or <spec>_空白.xlsx for a workbook that is handed out."""
    stem = f"{spec.replace('/', '_')}_空白" if blank else f"{data.year}_{data.unit}" if data.year else data.unit
    return (sanitised(stem) or "workbook") + SUFFIX


def output_path(output: str | Path | None, name: str, taken: set[str], *, many: bool = False) -> Path:
    """Where the workbook goes; a name that this run has given already gets a number. taken grows."""
    given = Path(output) if output is not None else Path()
    if given.suffix.lower() == SUFFIX and not given.is_dir() and not many:
        return given
    stem, number = name.removesuffix(SUFFIX), 2
    while str(given / name).casefold() in taken:
        name = f"{stem}_{number}{SUFFIX}"
        number += 1
    taken.add(str(given / name).casefold())
    return given / name
