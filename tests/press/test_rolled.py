"""Units as roll-forward really leaves them, with their scorecards: filled, they are what the long way makes of them."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from made import EXAMPLE, SEED
from press.pressing import assert_same, named, the_press
from workbook.api.roll_forward import roll_forward
from workbook.data import ScorecardData, SheetData, UnitData, Value, load_unit
from workbook.press import Press

NAMES = (
    "政务云", "2022年维稳专班经费", "第二期.（一）", "ABC", "abc", "自评_", "=1+1", "合计", "概况", "部门整体自评",
    "a&b <c> 'd' \"e\"", "名称特别长的项目" * 9, "名称特别长的项目" * 8 + "二", "20万元以下的小额工程",
    "　全角　空格　",
)  # fmt: skip
FIRST, SECOND = ("产出指标", "效益指标", "满意度指标", None), ("数量指标", "质量指标", "", None)
DIRECTIONS = (("≥", "98.50"), ("≤", "12"), ("=", "0.001"), ("定性", "按期完成"), ("≥", None))
UNITS = ("个", "%", '"双引号"', None, "次/年")


@pytest.fixture(scope="module")
def press() -> Press:
    return the_press("hubei/2022")


@pytest.fixture(scope="module")
def rolled(press: Press, tmp_path_factory: pytest.TempPathFactory) -> dict[str, UnitData]:
    found = {}
    for folder in (EXAMPLE, SEED):
        made = roll_forward(folder, output=tmp_path_factory.mktemp("next"), force=True)
        assert made.folder is not None
        found[folder.name], _ = load_unit(made.folder, press.spec)
    return found


@pytest.mark.parametrize("folder", [EXAMPLE, SEED], ids=lambda folder: folder.name)
def test_what_roll_forward_leaves(press: Press, rolled: dict[str, UnitData], folder: Path) -> None:
    data = rolled[folder.name]
    assert data.scorecards and data.carried
    assert_same(press, data)
    assert_same(press, named(press.spec, data, "另一个单位", "元"))


def test_units_that_differ_in_names_targets_and_a_few_rows_share_a_template(
    press: Press, rolled: dict[str, UnitData], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(5)
    assert_same(press, varied(rolled[EXAMPLE.name], rng, projects=3, most=9))
    compiled = list[object]()
    monkeypatch.setattr(press, "_compiled", compiled.append)
    for _ in range(4):
        assert_same(press, varied(rolled[EXAMPLE.name], rng, projects=3, most=9))
    assert not compiled


@pytest.mark.parametrize("projects", [0, 1, 6])
@pytest.mark.parametrize("department", [True, False])
def test_other_numbers_of_scorecards(
    press: Press, rolled: dict[str, UnitData], projects: int, department: bool
) -> None:
    data = varied(rolled[EXAMPLE.name], random.Random(projects), projects=projects, most=20)
    cards = tuple(card for card in data.scorecards if department or not card.department)
    assert_same(press, replace(data, scorecards=cards))


def test_scorecards_without_figures_of_last_year(press: Press, rolled: dict[str, UnitData]) -> None:
    data = rolled[EXAMPLE.name]
    assert_same(press, replace(data, carried=(), sheets={**data.sheets, "结转结余": SheetData()}))


def test_the_order_of_projects_is_the_lists(press: Press, rolled: dict[str, UnitData]) -> None:
    data = rolled[EXAMPLE.name]
    rows = data.sheet("项目支出").rows
    for order in (rows[::-1], rows[:1]):
        sheets = {**data.sheets, "项目支出": replace(data.sheet("项目支出"), rows=order)}
        assert_same(press, replace(data, sheets=sheets))


@pytest.mark.parametrize("names", [("2010301", "甲"), ("甲:乙", "丙"), ("甲.乙", "甲．乙"), ("部门整体", "丁")])
def test_names_that_change_more_than_texts_are_left_to_the_long_way(
    press: Press, rolled: dict[str, UnitData], names: tuple[str, ...]
) -> None:
    cards = tuple(ScorecardData(name, False, indicators=({"三级指标": "一"},)) for name in names)
    assert press.fill(replace(rolled[EXAMPLE.name], scorecards=cards)) is None


def test_one_unit_leaves_nothing_to_the_next(press: Press, rolled: dict[str, UnitData]) -> None:
    first, second = (varied(rolled[EXAMPLE.name], random.Random(i), projects=2, most=8) for i in (1, 2))
    before = press.fill(first)
    assert press.fill(second) != before
    assert press.fill(first) == before


def varied(data: UnitData, rng: random.Random, *, projects: int, most: int) -> UnitData:
    """A unit like it: other projects, indicators, targets, and a few rows more or less in its lists."""
    names = rng.sample(NAMES, projects)
    cards = [ScorecardData("部门整体", True, {"部门名称": "某局", "年度目标": "办好"}, indicators(rng, most))]
    cards += [
        ScorecardData(name, False, {"项目名称": name, "主管部门": "总局"}, indicators(rng, most)) for name in names
    ]
    sheets = dict(data.sheets)
    for title in ("主要职能", "决算单位", "其他名词"):
        rows = sheets[title].rows
        sheets[title] = replace(sheets[title], rows=rows[: rng.randrange(1, len(rows) + 1)])
    order = rng.sample(names, rng.randrange(len(names) + 1))
    sheets["项目支出"] = replace(sheets["项目支出"], rows=tuple({"项目名称": name} for name in order) or rows[:1])
    return replace(data, sheets=sheets, scorecards=tuple(cards))


def indicators(rng: random.Random, most: int) -> tuple[dict[str, Value], ...]:
    rows = []
    for number in range(rng.randrange(1, most + 1)):
        direction, target = rng.choice(DIRECTIONS)
        measured = target is not None and direction != "定性"
        rows.append(
            {
                "一级指标": rng.choice(FIRST), "二级指标": rng.choice(SECOND), "三级指标": f"第{number}项",
                "方向": direction, "年初目标值": Decimal(str(target)) if measured else target,
                "计量单位": rng.choice(UNITS), "权重": rng.choice((Decimal("5"), Decimal("2.5"), None)),
                "汇总": rng.choice(("累加", "加权", None)),
            }
        )  # fmt: skip
    return tuple(rows)
