"""What a row inserted between a scorecard's indicators comes to: data, in the place where it stands."""

from __future__ import annotations

import re

import pytest

from mutate.base import Base, base
from mutate.chain import short_way
from mutate.package import Package
from mutate.shift import Deleted, Inserted
from workbook.api.filled import Examined
from workbook.book.indicators import row_of
from workbook.data import ScorecardData
from workbook.finding import Finding, Level
from workbook.judge import Judged
from workbook.report.fold import fold

PROJECT, ROW = "政务数据共享平台运维", 17


def _inserted(*, formulas: bool) -> Package:
    """A second indicator in a new row below the first one of ROW: what is typed, or all that stands in that row."""
    good: Base = base()
    tab = f"自评_{PROJECT}"
    package = good.package(bare=True)
    package.shift(tab, rows=Inserted(ROW + 1))
    typed = {w.column for w, slot, _ in good.inputs if w.tab == tab and slot.kind == "indicator"}
    above = {c: cell for (row, c), cell in good.filled.sheets[tab].raw.cells.items() if row == ROW}
    cells = {c: cell for c, cell in above.items() if formulas or c in typed}
    package.new_row(tab, ROW + 1, dict.fromkeys(cells, "x"))
    for column, cell in cells.items():
        at = tab, ROW + 1, column
        if cell.formula is not None:
            package.formula(*at, re.sub(rf"(?<![A-Z\d])(\$?[A-Z]+){ROW}(?!\d)", rf"\g<1>{ROW + 1}", cell.formula))
        elif cell.kind.name == "NUMBER":
            package.number(*at, cell.value)
        elif cell.value:
            package.say(*at, "新增的指标" if cell.value == _names(good.examined)[1] else cell.value)
        else:
            package.blank(*at)
    return package


def _names(examined: Examined) -> list[str]:
    assert examined.filled is not None
    card: ScorecardData = next(c for c in examined.filled.data.scorecards if c.name == PROJECT)
    return [str(row.get("三级指标")) for row in card.indicators]


@pytest.mark.parametrize("formulas", [True, False])
def test_it_is_data_in_its_place(formulas: bool) -> None:
    before = _names(base().examined)
    examined = short_way(_inserted(formulas=formulas).parts)
    assert _names(examined) == [*before[:2], "新增的指标", *before[2:]]
    assert not any(finding.code in ("M201", "M207") for finding in examined.findings)


def test_without_formulas_it_is_one_error_that_names_all_its_cells() -> None:
    told = [f for f in short_way(_inserted(formulas=False).parts).findings if f.code[0] == "F"]
    assert [(f.code, f.place.cell, f.level) for f in told] == [("F103", f"G{ROW + 1}", Level.ERROR)]
    assert told[0].place.area == f"C{ROW + 1}:G{ROW + 1},V{ROW + 1}:W{ROW + 1}" and told[0].facts["lacking"] == "7"


def test_with_its_formulas_its_points_count_in_the_total() -> None:
    examined = short_way(_inserted(formulas=True).parts)
    assert [f for f in examined.findings if f.code[0] == "F" and f.level > Level.INFO] == []
    open_ = {f.facts["check"] for f in examined.findings if f.code == "K101"}
    assert open_ == {f"P3.2-{PROJECT}"}, "the weights add up to 90 instead of 80, of which the new row is a part"


def test_below_the_last_one_no_total_reaches_it() -> None:
    tab = f"自评_{PROJECT}"
    rows = base().filled.layout.sheets[tab].rows
    below = max(number for key, number in rows.items() if row_of(key)) + 1
    package = base().package(bare=True)
    package.shift(tab, rows=Inserted(below))
    package.new_row(tab, below, {9: "产出指标", 10: "数量指标", 11: "新增的指标"})
    (told,) = [g for n in fold(*_said(short_way(package.parts))) if (g := n.group).level > Level.INFO]
    assert (told.first.code, told.cells, told.level) == ("M207", f"I{below}:K{below}", Level.ERROR)
    assert told.first.facts["instead"] == "@row_between_indicators"


def _said(examined: Examined) -> tuple[tuple[Finding, ...], Judged | None]:
    return examined.findings, examined.judged


def test_a_remark_between_indicators_is_none() -> None:
    package = base().package(bare=True)
    package.shift(f"自评_{PROJECT}", rows=Inserted(ROW + 1))
    package.new_row(f"自评_{PROJECT}", ROW + 1, {5: "张三核对过"})
    examined = short_way(package.parts)
    assert _names(examined) == _names(base().examined)
    assert [f.place.cell for f in examined.findings if f.code == "M207"] == [f"E{ROW + 1}"]


def test_a_key_that_was_cleared_is_no_new_row() -> None:
    package = base().package(bare=True)
    package.blank(f"自评_{PROJECT}", ROW + 1, 1)
    examined = short_way(package.parts)
    assert [f.code for f in examined.findings if f.level > Level.INFO] == ["M211"]
    assert _names(examined) == _names(base().examined)


def test_a_row_pasted_below_the_form_is_none() -> None:
    tab = f"自评_{PROJECT}"
    below = max(base().filled.layout.sheets[tab].rows.values()) + 2
    package = base().package(bare=True)
    cells = "".join(
        f'<c r="{c}{below}" t="inlineStr"><is><t>{t}</t></is></c>' for c, t in {"A": "指标3", "K": "备份"}.items()
    )
    row = f'<row r="{below}">{cells}</row></sheetData>'
    package.replace(package.sheets[tab], "</sheetData>", row)
    examined = short_way(package.parts)
    assert [f.code for f in examined.findings if f.level > Level.INFO] == ["M207"]
    assert _names(examined) == _names(base().examined)


def test_a_key_is_no_number_of_any_length() -> None:
    package = base().package(bare=True)
    package.say(f"自评_{PROJECT}", ROW, 1, "指标" + "1" * 5_000)
    assert {f.code for f in short_way(package.parts).findings if f.level > Level.INFO} == {"M211"}


def test_a_row_in_place_of_a_deleted_one_has_its_key() -> None:
    tab = f"自评_{PROJECT}"
    package = _inserted(formulas=False)
    package.shift(tab, rows=Deleted(ROW))
    told = [f for f in short_way(package.parts).findings if f.level > Level.INFO]
    assert [(f.code, f.place.cell) for f in told if f.code[0] in "MF"] == [("F103", f"G{ROW}")]
