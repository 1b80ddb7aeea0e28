"""Data → workbook → data, exactly, for units made up at random.

`make round-trips` makes a long run of it, with new units each time: ROUND_TRIPS of the first place, and for each other
place a quarter as many.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from made import the_spec
from returns.back import plain
from returns.units import units
from workbook.book.build import build_book
from workbook.book.front import IDENTITY
from workbook.data import SheetData, UnitData, Value
from workbook.finding import Level
from workbook.grid.build import build_grid
from workbook.layout import layout_of
from workbook.match import claim_of, match
from workbook.match.keys import keyed_sheets
from workbook.read import inspect, read_workbook
from workbook.spec.spec import Spec
from workbook.write import write_xlsx

SPEC = the_spec()
OTHERS = {name: the_spec(name) for name in ("hubei/2022", "national/2021", "shanghai/2024")}
LONG = int(os.environ.get("ROUND_TRIPS", "0"))


@settings(
    max_examples=LONG or 12,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # a failing unit is told as it is: making it smaller takes longer than reading it
    suppress_health_check=list(HealthCheck),
)
@given(units(SPEC))
def test_data_come_back_as_they_went(data: UnitData) -> None:
    _comes_back(data, SPEC)


@settings(
    max_examples=LONG // 4 or 3,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(draw=st.data())
@pytest.mark.parametrize("name", OTHERS)
def test_data_come_back_in_other_places_and_years_too(name: str, draw: st.DataObject) -> None:
    _comes_back(draw.draw(units(OTHERS[name])), OTHERS[name])


def _comes_back(data: UnitData, spec: Spec) -> None:
    book, _ = build_book(spec, data)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unit.xlsx"
        write_xlsx(build_grid(book, layout_of(book)), path)
        package, guarded = inspect(path)
    assert package is not None, guarded
    raw, told = read_workbook(package)
    assert raw is not None, told
    claim, refused = claim_of(raw, keyed_sheets(raw, frozenset((IDENTITY,)))[0])
    assert claim is not None, refused
    filled, more = match(raw, claim, spec)
    before, after = plain(data), plain(filled.data)
    for part in before:
        assert after[part] == before[part]
    assert [f for f in (*guarded, *told, *more) if f.level > Level.INFO] == []


def test_the_comparison_sees_a_cent() -> None:
    """Two units that differ in one amount by a cent are not the same."""
    row = {"科目编码": "2010301", "基本支出": Decimal("0.10")}
    other = row | {"基本支出": Decimal("0.11")}
    assert plain(_unit(row)) == plain(_unit(row | {"基本支出": Decimal("0.1"), "项目支出": None}))
    assert plain(_unit(row)) != plain(_unit(other))


def _unit(row: dict[str, Value]) -> UnitData:
    return UnitData(sheets={"支出明细": SheetData(rows=(row,))})
