"""Reports of `check` as JSON and CSV. docs/check-json.md describes every key."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.report.machine import table_text
from workbook.report.model import SCHEMA_VERSION, Item, Report, Short

CSV_COLUMNS = (
    "file", "unit", "status", "level", "code", "sheet", "cell", "cells", "count", "name", "row_label", "column_label",
    "message", "hint", "found", "expected", "difference", "tolerance", "consequences", "title", "checks", "links",
)  # fmt: skip
"""The columns of the CSV report; those after consequences came later, and stand at the end. A file without findings has
one line without level and code.
"""


def report_dict(report: Report) -> dict[str, object]:
    """One file's report. What is not known or does not apply is null; numbers in findings are decimal texts."""
    template = report.template
    return {
        "schema_version": report.schema_version,
        "file": report.file,
        "sha256": report.sha256 or None,
        "template": {"id": template.id or None, "hash": template.hash or None, "year": template.year or None},
        "unit": report.unit or None,
        "status": report.status,
        "counts": {level.name.lower(): count for level, count in report.counts.items()},
        "findings": [_item(item) for item in report.findings],
    }


def reports_dict(reports: Sequence[Report]) -> dict[str, object]:
    """Several files' reports."""
    return {"schema_version": SCHEMA_VERSION, "files": [report_dict(report) for report in reports]}


def _item(item: Item) -> dict[str, object]:
    return {
        "code": item.code,
        "level": item.level.name.lower(),
        "title": item.title,
        "sheet": item.sheet or None,
        "cell": item.cell or None,
        "cells": item.cells or None,
        "count": item.count,
        "name": item.name or None,
        "row_label": item.row_label or None,
        "column_label": item.column_label or None,
        "message": item.message,
        "hint": item.hint,
        "found": item.found or None,
        "expected": item.expected or None,
        "difference": item.difference or None,
        "tolerance": item.tolerance or None,
        "members": [_short(short) for short in item.members],
        "consequences": [_short(short) for short in item.consequences],
        "checks": list(item.checks),
        "links": list(item.links),
    }


def _short(short: Short) -> dict[str, object]:
    return {
        "code": short.code,
        "level": short.level.name.lower(),
        "title": short.title,
        "sheet": short.sheet or None,
        "cell": short.cell or None,
        "cells": short.cells or None,
        "count": short.count,
        "name": short.name or None,
        "found": short.found or None,
        "expected": short.expected or None,
        "difference": short.difference or None,
    }


def reports_csv(reports: Sequence[Report]) -> str:
    """One line for each finding; no value of it is a formula to a spreadsheet."""
    return table_text(CSV_COLUMNS, (line for report in reports for line in _lines(report)))


def _lines(report: Report) -> list[list[object]]:
    head = [report.file, report.unit, report.status]
    if not report.findings:
        return [[*head, *[""] * (len(CSV_COLUMNS) - len(head))]]
    lines: list[list[object]] = []
    for item in report.findings:
        level = item.level.name.lower()
        line: list[object] = [
            *head, level, item.code, item.sheet, item.cell, item.cells, str(item.count), item.name, item.row_label,
            item.column_label, item.message, item.hint, item.found, item.expected, item.difference, item.tolerance,
            _shortly(item.consequences), item.title, "; ".join(item.checks), "; ".join(item.links),
        ]  # fmt: skip
        lines.append(line)
    return lines


def _shortly(findings: Sequence[Short]) -> str:
    """Codes and cells."""
    return "; ".join(f"{one.code} {one.sheet}!{one.cells}" if one.cells else one.code for one in findings)
