"""Findings of one file → its report."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang, remedy, title, what
from workbook.judge import Judged
from workbook.report.fold import Node, fold
from workbook.report.labels import Label, Labels
from workbook.report.model import Item, Report, Short, Status, Template
from workbook.report.neighbours import Group
from workbook.report.order import rank

_FORMULA_BELONGS = frozenset(("F101", "F102", "F103"))
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
    first, count = group.first, len(group.findings)
    label = labels.of(first.place) if labels is not None else Label(first.place.name)
    found, expected = sides(first)
    return Item(
        first.code,
        max(group.level, *(c.level for c in node.consequences)) if node.consequences else group.level,
        title(first.code, lang),
        message(first, count, lang),
        remedy(first, lang),
        first.place.sheet,
        first.place.cell,
        group.cells,
        count,
        label.name,
        label.row,
        label.column,
        found,
        expected,
        _difference(first, found, expected),
        first.facts.get("tolerance", ""),
        tuple(_short(Group((f,)), labels, lang) for f in group.findings) if count > 1 else (),
        tuple(_short(c, labels, lang) for c in node.consequences),
        tuple(dict.fromkeys(first.facts[side] for side in ("left", "right") if first.facts.get(side))),
        node.checks,
        first,
    )


def message(finding: Finding, count: int, lang: Lang) -> str:
    """What is wrong, in so many cells."""
    head = f"共 {count} 格，第一格：" if lang == "zh" else f"{count} cells, in the first: "
    return (head if count > 1 else "") + what(finding, lang)


def _short(group: Group, labels: Labels | None, lang: Lang) -> Short:
    first = group.first
    found, expected = sides(first)
    name = labels.of(first.place).name if labels is not None else first.place.name
    words = title(first.code, lang)
    if first.facts.get("what"):
        words = f"{words}{'：' if lang == 'zh' else ': '}{first.facts['what']}"
    return Short(
        first.code, group.level, words, first.place.sheet, first.place.cell, group.cells, len(group.findings), name,
        found, expected, _difference(first, found, expected),
    )  # fmt: skip


def sides(finding: Finding) -> tuple[str, str]:
    """What stands there and what belongs there, "" where a finding has no such side."""
    facts = finding.facts
    found = facts.get("found") or facts.get("value") or facts.get("text") or ""
    expected = facts.get("expected") or facts.get("would_be") or ""
    if finding.code in _FORMULA_BELONGS:
        expected = facts.get("formula", "")
    elif finding.code in _FORMULA_FOUND:
        found = facts.get("formula", "")
    return found, expected


def _difference(finding: Finding, found: str, expected: str) -> str:
    told = finding.facts.get("difference", "")
    if told or not found or not expected:
        return told
    try:
        gap = Decimal(found) - Decimal(expected)
    except ArithmeticError:
        return ""
    return f"{gap:f}" if gap.is_finite() else ""
