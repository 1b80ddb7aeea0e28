"""Data → workbook → import → data, exactly; also through LibreOffice, and with rows inserted there.

ROUND_TRIPS=200 makes a long run of it: a quarter as many random units, new ones each time.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from import_.test_import import bring
from judges.libreoffice import convert, session
from made import EXAMPLE, ROOT, SEED, from_folder, make, the_spec
from returns.test_round_trip import LONG
from returns.units import units
from workbook.api import values
from workbook.data import UnitData, load_unit
from workbook.data.differ import differences
from workbook.data.settle import settled

SPEC = the_spec()


def imported(file: Path, to: Path) -> UnitData:
    result = bring(file, to, reason="往返试验")
    assert result.status == "imported" and result.folder is not None, result.findings
    return load_unit(result.folder, SPEC)[0]


def as_xlsx(path: Path, folder: Path) -> Path:
    return convert(path, "xlsx", folder / "again")


def through_ods(path: Path, folder: Path) -> Path:
    return convert(convert(path, "ods", folder), "xlsx", folder / "again")


@pytest.mark.parametrize("unit", ["seed", "example"])
def test_values_of_what_was_imported_are_the_same(unit: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    folder = {"seed": SEED, "example": EXAMPLE}[unit]
    result = bring(request.getfixturevalue(unit), tmp_path, reason="往返试验")
    before, _ = values(folder)
    after, _ = values(result.folder)
    assert dict(after) == dict(before)


def test_what_another_place_entered_comes_back(tmp_path: Path) -> None:
    spec, folder = the_spec("shanghai/2024"), ROOT / "data/2024/上海市普陀区财政局"
    made = from_folder(spec, folder, tmp_path / "made.xlsx")
    result = bring(made.path, tmp_path / "data")
    assert (result.status, result.forced) == ("imported", False)
    wanted = settled(load_unit(folder, spec)[0], spec)
    assert result.folder is not None
    assert differences(wanted, load_unit(result.folder, spec)[0], spec) == ()
    assert dict(values(result.folder)[0]) == dict(values(folder)[0])


@pytest.mark.parametrize("resave", [as_xlsx, through_ods], ids=["xlsx", "ods"])
@pytest.mark.parametrize("unit", ["seed", "example"])
def test_a_resave_gives_the_same_data(
    unit: str, resave: Callable[[Path, Path], Path], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    wanted = settled(load_unit({"seed": SEED, "example": EXAMPLE}[unit], SPEC)[0], SPEC)
    file = resave(request.getfixturevalue(unit), tmp_path)
    assert differences(wanted, imported(file, tmp_path / "data"), SPEC) == ()


@settings(
    max_examples=LONG // 4 or 6,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(units(SPEC))
def test_any_unit_comes_back(data: UnitData) -> None:
    wanted = settled(data, SPEC)
    with TemporaryDirectory() as name:
        made = make(SPEC, data, Path(name) / "unit.xlsx", clean=False)
        back = imported(made.path, Path(name) / "data")
    assert differences(wanted, back, SPEC) == ()


def test_inserted_rows_are_data(example: Path, tmp_path: Path) -> None:
    """Two rows inserted above the third of 支出明细: they come third and fourth."""
    file = tmp_path / "inserted.xlsx"
    row = {"B8": "2040601", "D8": "一般公共预算", "F8": 12.34, "B9": "2050801", "D9": "其他资金", "G9": 0.5}
    steps = [{"insert_rows": 2, "sheet": "支出明细", "row": 8}]
    steps += [{"set": value, "sheet": "支出明细", "cell": cell} for cell, value in row.items()]
    session(example, [*steps, {"store": str(file)}])
    before = settled(load_unit(EXAMPLE, SPEC)[0], SPEC).sheet("支出明细").rows
    after = imported(file, tmp_path / "data").sheet("支出明细").rows
    assert [dict(r) for r in after[:2] + after[4:]] == [dict(r) for r in before]
    assert (after[2]["科目编码"], after[2]["基本支出"]) == ("2040601", Decimal("12.34"))
    assert (after[3]["科目编码"], after[3]["资金来源"], after[3]["项目支出"]) == ("2050801", "其他资金", Decimal("0.5"))
