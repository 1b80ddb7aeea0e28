"""Findings as json and csv: the same keys everywhere, levels and codes in no language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from workbook.finding import Finding
from workbook.finding.catalogue import Lang, remedy, render, say, what
from workbook.spec.csvtext import csv_text as shielded_csv

SCHEMA_VERSION = 1

COLUMNS = ("subject", "level", "code", "file", "line", "column", "sheet", "cell", "name", "message", "hint")
"""The columns of the csv report. subject: the data folder, spec or workbook that was worked on."""


def as_dict(finding: Finding, lang: Lang = "zh") -> dict[str, object]:
    """One finding; keys without a value are left out, line and column count from 1."""
    place = finding.place
    every = {
        "level": finding.level.name.lower(),
        "code": finding.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "name": place.name,
        "message": what(finding, lang),
        "hint": remedy(finding, lang),
        "text": render(finding, lang),
        "facts": {name: say(fact, lang) for name, fact in finding.facts.items()},
    }
    return {key: value for key, value in every.items() if value}


def json_text(value: object) -> str:
    """JSON with Chinese as it is; Decimals become numbers, whole ones without a point."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_number) + "\n"


def json_pieces(frame: Mapping[str, object], key: str, items: Iterable[object]) -> Iterator[str]:
    """The text of `frame` with a list of these at `key`, which is [] there, made one by one: of many, only one is in
    memory at a time.
    """
    mark = f'\n  "{key}": ['  # only at the top a name follows a line's beginning and two blanks
    head, _, tail = json_text(frame).partition(mark)
    yield head + mark
    end = ""
    for item in items:
        yield f"{end}\n    " + json_text(item).rstrip("\n").replace("\n", "\n    ")
        end = ","
    yield ("\n  " if end else "") + tail


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def csv_text(subjects: Iterable[tuple[str, Iterable[Finding]]], lang: Lang = "zh") -> str:
    """One line for each finding, under a header."""
    return table_text(COLUMNS, (_row(subject, f, lang) for subject, findings in subjects for f in findings))


def table_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Comma-separated lines; no field of them is a formula to a spreadsheet (see `spec/csvtext.py`)."""
    return shielded_csv([header, *([str(value) for value in row] for row in rows)])


def _row(subject: str, finding: Finding, lang: Lang) -> list[object]:
    known: Mapping[str, object] = {"subject": subject, **as_dict(finding, lang)}
    return [known.get(column, "") for column in COLUMNS]
