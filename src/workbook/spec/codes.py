"""Code lists: CSV files with the columns code, name, level, and where they are wanted since, until, was.

Further columns are the bureau's own.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from workbook.finding import Finding, Place, Text, found
from workbook.spec.csvtext import read_records
from workbook.spec.layers import Layer
from workbook.spec.model import CodeList
from workbook.spec.spec import CodeRow, CodeTable
from workbook.spec.years import SINCE, UNTIL, holds

_NEEDED = ("code", "name", "level")


_WAS = "was"


def read_codes(
    layers: Sequence[Layer], entry: CodeList, year: int
) -> tuple[CodeTable, tuple[Layer, Path] | None, tuple[Finding, ...]]:
    """A code list of a spec and the file that it stands in: the nearest layer's that has it.

    Codes whose `since` or `until` leaves the year out are left out; `was` holds former codes and names.
    Findings: S104, S106, D102, D104, D107, D110, D113, each with its line.
    """
    levels = {str(level): length for level, length in entry.levels.items()}
    file = str(entry.file)
    empty = CodeTable(str(entry.title), (), levels)
    if not all((layer.root / file).resolve().is_relative_to(layer.root.resolve()) for layer in layers):
        return empty, None, (found("S106", entry.file.place, file=file, reason="@outside"),)
    layer = next((layer for layer in layers if (layer.root / file).is_file()), None)
    if layer is None:
        return empty, None, (found("S106", entry.file.place, file=file, reason="@missing"),)
    path = layer.root / file
    table, findings = _read(path, layer.file(path), str(entry.title), levels, year)
    return table, (layer, path), findings


def _read(
    path: Path, file: str, title: str, levels: dict[str, int], year: int
) -> tuple[CodeTable, tuple[Finding, ...]]:
    empty = CodeTable(title, (), levels)
    records, told = read_records(path, file)
    findings = list(told)
    if not records:
        return empty, tuple(findings) or (found("D104", Place(file, 1, 1), sheet=file, column="code"),)
    header = [str(field) for field in records[0].fields]
    lacking = [name for name in _NEEDED if name not in header]
    if lacking:
        findings += [found("D104", Place(file, 1, 1), sheet=file, column=name) for name in lacking]
        return empty, tuple(findings)
    at = {name: header.index(name) for name in (*_NEEDED, _WAS, SINCE, UNTIL) if name in header}
    rows: list[CodeRow] = []
    first: dict[str, int] = {}
    for record in records[1:]:
        if len(record.fields) != len(header):
            place = Place(file, record.line, 1)
            findings.append(found("D113", place, found=len(record.fields), expected=len(header)))
            continue
        code, name, level = (record.fields[at[key]] for key in _NEEDED)
        bounds = {key: record.fields[at[key]] for key in (SINCE, UNTIL) if key in at and record.fields[at[key]]}
        findings += _no_years(bounds)
        if not holds(bounds, year):
            continue
        if code in first:
            findings.append(found("D107", code.place, item=code, first=first[code]))
        elif level not in levels:
            near = difflib.get_close_matches(level, levels, 1)
            choices = ", ".join(levels)
            facts = {"column": "level", "text": level, "choices": choices, "nearest": near[0] if near else ""}
            findings.append(found("D106", level.place, **facts))
        elif not (code.isascii() and code.isdigit()) or len(code) != levels[level]:
            plain = unicodedata.normalize("NFKC", code)
            meant = plain if plain != code and len(plain) == levels[level] else ""
            facts = {"column": "code", "text": code, "expected": str(levels[level]), "would_be": meant}
            findings.append(found("D110", code.place, None, **facts))
        else:
            first[code] = record.line
            former = re.split("[;；]", record.fields[at[_WAS]]) if _WAS in at else []
            was = tuple(w.strip() for w in former if w.strip())
            rows.append(CodeRow(str(code), str(name), str(level), was, file, record.line))
    return CodeTable(title, tuple(rows), levels), tuple(findings)


def _no_years(bounds: Mapping[str, Text]) -> Iterable[Finding]:
    """S104: a since or until that is no year."""
    for key, text in bounds.items():
        if not re.fullmatch("[0-9]{4}", text):
            yield found("S104", text.place, None, key=key, found=text, expected="@whole")


def read_all_codes(
    layers: Sequence[Layer], lists: Mapping[Text, CodeList], year: int
) -> tuple[dict[str, CodeTable], list[tuple[Layer, Path]], tuple[Finding, ...]]:
    """All code lists of a book by name, and the files that they stand in."""
    tables: dict[str, CodeTable] = {}
    files: list[tuple[Layer, Path]] = []
    findings: list[Finding] = []
    for name, entry in lists.items():
        tables[str(name)], file, told = read_codes(layers, entry, year)
        files += [file] if file is not None else []
        findings += told
    return tables, files, tuple(findings)
