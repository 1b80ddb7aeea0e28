"""File names of workbooks, good on every system; names of cells that were probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
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


def nearest_cell(name: str, known: Sequence[str]) -> str:
    """The cell that an unknown or unfinished name (审核.A5, 支出明细.基本支出) comes nearest to, "" when none does.

    known: names of cells, in their order. Of the sheet's own cells those count first that end with the same column.
    """
    begun = next((other for other in known if other.startswith(f"{name}.")), "") if name else ""
    if begun:
        return begun
    head, column = name.partition(".")[0], name.rpartition(".")[2]
    mine = [other for other in known if other.startswith(f"{head}.")]
    same = [other for other in mine if other.endswith(f".{column}")]
    if same and name == f"{head}.{column}":
        return same[0]
    for some in (same, mine, known):
        close = difflib.get_close_matches(name, some, 1, 0.5)
        if close:
            return close[0]
    return ""


__all__ = ["SUFFIX", "file_name", "nearest_cell", "output_path", "sanitised"]
