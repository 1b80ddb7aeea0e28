"""Other programs compute the new year's workbook as we do: rows with and without a code, and what is beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from forward.years import edit
from judges.formulon_judge import formulon_values
from judges.libreoffice import recomputed
from judges.xlsx_cells import Value, compare, formula_values
from workbook import generate, roll_forward, values

Judge = Callable[[Path], Mapping[tuple[str, str], Value]]


@pytest.fixture
def workbook_of_next_year(last: Path, tmp_path: Path) -> Path:
    edit(last / "结转结余.csv", ("2060503,一般公共预算", ",一般公共预算"))
    result = roll_forward(last, force=True)
    assert result.folder is not None
    edit(result.folder / "结转结余.csv", (",一般公共预算,150000.00", ",一般公共预算,160000.00"))
    edit(result.folder / "结转结余.csv", ("2121999,政府性基金", "2121902,政府性基金"))
    shown, _ = values(result.folder)
    gaps = {
        str(n).split(".")[2]: v for n, v in shown.items() if n.startswith("上年衔接.结转结余") and n.endswith("差额")
    }
    assert gaps == {
        "2010302·一般公共预算": 0,
        "无科目编码·一般公共预算": 10000,
        "2121999·政府性基金": -300000,
        "2010350·其他资金": 0,
        "其他": 300000,
    }
    path = tmp_path / "2022.xlsx"
    assert generate(result.folder, output=path).written
    return path


@pytest.mark.parametrize(
    "judge", [pytest.param(recomputed, id="LibreOffice"), pytest.param(formulon_values, id="formulon")]
)
def test_every_value_is_confirmed(workbook_of_next_year: Path, judge: Judge) -> None:
    expected = formula_values(workbook_of_next_year)
    assert sum(sheet == "上年衔接" for sheet, _ in expected) > 40
    assert compare(expected, judge(workbook_of_next_year)) == []
