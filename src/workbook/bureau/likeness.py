"""Which units' workbooks are built alike, told from their data files at a glance, so that like can follow like."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

from workbook.data.carried import FILE
from workbook.data.scorecards import DEPARTMENT, FOLDER, HEAD
from workbook.data.sheets import DataFile, data_files
from workbook.press import card_sizes, list_sizes
from workbook.spec.model import ListRows, Scorecard
from workbook.spec.spec import Spec

_OWN_ROW = re.compile(r"(?<=\.)[^.]*·[^.]*(?=\.)")
"""The row of a list: its code and fund are each unit's own (结转结余.2010301·一般公共预算.年初结转和结余)."""
_DIGITS = re.compile(r"[0-9]+")


def likeness(folder: Path | None, spec: Spec) -> str:
    """The same for units whose workbooks have as many rows everywhere, and whose figures from last year stand in the
    same cells, whatever the codes; "" for one without data. What cannot be read counts as empty.
    """
    if folder is None:
        return ""
    files = data_files(spec.sheets)
    rows = {str(f.sheet.sheet): len(_rows(folder, f)) for f in files if isinstance(f.sheet.rows, ListRows)}
    carried = sorted(_DIGITS.sub("", _OWN_ROW.sub("", row[0])) for row in _read(folder / FILE) if row)
    told = (list_sizes(spec, rows), _cards(folder, files, spec), carried)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _cards(folder: Path, files: tuple[DataFile, ...], spec: Spec) -> tuple[int, ...]:
    counts = {path.stem: len(_read(path)) - 1 for path in sorted((folder / FOLDER).glob("*.csv"))}
    counts = {name: count for name, count in counts.items() if not name.endswith(HEAD)}
    department = counts.pop(DEPARTMENT, None)
    form = next((s for s in spec.sheets if isinstance(s, Scorecard) and s.scope == "project"), None)
    sheet, _, column = str(form.order if form is not None else "").rpartition(".")
    listed = next((_rows(folder, f) for f in files if str(f.sheet.sheet) == sheet), [])
    places = {row.get(column, ""): number for number, row in enumerate(listed)}
    names = sorted(counts, key=lambda name: (places.get(name, len(places)), name))
    return card_sizes(spec, department, [counts[name] for name in names])


def _rows(folder: Path, file: DataFile) -> list[dict[str, str]]:
    lines = _read(folder / file.name)
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]


def _read(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return [line for line in csv.reader(file) if any(line)]
    except (OSError, csv.Error):
        return []
