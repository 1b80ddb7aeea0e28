"""Short names of book.yaml, and the cell that says how many units make one 万元: they must lead to a cell (S201)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from workbook.book.model import Book
from workbook.book.scope import Context, Scope
from workbook.finding import Finding, found, place_of
from workbook.review.lastyear import last_year_faults
from workbook.spec.spec import Spec


def scope_of(spec: Spec, book: Book) -> Scope:
    """All names of a book, as its formulas see them."""
    aliases = {str(name): str(target) for name, target in spec.book.names.items()}
    return Scope(book.tables, aliases, str(spec.book.scale))


def alias_faults(spec: Spec, book: Book) -> tuple[Finding, ...]:
    """One finding for each short name, and each `last_year`, that leads nowhere."""
    scope = scope_of(spec, book)
    findings = []
    for text in (*spec.book.names.values(), spec.book.scale):
        if scope.find(str(text), Context()) is None:
            nearest = scope.nearest(str(text), Context())
            findings.append(found("S201", place_of(text), None, name=text, nearest=nearest))
    return (*findings, *last_year_faults(spec, scope))


def settled(spec: Spec, book: Book, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What the compiler found, told to the point.

    A short name that leads nowhere is told once, where it is declared, not wherever it is used; an unknown
    column of a sum gets the nearest known one.
    """
    scope = scope_of(spec, book)
    lost = {name for name in scope.aliases if scope.find(name, Context()) is None}
    columns = [f"{table.name}.{column}" for table in book.tables if table.entry for column in table.columns]
    result = []
    for finding in findings:
        name = finding.facts.get("name", "")
        if finding.code == "S201" and name.split(".")[0] in lost:
            continue
        if finding.code == "S213" and name and not finding.facts.get("nearest"):
            near = difflib.get_close_matches(name, columns, 1, 0.5)
            finding = replace(finding, facts={**finding.facts, "nearest": near[0] if near else ""})
        if finding.code == "S107" and "formula" in finding.facts:
            facts = {key: fact for key, fact in finding.facts.items() if key != "formula"}
            finding = replace(finding, facts={**facts, "text": finding.facts["formula"]})
        result.append(finding)
    return tuple(result)
