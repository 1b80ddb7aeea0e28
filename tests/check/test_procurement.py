"""Procurement as a whole in the other unit: its sums come out, only its size beside all expenditure tells."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from check import edits
from check.small import small_unit
from check.test_check import only, told
from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.judge.accounts import AWARDED, MORE, PROCURED
from workbook.report import Item
from workbook.spec.spec import Spec

SMALL, LARGE = Decimal(1) / 10_000, Decimal(10_000)


def times(made: Made, names: Iterable[str], factor: Decimal) -> dict[edits.Key, Decimal]:
    where = made.layout.sheets[MORE]
    typed = {name: made.computed(where.tab, where.rows[name], where.columns["值"]) for name in names}
    return {(MORE, name, "值"): value * factor for name, value in typed.items() if isinstance(value, Decimal)}


def wrong(made: Made, specs: Specs, path: Path, names: Iterable[str], factor: Decimal) -> Item:
    return only(check(edits.changed(made, path, times(made, names, factor)), specs=specs))


def test_all_of_it_in_the_other_unit(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = wrong(example, specs, tmp_path / "a.xlsx", (*PROCURED, *AWARDED), SMALL)
    facts = item.finding.facts
    assert (item.code, item.level, item.name) == ("J103", Level.WARNING, f"{MORE}.政府采购支出总额.值")
    assert (facts["found"], facts["would_be"], facts["kind"]) == ("277.86", "2778600", "@unit_small")


def test_what_was_awarded_in_the_other_unit(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = wrong(example, specs, tmp_path / "a.xlsx", AWARDED, SMALL)
    assert (item.code, item.name, item.finding.facts["would_be"]) == (
        "J103",
        f"{MORE}.授予中小企业合同金额.值",
        "2310000",
    )


def test_what_was_procured_has_the_parts_that_are_larger_under_it(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = wrong(example, specs, tmp_path / "a.xlsx", PROCURED, SMALL)
    checks = {short.name.split(".", 1)[1].removesuffix(".结果") for short in item.consequences}
    assert item.code == "J103" and checks == {"D3.2", "D3.5", "D3.6", "D3.7"}


@pytest.mark.parametrize("factor", [Decimal(10), LARGE])
def test_more_than_all_expenditure_is_to_be_explained(
    example: Made, specs: Specs, tmp_path: Path, factor: Decimal
) -> None:
    item = wrong(example, specs, tmp_path / "a.xlsx", (*PROCURED, *AWARDED), factor)
    assert (item.code, item.row_label.split()[0]) == ("K102", "D3.8")


@pytest.mark.parametrize(("amount", "codes"), [("231000", {"J103"}), ("860", set()), ("86", set())])
def test_in_a_file_in_ten_thousands_it_is_too_large(
    spec: Spec, specs: Specs, tmp_path: Path, amount: str, codes: set[str]
) -> None:
    made = small_unit(spec, tmp_path / "unit", ("860", ""), {PROCURED[0]: amount, PROCURED[1]: amount}, unit="万元")
    found = {item.code: item for item in told(check(made.path, specs=specs)) if MORE in item.place}
    assert found.keys() & {"J103"} == codes
    for item in found.values():
        if item.code == "J103":
            assert item.finding.facts["kind"] == "@unit_large"
            assert any("D3.8" in short.name for short in item.consequences)


def test_a_small_purchase_of_a_small_unit_is_let_pass(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    made = small_unit(spec, tmp_path / "unit", ("860000", ""), {PROCURED[0]: "1999", PROCURED[1]: "1999"})
    assert "J103" not in {item.code for item in check(made.path, specs=specs).findings}


def test_an_award_left_out_accuses_no_other_amount(example: Made, specs: Specs, tmp_path: Path) -> None:
    """The total is 2310000; with two digits exchanged it would come out, by chance."""
    path = edits.changed(example, tmp_path / "a.xlsx", {(MORE, "工程采购授予中小企业金额", "值"): None})
    item = only(check(path, specs=specs))
    assert (item.code, item.row_label.split()[0]) == ("K101", "D3.4")


def test_where_no_award_is_blank_the_total_is(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {(MORE, "授予中小企业合同金额", "值"): Decimal(2130000)})
    item = only(check(path, specs=specs))
    assert (item.code, item.finding.facts["found"]) == ("J102", "2130000") and "2310000" in item.message


def test_awards_that_are_in_the_right_unit_stay_what_they_are(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    more = {PROCURED[0]: "2778600", PROCURED[1]: "2778600", AWARDED[0]: "231", "货物采购授予中小企业金额": "231"}
    made = small_unit(spec, tmp_path / "unit", ("860", ""), more, unit="万元")
    item = next(item for item in told(check(made.path, specs=specs)) if item.code == "J103")
    where = made.layout.sheets[MORE]
    wrong = {f"C{where.rows[name]}" for name in PROCURED[:2]}
    assert set(item.finding.facts["cells"].partition("!")[2].split(":")) == wrong


def test_beside_expenditure_that_is_not_known_nothing_is_out_of_size(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    """The greater part of it is text."""
    made = small_unit(spec, tmp_path / "unit", ("860", "2"), {PROCURED[0]: "86", PROCURED[1]: "86"}, unit="万元")
    path = edits.changed(made, tmp_path / "a.xlsx", {("支出明细", "1", "基本支出"): "见附件"})
    assert "J103" not in {item.code for item in check(path, specs=specs).findings}
