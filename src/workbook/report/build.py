"""Findings of one file → its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from workbook.finding import Finding, Level, Place
from workbook.finding.catalogue import Lang, remedy, say, title, what
from workbook.formula.areas import cells_of
from workbook.judge import Judged
from workbook.layout import address
from workbook.report.fold import Node, fold
from workbook.report.labels import Label, Labels
from workbook.report.model import Item, Report, Short, Status, Template
from workbook.report.neighbours import Group
from workbook.report.order import rank
from workbook.report.pasted import SHEET as PASTED

_FORMULA_BELONGS = frozenset(("F101", "F102", "F103"))
_DIGITS = 40
"""A difference with more digits says nothing."""
_FORMULA_FOUND = frozenset(("F104", "M301"))


def build_report(
    file: str,
    findings: Sequence[Finding],
    judged: Judged | None = None,
    *,
    sha256: str = "",
    template: Template | None = None,
    unit: str = "",
    tabs: Sequence[str] = (),
    lang: Lang = "zh",
) -> Report:
    """tabs: the file's sheets in order. judged None: the file could not be judged."""
    sheets = {tab: i for i, tab in enumerate(tabs)}
    ordered = tuple(sorted(findings, key=lambda finding: rank(finding, sheets)))
    labels = Labels(judged) if judged is not None else None
    items = tuple(_item(node, labels, lang) for node in fold(ordered, judged))
    status: Status = "unreadable"
    if judged is not None:
        status = "accepted" if all(item.level < Level.ERROR for item in items) else "rejected"
    return Report(file, status, items, sha256, template or Template(), unit, lang)


def _item(node: Node, labels: Labels | None, lang: Lang) -> Item:
    group = node.group
    first = group.first
    label = labels.of(first.place) if labels is not None else Label(first.place.name)
    found, expected = sides(first, lang)
    return Item(
        first.code,
        max(group.level, *(c.level for c in node.consequences)) if node.consequences else group.level,
        title(first.code, lang),
        message(first, group.count if len(group.findings) > 1 else 1, lang),
        remedy(first, lang),
        first.place.sheet,
        first.place.cell,
        group.cells,
        group.count,
        label.name,
        label.row,
        label.column,
        found,
        expected,
        _difference(first, found, expected),
        say(first.facts.get("tolerance", ""), lang),
        _members(group, labels, lang),
        tuple(_short(c, labels, lang) for c in node.consequences),
        tuple(dict.fromkeys(first.facts[side] for side in ("left", "right") if first.facts.get(side))),
        node.checks,
        first,
    )


def _members(group: Group, labels: Labels | None, lang: Lang) -> tuple[Short, ...]:
    """Each cell of a group, () of a single one."""
    if len(group.findings) > 1:
        return tuple(_short(Group((finding,)), labels, lang) for finding in group.findings)
    first, words = group.first, title(group.first.code, lang)
    cells = [replace(first.place, cell=address(*cell), name="", area="") for cell in cells_of(first.place.area)]
    return tuple(_cell(first, words, place, labels) for place in cells)


def _cell(finding: Finding, words: str, place: Place, labels: Labels | None) -> Short:
    """One cell of a finding about many."""
    short = Short(finding.code, finding.level, words, place.sheet, place.cell, place.cell)
    if labels is None:
        return short
    expected = labels.belongs(place) if finding.code == PASTED else ""
    return replace(short, name=labels.of(place).name, found=labels.stands(place), expected=expected)


def message(finding: Finding, count: int, lang: Lang) -> str:
    """What is wrong, in so many cells."""
    head = f"共 {count} 格，第一格：" if lang == "zh" else f"{count} cells, in the first: "
    return (head if count > 1 else "") + what(finding, lang)


def _short(group: Group, labels: Labels | None, lang: Lang) -> Short:
    first = group.first
    found, expected = sides(first, lang)
    name = labels.of(first.place).name if labels is not None else first.place.name
    words = title(first.code, lang)
    if first.facts.get("what"):
        words = f"{words}{'：' if lang == 'zh' else ': '}{say(first.facts['what'], lang)}"
    return Short(
        first.code, group.level, words, first.place.sheet, first.place.cell, group.cells, group.count, name,
        found, expected, _difference(first, found, expected),
    )  # fmt: skip


def sides(finding: Finding, lang: Lang) -> tuple[str, str]:
    """What stands there and what belongs there, as people read it; "" where a finding has no such side."""
    facts = finding.facts
    found = facts.get("found") or facts.get("value") or facts.get("text") or ""
    expected = facts.get("expected") or facts.get("would_be") or ""
    if finding.code in _FORMULA_BELONGS:
        expected = facts.get("formula", "")
    elif finding.code in _FORMULA_FOUND:
        found = facts.get("formula", "")
    return say(found, lang), say(expected, lang)


def _difference(finding: Finding, found: str, expected: str) -> str:
    told = finding.facts.get("difference", "")
    if told or not found or not expected:
        return told
    try:
        gap = Decimal(found) - Decimal(expected)
    except ArithmeticError:
        return ""
    return f"{gap:f}" if gap.is_finite() and abs(gap.adjusted()) < _DIGITS else ""
