"""Payments between units: taken off both sides, exactly, and told where anything about them is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from roll.units import INCOME, OTHER, RECEIVED, SPENT, SUBSIDY, amount, codes, money, off, rolled, spec, unit
from workbook.roll import Source
from workbook.roll.files import as_declared, files_of, read_eliminations, read_listed
from workbook.roll.model import Elimination

PAID = ("2010301", OTHER, SUBSIDY)
GOT = ("2010350", RECEIVED)


def _payer(value: str = "120.50", **facts: str) -> Source:
    return unit("本级", {("2010301", "其他收入"): money("500")}, {PAID: money(value)}, **facts)


def _receiver(value: str = "120.50", name: str = "中心", **facts: str) -> Source:
    return unit(name, {GOT: money(value)}, {("2010350", OTHER, "基本支出"): money("60")}, **facts)


def test_both_sides_are_reduced_and_codes_are_found() -> None:
    data, told = rolled(_payer(), _receiver(), eliminations=(off("本级", "中心", "120.50"),))
    assert told == []
    assert amount(data, SPENT, SUBSIDY, "2010301") == 0 and amount(data, INCOME, RECEIVED, "2010350") == 0
    assert data.rolled is not None
    row = data.rolled.eliminations[0]
    assert (row["支出科目编码"], row["支出资金来源"], row["收入科目编码"]) == ("2010301", OTHER, "2010350")


def test_only_the_row_with_the_code_is_reduced() -> None:
    other = unit("站", {("2010399", RECEIVED): money("40")})
    data, told = rolled(_payer("100"), _receiver("100"), other, eliminations=(off("本级", "中心", "100"),))
    assert amount(data, INCOME, RECEIVED, "2010399") == 40 and amount(data, INCOME, RECEIVED, "2010350") == 0
    assert told == []


def test_amounts_of_an_elimination_may_be_in_wan_yuan() -> None:
    one = off("本级", "中心", "1.23")
    data, told = rolled(
        _payer("12300"),
        _receiver("1.23", money_unit="万元"),
        eliminations=(Elimination(one.values, one.place, "万元"),),
    )
    assert told == ["U210"] and amount(data, INCOME, RECEIVED, "2010350") == 0


def test_a_payment_declared_to_the_cent_makes_the_department_one_in_yuan(tmp_path: Path) -> None:
    """In 万元 the sums would need more decimals than an amount may have, and could not be read again."""
    units = (_payer("60", money_unit="万元"), _receiver("60", money_unit="万元"))
    whole = Elimination(off("本级", "中心", "600000").values, money_unit="元")
    data, _ = rolled(*units, eliminations=(whole,))
    assert (data.money_unit, amount(data, INCOME, RECEIVED, "2010350")) == ("万元", 0)
    cents = Elimination(off("本级", "中心", "500000.55").values, money_unit="元")
    data, _ = rolled(*units, eliminations=(cents,))
    assert (data.money_unit, amount(data, INCOME, RECEIVED, "2010350")) == ("元", money("99999.45"))
    path = tmp_path / "抵销.csv"
    path.write_bytes(files_of(data, spec())["汇总/抵销.csv"])
    (read,), findings = read_eliminations(path, path.name, spec())
    assert (findings, read.values["金额"], read.money_unit) == ((), money("500000.55"), "元")


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        (off("本级", "中心", "130"), "U211"),
        (off("本级", "中心", "-1"), "U211"),
        (off("本级", "没有的单位", "1"), "U212"),
        (off("本级", "中心", "1", case="别的"), "U212"),
        (off("中心", "本级", "1"), "U212"),
        (off("本级", "中心", "120.50", why=""), "U218"),
    ],
)
def test_an_elimination_that_cannot_be_right(declared: Elimination, code: str) -> None:
    assert code in codes(_payer(), _receiver(), eliminations=(declared,))


def test_an_amount_that_could_be_two_rows_is_not_guessed() -> None:
    two = unit("中心", {GOT: money("70"), ("2010399", RECEIVED): money("50.50")})
    data, told = rolled(_payer(), two, eliminations=(off("本级", "中心", "70"),))
    assert told == ["U212", "U214"] and amount(data, INCOME, RECEIVED, "2010350") == 70
    _, told = rolled(_payer(), two, eliminations=(off("本级", "中心", "70", 收入科目编码="2010350"),))
    assert "U212" not in told


def test_two_sides_that_report_different_amounts() -> None:
    assert codes(_payer(), _receiver("100"), eliminations=(off("本级", "中心", "100"),)) == ["U213"]


def test_what_nobody_declared() -> None:
    assert codes(_payer(), _receiver()) == ["U214"]
    assert codes(_receiver(), unit("站", {("2010301", "其他收入"): money(5)})) == [], "from outside the department"
    up = unit("中心", {}, {("2010350", OTHER, "上缴上级支出"): money(9)})
    assert codes(up, unit("本级", {("2010301", "附属单位上缴收入"): money(9)})) == ["U214"]


def test_what_was_declared_is_written_and_read_again(tmp_path: Path) -> None:
    data, _ = rolled(_payer(), _receiver(), eliminations=(off("本级", "中心", "120.50"),))
    for name, content in files_of(data, spec()).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    path = tmp_path / "汇总" / "抵销.csv"
    read, findings = read_eliminations(path, path.name, spec())
    assert findings == () and [one.money_unit for one in read] == ["元"] and data.rolled is not None
    assert [one.values for one in read] == [dict(row) for row in data.rolled.eliminations]
    assert rolled(_payer(), _receiver(), eliminations=read)[0] == data
    assert read_listed(tmp_path) == ("本级", "中心")


def test_what_was_declared_stays_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "抵销.csv"
    head, lines = "往来事项,付出单位,收到单位,金额,备注,金额单位\n", "上级补助,本级,没有的单位,12万,问过,\n"
    text = head + lines + "上级补助,本级,中心,500000.55,,元\n"
    path.write_text(text, "utf-8")
    assert as_declared(path.name, path, "万元").decode() == text.replace("问过,\n", "问过,万元\n")
    path.write_text("往来事项,付出单位\n上级补助,本级\n", "utf-8")
    assert as_declared(path.name, path, "元").decode() == "往来事项,付出单位,金额单位\n上级补助,本级,元\n"
    path.write_text('往来事项,付出单位\n上级补助,"没有收尾\n上级补助,本级\n', "utf-8")
    assert as_declared(path.name, path, "元") == path.read_bytes()
