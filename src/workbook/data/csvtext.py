"""A data file as records by column name, held against the columns that its sheet has."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbook.finding import Finding, Level, Place, Text, found
from workbook.spec.csvtext import Record, read_records


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one file in the order of its lines and fields."""
    return tuple(sorted(findings, key=lambda f: (f.place.line, f.place.column)))


@dataclass(frozen=True)
class Line:
    """One record: column name → field, "" where the file has none. place: the record's beginning."""

    place: Place
    fields: dict[str, Text] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Text:
        return self.fields.get(column, Text("", self.place))


@dataclass(frozen=True)
class Columns:
    """What a file may have. optional: may be absent; ignored: may be there, but is computed and not read; passed: is
    there for people, and nobody is told.

    former: names that columns had before → their names.
    """

    sheet: str
    names: tuple[str, ...]
    required: Collection[str] = ()
    optional: Collection[str] = ()
    ignored: Collection[str] = ()
    passed: Collection[str] = ()
    former: Mapping[str, str] = field(default_factory=dict)


def read_lines(path: Path, shown: str, columns: Columns) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
    """The records of a CSV file with a header. Findings: D102–D104, D107, D113, D118 (unreadable, or no header)."""
    records, told = read_records(path, shown, "D118")
    findings = list(told)
    if not records:
        return (), tuple(findings) or (found("D118", Place(shown), file=shown, reason="@empty_file"),)
    header = records[0]
    at: dict[str, int] = {}
    for index, written in enumerate(header.fields):
        present = columns.former.get(written, "") if written not in columns.names else ""
        name = Text(present, written.place) if present and present not in header.fields else written
        if name in at:
            findings.append(found("D107", name.place, None, item=name))
        elif name in columns.names:
            at[str(name)] = index
        elif name in columns.passed:
            continue
        elif name or any(len(r.fields) > index and r.fields[index] for r in records[1:]):
            findings.append(_unknown(name, columns))
    findings += _absent(header, at, columns)
    lines = []
    for record in records[1:]:
        width = len(header.fields)
        if len(record.fields) < width or any(record.fields[width:]):
            place = Place(shown, record.line, 1)
            findings.append(found("D113", place, None, found=len(record.fields), expected=width))
        fields = {name: record.fields[i] for name, i in at.items() if i < len(record.fields)}
        lines.append(Line(Place(shown, record.line, 1), fields))
    return tuple(lines), tuple(findings)


def _unknown(name: Text, columns: Columns) -> Finding:
    if name in columns.ignored:
        facts = {"column": name, "sheet": columns.sheet, "reason": "@computed"}
        return found("D103", name.place, Level.INFO, **facts)
    near = difflib.get_close_matches(name, columns.names, 1, 0.5)
    facts = {
        "column": name or Text("@blank"),
        "sheet": columns.sheet,
        "nearest": Text(near[0] if near else ""),
    }
    return found("D103", name.place, None, **facts)


def _absent(header: Record, at: dict[str, int], columns: Columns) -> list[Finding]:
    place = Place(header.fields[0].place.file, header.line, 1)
    findings = []
    for name in columns.names:
        if name in at or name in columns.optional:
            continue
        level = Level.ERROR if name in columns.required else Level.WARNING
        findings.append(found("D104", place, level, sheet=columns.sheet, column=name))
    return findings
