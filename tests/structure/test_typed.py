"""Numbers, dates and texts in input cells: what they are, and what they were probably meant to be."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from mutate.package import Package, packed
from structure.conftest import FORM, LIST, Answer, at, only, told
from workbook.api.annotate import annotate
from workbook.api.chain import Specs
from workbook.api.filled import Examined, examine
from workbook.finding import Level

UNIT = "单位信息"
AMOUNT = "6128435.27"


@pytest.mark.parametrize("text", ["6128435.2699999996", "6128435.27", "6.12843527E6", "6128435.270"])
def test_the_same_number_in_another_spelling_is_no_finding(package: Package, answer: Answer, text: str) -> None:
    """Excel stores what was typed with 17 digits: 6128435.2699999996 is how it writes 6128435.27."""
    package.number(LIST, *at("F6"), text)
    assert told(answer(package)) == [] and float(text) == float(AMOUNT)


@pytest.mark.parametrize("text", ["6128435.270000001", "6128435.269999998"])
def test_the_noise_of_binary_arithmetic_is_folded_and_told(package: Package, answer: Answer, text: str) -> None:
    """Pasted as a value from a cell in which it was computed."""
    package.number(LIST, *at("F6"), text)
    report = answer(package)
    item = only(report)
    assert (item.code, item.level, item.expected) == ("R602", Level.INFO, AMOUNT) and report.accepted


def test_noise_hides_no_other_fault_of_its_cell(package: Package, answer: Answer) -> None:
    package.number(LIST, *at("F6"), "-6128435.270000001")
    codes = {item.code for item in told(answer(package))}
    assert {"R602", "J119"} <= codes


@pytest.mark.parametrize("text", ["612.843527万元", "6,128,435.27元", "６１２８４３５.27", "0.06128435270亿元"])
def test_an_amount_with_its_unit_is_shown_in_the_workbook_s_own(package: Package, answer: Answer, text: str) -> None:
    package.say(LIST, *at("F6"), text)
    item = only(answer(package))
    assert item.code == "M302" and Decimal(item.expected) == Decimal(AMOUNT)
    assert ("单位是元" in item.hint) == text.endswith("元")
    assert {short.code for short in item.consequences} >= {"K101", "J108"}


def test_an_amount_in_a_workbook_in_wan(package: Package, answer: Answer) -> None:
    package.say(UNIT, *at("C11"), "万元")
    package.say(LIST, *at("F6"), "612.84万元")
    (item,) = [item for item in answer(package).findings if item.code == "M302"]
    assert item.expected == "612.84"


def test_a_rate_as_text_keeps_its_sign(package: Package, answer: Answer) -> None:
    """Typed as 5.98 it would be 598 %."""
    package.say(FORM, *at("C94"), "30.71%")
    item = next(item for item in answer(package).findings if item.cell == "C94")
    assert (item.code, item.expected) == ("M302", "30.71%")


def test_a_rate_is_no_amount(package: Package, answer: Answer) -> None:
    package.say(LIST, *at("F6"), "5.98%")
    item = only(answer(package))
    assert (item.code, item.expected) == ("M303", "")


def test_a_date_that_lost_its_format_is_a_date(package: Package, answer: Answer) -> None:
    package.number(UNIT, *at("C13"), "44804")
    item = only(answer(package))
    assert (item.code, item.found) == ("M306", "2022-08-31")


CARD = "自评_政务数据共享平台运维"
DATE, TIME, PERCENT, WHOLE_PERCENT = "14", "20", "10", "9"


def formatted(package: Package, cell: tuple[str, str], value: str, number_format: str) -> Package:
    """The package with a number in a cell that has a built-in number format."""
    text = package.text("xl/styles.xml")
    found = re.search(r'<cellXfs count="(\d+)">(.*?)</cellXfs>', text, re.DOTALL)
    assert found is not None
    style = f'<xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    made = f'<cellXfs count="{int(found[1]) + 1}">{found[2]}{style}</cellXfs>'
    package.write("xl/styles.xml", text[: found.start()] + made + text[found.end() :])
    package.number(cell[0], *at(cell[1]), value, found[1])
    return package


def examined(package: Package, specs: Specs, folder: Path) -> Examined:
    (folder / "a.xlsx").write_bytes(packed(package.parts))
    return examine(folder / "a.xlsx", specs=specs, strict=True)


def handed_back(package: Package, folder: Path, cell: tuple[str, str]) -> object:
    """What stands in a cell of the annotated workbook."""
    (folder / "a.xlsx").write_bytes(packed(package.parts))
    path = annotate(folder / "a.xlsx", strict=True).path
    assert path is not None
    return openpyxl.load_workbook(path)[cell[0]][cell[1]].value


@pytest.mark.parametrize(
    ("cell", "value", "number_format", "found", "expected"),
    [
        ((CARD, "P18"), "0.99829999999999997", PERCENT, "99.83%", "99.83"),
        ((CARD, "M18"), "0.995", PERCENT, "99.5%", "99.5"),
        ((FORM, "C30"), "0.04", WHOLE_PERCENT, "4%", "4"),
    ],
)
def test_a_number_typed_as_a_percentage_is_told(
    package: Package, answer: Answer, tmp_path: Path, cell: tuple[str, str], value: str, number_format: str,
    found: str, expected: str,
) -> None:  # fmt: skip
    """A spreadsheet makes 0.9983 of 99.83% typed into a cell without a format of its own."""
    formatted(package, cell, value, number_format)
    report = answer(package)
    (item,) = [item for item in told(report) if item.code == "M310"]
    assert (item.cell, item.level, item.found, item.expected) == (cell[1], Level.ERROR, found, expected)
    assert not report.accepted and handed_back(package, tmp_path, cell) == found


def test_a_rate_is_a_percentage(package: Package, answer: Answer) -> None:
    formatted(package, (FORM, "C94"), "0.3071", PERCENT)
    assert "M310" not in {item.code for item in answer(package).findings}


@pytest.mark.parametrize(("cell", "value"), [((FORM, "C29"), "1"), ((LIST, "F6"), "61284.35"), ((LIST, "F6"), "8246")])
def test_a_number_shown_as_a_date_is_not_lost(
    package: Package, answer: Answer, tmp_path: Path, cell: tuple[str, str], value: str
) -> None:
    """A cell keeps the date format of what was once typed or pasted there."""
    formatted(package, cell, value, DATE)
    report = answer(package)
    (item,) = [item for item in told(report) if item.code == "M306"]
    assert (item.cell, item.level, item.expected, report.accepted) == (cell[1], Level.ERROR, value, False)
    assert handed_back(package, tmp_path, cell) == value


@pytest.mark.parametrize(
    ("cell", "value", "number_format"),
    [((CARD, "P16"), "96", DATE), ((UNIT, "C16"), "0.354166666666667", TIME), ((UNIT, "C16"), "96", DATE)],
)
def test_a_number_shown_as_a_date_becomes_no_text(
    package: Package, specs: Specs, tmp_path: Path, cell: tuple[str, str], value: str, number_format: str
) -> None:
    file = examined(formatted(package, cell, value, number_format), specs, tmp_path)
    (finding,) = [finding for finding in file.findings if finding.code == "M306"]
    assert (finding.place.cell, finding.level, finding.facts["would_be"]) == (cell[1], Level.ERROR, value)
    assert file.filled is not None
    key = next(key for key, keyed in file.filled.sheets.items() if keyed.raw.name == cell[0])
    assert (
        file.filled.inputs[key, *at(cell[1])] is None and handed_back(package, tmp_path, cell) == f"【请改正】{value}"
    )


def test_a_code_shown_as_a_date_is_a_code(package: Package, answer: Answer) -> None:
    formatted(package, (LIST, "B6"), "2010301", DATE)
    assert "M306" not in {item.code for item in answer(package).findings}
    assert "M308" in {item.code for item in answer(package).findings}


def test_a_date_written_as_one_number_is_no_date_of_a_program(package: Package, answer: Answer) -> None:
    package.number(UNIT, *at("C13"), "20220831")
    assert told(answer(package)) == []


@pytest.mark.parametrize("value", ["1e99999999", "1e999", "9" * 399, "-1e400"])
@pytest.mark.parametrize("cell", [(UNIT, "C13"), (LIST, "F6"), (CARD, "P16")])
def test_a_date_of_any_size_takes_no_time(
    package: Package, specs: Specs, tmp_path: Path, cell: tuple[str, str], value: str
) -> None:
    formatted(package, cell, value, DATE)
    codes = {finding.code for finding in examined(package, specs, tmp_path).findings if finding.level >= Level.ERROR}
    there = value if cell[0] == LIST else f"【请改正】{value}"  # where words belong it would be some
    assert codes >= {"M306"} and handed_back(package, tmp_path, cell) == there


@pytest.mark.parametrize("text", ["20428117.566666666", "4085623.5133333332", "98765432.123456789"])
def test_fractions_of_a_cent_are_told_however_many_digits_there_are(
    package: Package, answer: Answer, text: str
) -> None:
    package.number(LIST, *at("F6"), text)
    item = next(item for item in told(answer(package)) if item.cell == "F6")
    assert (item.code, item.level) == ("M307", Level.ERROR)


def test_the_last_bits_of_a_large_sum_are_no_fraction_of_a_cent(package: Package, answer: Answer) -> None:
    package.number(LIST, *at("F6"), "998765432.12000036")
    (item,) = [item for item in told(answer(package)) if item.cell == "F6" and item.code[0] in "MR"]
    assert (item.code, item.level) == ("R603", Level.WARNING)
