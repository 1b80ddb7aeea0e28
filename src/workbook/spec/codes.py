"""Code lists: CSV files with the columns code, name, level (further columns are the bureau's own)."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from workbook.finding import Finding, Place, Text, found
from workbook.spec.csvtext import read_records
from workbook.spec.model import CodeList
from workbook.spec.spec import CodeRow, CodeTable

_NEEDED = ("code", "name", "level")


def read_codes(root: Path, entry: CodeList) -> tuple[CodeTable, tuple[Finding, ...]]:
    """A code list of a spec. Findings: S106, D102, D104, D107, D110, D113, each with its line."""
    levels = {str(level): length for level, length in entry.levels.items()}
    file = str(entry.file)
    empty = CodeTable(str(entry.title), (), levels)
    path = root / file
    if not path.resolve().is_relative_to(root.resolve()):
        return empty, (found("S106", entry.file.place, file=file, reason="@outside"),)
    if not path.is_file():
        return empty, (found("S106", entry.file.place, file=file, reason="@missing"),)
    records, told = read_records(path, file)
    findings = list(told)
    if not records:
        return empty, tuple(findings) or (found("D104", Place(file, 1, 1), sheet=file, column="code"),)
    header = [str(field) for field in records[0].fields]
    lacking = [name for name in _NEEDED if name not in header]
    if lacking:
        findings += [found("D104", Place(file, 1, 1), sheet=file, column=name) for name in lacking]
        return empty, tuple(findings)
    at = {name: header.index(name) for name in _NEEDED}
    rows: list[CodeRow] = []
    first: dict[str, int] = {}
    for record in records[1:]:
        if len(record.fields) != len(header):
            place = Place(file, record.line, 1)
            findings.append(found("D113", place, found=len(record.fields), expected=len(header)))
            continue
        code, name, level = (record.fields[at[key]] for key in _NEEDED)
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
            rows.append(CodeRow(str(code), str(name), str(level)))
    return CodeTable(str(entry.title), tuple(rows), levels), tuple(findings)


def read_all_codes(root: Path, lists: Mapping[Text, CodeList]) -> tuple[dict[str, CodeTable], tuple[Finding, ...]]:
    """All code lists of a book by name."""
    tables: dict[str, CodeTable] = {}
    findings: list[Finding] = []
    for name, entry in lists.items():
        tables[str(name)], told = read_codes(root, entry)
        findings += told
    return tables, tuple(findings)
