"""Input cells dragged onto others: one deed, however many formulas a program changed for it."""

from __future__ import annotations

import re
from functools import partial
from time import perf_counter

import pytest

from mutate.base import Where, base
from mutate.chain import graph, short_way
from mutate.kinds.dragged import drag
from mutate.package import Package
from mutate.shift import in_formulas
from workbook.finding import Finding, Level, Place, found
from workbook.handback.issues import _LOOK
from workbook.report.build import build_report
from workbook.report.dragged import CODE, _At, _read
from workbook.report.fold import Node, fold

FORM, SOURCE, TARGET = "补充资料", 49, 48
"""公务接待 and so on: single fields below each other."""


def _at(row: int) -> Where:
    return Where(FORM, FORM, row, 3)


def _dragged(cells: dict[int, int] | None = None) -> Package:
    package = base().package(bare=True)
    drag(package, {_at(source): _at(target) for source, target in (cells or {SOURCE: TARGET}).items()})
    return package


def _told(package: Package) -> list[Node]:
    examined = short_way(package.parts)
    nodes = fold(examined.findings, examined.judged)
    return [node for node in nodes if node.group.level > Level.INFO]


def test_it_is_one_finding_at_the_cell_beneath() -> None:
    (node,) = _told(_dragged())
    finding = node.group.first
    assert (finding.code, finding.level) == (CODE, Level.ERROR)
    assert (finding.place.sheet, finding.place.cell) == (FORM, f"C{TARGET}")
    assert (finding.facts["cells"], finding.facts["other"]) == (f"{FORM}!C{SOURCE}", f"{FORM}!C{TARGET}")
    assert int(finding.facts["count"]) + int(finding.facts["lost"]) > 9
    beneath = {group.first.code for group in node.consequences}
    assert "F102" not in beneath, "they are counted, and listed nowhere"


def test_a_block_is_one_finding_also_where_it_lies_over_itself() -> None:
    (node,) = _told(_dragged({49: 48, 50: 49}))
    assert (node.group.first.code, node.group.cells) == (CODE, "C48:C49")
    assert node.group.first.facts["cells"] == f"{FORM}!C49:C50"


def test_results_that_a_program_stored_after_it_are_told_beneath() -> None:
    package = _dragged()
    for spot in graph(base().filled).reach([_at(SOURCE).spot, _at(TARGET).spot]):
        tab = base().tabs[spot[0]]
        _, cell = package.cell(tab, *spot[1:])
        formula = re.match("<f>.*?</f>", cell.group(3) or "", re.DOTALL)
        if formula is not None:
            package.put(tab, *spot[1:], f"{formula[0]}<v>#REF!</v>", "e")
    (node,) = _told(package)
    assert node.group.first.code == CODE
    assert {"E001", "E002", "E003", "F105"} & {group.first.code for group in node.consequences}


def test_a_reference_altered_in_one_formula_is_a_formula_altered() -> None:
    where, cell = next((w, c) for w, c in base().formulas if f"{FORM}!$C${SOURCE}" in c.formula)
    package = base().package(bare=True)
    package.formula(*where.at, cell.formula.removeprefix("=").replace(f"$C${SOURCE}", f"$C${TARGET}"))
    assert {node.group.first.code for node in _told(package)} == {"F102"}


def test_where_one_formula_still_refers_as_it_should_nobody_dragged_anything() -> None:
    package = _dragged()
    where, cell = next((w, c) for w, c in base().formulas if f"{FORM}!$C${SOURCE}" in c.formula)
    package.formula(*where.at, cell.formula.removeprefix("="))
    codes = {node.group.first.code for node in _told(package)}
    assert CODE not in codes and "F102" in codes


def test_a_cell_to_which_no_formula_refers_breaks_those_beneath_all_the_same() -> None:
    package = base().package(bare=True)
    drag(package, {Where(FORM, FORM, SOURCE, 5): _at(TARGET)})  # a remark
    (node,) = _told(package)
    facts = node.group.first.facts
    assert (node.group.first.code, facts["other"]) == (CODE, f"{FORM}!C{TARGET}")
    assert "cells" not in facts and int(facts["lost"]) > 1


def test_the_issue_sheet_says_what_is_left_to_do() -> None:
    assert set(_LOOK[CODE]) == {"zh", "en"}


def _altered(now: str, belongs: str) -> Finding:
    return found("F102", Place(sheet="审核", cell="H9"), None, found=now, formula=belongs)


def test_a_lost_cell_is_read_with_its_sheet_and_without() -> None:
    inputs = {_At(FORM, row, 3): _at(row).spot for row in (SOURCE, TARGET)}
    for lost in ("#REF!", f"{FORM}!#REF!", f"'{FORM}'!#REF!"):
        read = _read(_altered(f"={FORM}!$C$48+{lost}+1", f"={FORM}!C49+{FORM}!C48+1"), inputs)
        assert read is not None
        assert read.pairs == {(_At(FORM, 49, 3), _At(FORM, 48, 3)), (_At(FORM, 48, 3), None)}
    assert _read(_altered(f"={FORM}!C48*2", f"={FORM}!C49*3"), inputs) is None


@pytest.mark.parametrize("onto", ["草稿!$B$2", f"{FORM}!$XFD$1", f"{FORM}!$H$48"])
def test_cells_may_go_where_the_template_has_none(onto: str) -> None:
    package = base().package(bare=True)
    package.blank(*_at(SOURCE).at)
    for name, part in package.sheets.items():
        text = package.text(part)
        package.write(part, in_formulas(text, partial(_sent, own=name == FORM, onto=onto)))
    (node,) = _told(package)
    place = node.group.first.place
    assert (node.group.first.code, f"{place.sheet}!{place.cell}") == (CODE, onto.replace("$", ""))
    examined = short_way(package.parts)
    report = build_report("草稿.xlsx", examined.findings, examined.judged, lang="en")
    assert any(f"{FORM}!C{SOURCE}" in item.message for item in report.findings if item.code == CODE)


def _sent(formula: str, own: bool, onto: str) -> str:
    named = "" if own else f"{FORM}!"
    return re.sub(rf"(?<![\w!$]){named}\$?C\$?{SOURCE}(?!\d|:)", lambda _: onto, formula)


def test_where_a_sheet_was_replaced_nobody_dragged_anything() -> None:
    package = base().package(bare=True)
    for name, part in package.sheets.items():
        if name != FORM:
            text = package.text(part)
            package.write(part, in_formulas(text, lambda f: re.sub(rf"{FORM}!\$C\$[0-9]+(?!\d|:)", "#REF!", f)))
    assert CODE not in {node.group.first.code for node in _told(package)}


def test_formulas_that_are_no_formulas_and_endless_ones_take_no_time() -> None:
    """A formula may be of 8 000 letters, and of any."""
    start = perf_counter()
    for part in ("a", ".", "'", "!", "#REF!", "C49,", "C49+", "A!", "'A'!C49:", "$", '"', "("):
        endless = "=" + (part * 8_000)[:8_000]
        for pair in ((endless, "=SUM(C49)"), ("=SUM(C49)", endless), (endless, endless.replace("9", "8"))):
            read = _read(_altered(*pair), {})
            assert read is None
    assert _read(found("F102"), {}) is None, "without its facts"
    assert perf_counter() - start < 5
