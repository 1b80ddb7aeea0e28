"""File names of workbooks, good on every system."""

from __future__ import annotations

from pathlib import Path

from workbook.data import UnitData
from workbook.data.filenames import sanitised

SUFFIX = ".xlsx"
SUFFIXES = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".et", ".ett", ".ods"))
"""What counts as a workbook by its name; whether it is one that can be read is told file by file."""


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


__all__ = ["SUFFIX", "file_name", "output_path", "sanitised"]
