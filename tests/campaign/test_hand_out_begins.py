"""What a workbook that is handed out begins with: the unit's own data, in the unit of money in which they stand.

What the register says that cannot be is told, and nothing is made of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook.api.values import values
from workbook.bureau.handing_out import FOLDER, HandedOut, hand_out
from workbook.finding import render

SPEC = "hubei/2021"
LAST, INCOME = "补充资料.上年收入支出总计.值", "19836800"


def listed(tmp_path: Path, *lines: str, head: str = "单位名称,单位编码,金额单位") -> Path:
    path = tmp_path / "units.csv"
    path.write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return path


def data_of(tmp_path: Path, folder: str, *, name: str, money_unit: str = "元", amount: str = INCOME) -> Path:
    home = tmp_path / "data" / "2021" / folder
    home.mkdir(parents=True)
    facts = f"项目,值\n单位名称,{name}\n年度,2021\n金额单位,{money_unit}\n模板,{SPEC}\n"
    (home / "单位.csv").write_text(facts, "utf-8")
    if amount:
        (home / "补充资料.csv").write_text(f"项目,值,说明\n上年收入支出总计,{amount},\n", "utf-8")
    return tmp_path / "data"


def shown(tmp_path: Path, name: str) -> dict[str, str]:
    """What the workbook of a unit says."""
    made, _ = values(tmp_path / "out" / FOLDER / f"2021_{name}.xlsx")
    return {key: str(value) for key, value in made.items()}


def codes(result: HandedOut) -> list[str]:
    return sorted(f.code for f in (*result.findings, *(f for done in result.done for f in done.findings)))


def test_amounts_of_last_year_stay_in_their_unit_whatever_the_register_says(tmp_path: Path) -> None:
    data = data_of(tmp_path, "甲局", name="甲局")
    result = hand_out(listed(tmp_path, "甲局,001,万元"), SPEC, tmp_path / "out", data=data)
    assert codes(result) == ["H105"] and result.counts == {"made": 1}
    said = render(result.done[0].findings[0])
    assert said.startswith("甲局：") and "“万元”" in said and "“元”" in said
    made = shown(tmp_path, "甲局")
    assert (made["单位信息.金额单位.值"], made[LAST]) == ("元", INCOME)


def test_where_there_are_no_amounts_the_register_says_the_unit(tmp_path: Path) -> None:
    data = data_of(tmp_path, "甲局", name="甲局", amount="")
    assert codes(hand_out(listed(tmp_path, "甲局,001,万元"), SPEC, tmp_path / "out", data=data)) == []
    assert shown(tmp_path, "甲局")["单位信息.金额单位.值"] == "万元"


def test_data_are_found_by_the_name_in_them(tmp_path: Path) -> None:
    data = data_of(tmp_path, "局一", name="甲 局")
    assert codes(hand_out(listed(tmp_path, "甲局,001,元"), SPEC, tmp_path / "out", data=data)) == []
    assert shown(tmp_path, "甲局")[LAST] == INCOME


def test_units_without_data_are_named(tmp_path: Path) -> None:
    data = data_of(tmp_path, "甲局", name="甲局")
    result = hand_out(listed(tmp_path, "甲局,001,元", "乙局,002,元", "丙局,003,元"), SPEC, tmp_path / "out", data=data)
    assert codes(result) == ["H106"] and result.counts == {"made": 3}
    assert "乙局、丙局" in render(result.findings[0])


def test_a_workbook_with_figures_is_not_replaced_by_a_blank_one(tmp_path: Path) -> None:
    """Such as when the data folder of the unit was renamed, or --data was forgotten."""
    data, register = data_of(tmp_path, "甲局", name="甲局"), listed(tmp_path, "甲局,001,元")
    hand_out(register, SPEC, tmp_path / "out", data=data)
    (data / "2021" / "甲局" / "单位.csv").write_text(f"项目,值\n单位名称,旧局\n模板,{SPEC}\n", "utf-8")
    (data / "2021" / "甲局").rename(data / "2021" / "旧局")
    for again, told in ((data, ["H106", "H110"]), (None, ["H110"])):
        result = hand_out(register, SPEC, tmp_path / "out", data=again)
        assert codes(result) == told and result.counts == {"kept": 1}
        assert shown(tmp_path, "甲局")[LAST] == INCOME
    assert hand_out(register, SPEC, tmp_path / "out", replace=True).counts == {"made": 1}
    assert shown(tmp_path, "甲局")[LAST] != INCOME


def test_where_nobody_can_say_whose_data_they_are_nothing_is_made(tmp_path: Path) -> None:
    data = data_of(tmp_path, "甲局", name="丁局")
    data_of(tmp_path, "乙局", name="乙局")
    data_of(tmp_path, "乙局（旧）", name="乙局")
    result = hand_out(listed(tmp_path, "甲局,001,元", "乙局,002,元"), SPEC, tmp_path / "out", data=data)
    assert codes(result) == ["H107", "H108"] and result.counts == {"failed": 2} and result.units == 2
    assert not list((tmp_path / "out" / FOLDER).iterdir())


@pytest.mark.parametrize(
    ("lines", "code", "made"),
    [
        ((), "L123", 0),
        (("甲局,2022,",), "H104", 0),
        (("甲局,2021,", "乙局,2022,"), "H104", 1),
        (("甲局,,千元", "乙局,,"), "D106", 0),
    ],
)
def test_a_register_that_cannot_be_meant_so_is_told(
    tmp_path: Path, lines: tuple[str, ...], code: str, made: int
) -> None:
    register = listed(tmp_path, *lines, head="单位名称,年度,金额单位")
    result = hand_out(register, SPEC, tmp_path / "out")
    assert codes(result) == [code] and result.counts["made"] == made
