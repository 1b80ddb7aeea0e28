"""Data folders of many units as roll-forward leaves them.

The example unit is rolled forward for real, once; every unit has its sheets, with codes, amounts, projects, scorecards
and numbers of rows of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from workbook.api.roll_forward import roll_forward
from workbook.data import Carried, ScorecardData, SheetData, UnitData, Value, load_unit
from workbook.data.carried import locate, row_name
from workbook.data.files import files_of
from workbook.data.settle import settled
from workbook.spec.load import find_spec, load_spec
from workbook.spec.model import Entry
from workbook.spec.spec import Spec

EXAMPLE = Path(__file__).parents[2] / "data" / "example" / "示例市数据资源管理局"
FUNDS = ("一般公共预算", "政府性基金", "其他资金")
FIRST, SECOND = ("产出指标", "效益指标", "满意度指标"), ("数量指标", "质量指标", "时效指标", "社会效益指标")
INDICATORS = (4, 4, 5, 6, 7, 8, 8, 8, 9, 12)
"""Of projects, as those of the units in `data/` have them, and a longer one now and then."""
_BALANCE, _OPENING = "结转结余", "年初结转和结余"


def last_year(folder: Path, names: Sequence[str], year: str, spec_name: str) -> Path:
    """Write <folder>/<year>/<name> for each unit."""
    found, _ = find_spec(spec_name)
    assert found is not None
    spec, _ = load_spec(found)
    assert spec is not None
    made = roll_forward(EXAMPLE, spec=spec_name, output=folder / ".example")
    assert made.folder is not None, made.findings
    base, _ = load_unit(made.folder, spec)
    rng = random.Random(2022)
    for name in names:
        for below, content in files_of(settled(_unit(base, spec, name, rng), spec), spec).items():
            path = folder / year / name / below
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


def _unit(base: UnitData, spec: Spec, name: str, rng: random.Random) -> UnitData:
    sheets = dict(base.sheets)
    functions = [row.code for row in spec.codes["功能分类"].rows if len(row.code) == 7]
    economic = [row.code for row in spec.codes["经济分类"].rows if len(row.code) == 5]
    projects = [f"{name}项目{chr(0x7532 + number)}" for number in range(rng.choice((0, 1, 2, 2, 3, 3, 4, 6)))]
    own = rng.sample(functions, rng.randrange(3, 26))
    lists: dict[str, list[dict[str, Value]]] = {
        "收入明细": [{"科目编码": code} for code in own],
        "支出明细": [{"科目编码": code, "资金来源": rng.choice(FUNDS)} for code in own],
        "经济分类支出": [{"科目编码": code} for code in rng.sample(economic, rng.randrange(15, 40))],
        "项目支出": [{"项目名称": project, "用途": "日常办公"} for project in projects],
        "主要职能": [{"职能": f"第{number}项职能"} for number in range(rng.randrange(3, 12))],
    }
    opening = [(code, rng.choice(FUNDS), _amount(rng)) for code in own[: rng.randrange(9)]]
    rows = [{"科目编码": code, "资金来源": fund, _OPENING: amount} for code, fund, amount in opening]
    lists[_BALANCE] = [dict(row) for row in rows]
    sheets |= {title: SheetData(rows=tuple(rows)) for title, rows in lists.items()}
    about = next(s for s in spec.sheets if isinstance(s, Entry) and str(s.sheet) == "单位信息")
    title = str(about.sheet)
    sheets[title] = replace(sheets[title], fields={**sheets[title].fields, "单位名称": name, "金额单位": "万元"})
    page = next(s for s in spec.sheets if isinstance(s, Entry) and str(s.sheet) == _BALANCE)
    origin = f"2021 hubei/2021 sha256:{rng.randrange(16**16):016x}"
    carried = [
        Carried(row_name(page, row, _OPENING), row_name(page, row, "年末结转和结余"), amount, "", origin)
        for row, (_, _, amount) in zip(rows, opening, strict=True)
    ]
    for item in base.carried:
        spot = locate(item.name, spec)
        assert spot is not None
        if spot.kind == "rest":
            carried.append(replace(item, origin=origin))
        elif spot.kind != "row":
            amount = _amount(rng)
            sheet = sheets[spot.sheet]
            if spot.kind == "field":
                sheets[spot.sheet] = replace(sheet, fields={**sheet.fields, spot.column: amount})
            else:
                sheets[spot.sheet] = replace(sheet, cells={**sheet.cells, (spot.row, spot.column): amount})
            carried.append(replace(item, value=amount, conversion="", origin=origin))
    cards = [ScorecardData("部门整体", True, {"部门名称": name}, _indicators(rng, rng.randrange(8, 24)))]
    for project in projects:
        facts = {"项目名称": project, "主管部门": "某局"}
        cards.append(ScorecardData(project, False, facts, _indicators(rng, rng.choice(INDICATORS))))
    return replace(base, unit=name, money_unit="万元", sheets=sheets, scorecards=tuple(cards), carried=tuple(carried))


def _indicators(rng: random.Random, count: int) -> tuple[dict[str, Value], ...]:
    rows: list[dict[str, Value]] = []
    for number in range(count):
        measured = rng.random() < 0.7
        target: Value = Decimal(rng.randrange(1, 1000)) if measured else "按期完成"
        rows.append(
            {
                "一级指标": FIRST[number * 3 // count], "二级指标": SECOND[number * 6 // count % 4],
                "三级指标": f"第{number}项指标", "方向": rng.choice(("≥", "≤", "=")) if measured else "定性",
                "年初目标值": target, "计量单位": rng.choice(("个", "次", "%", "万元")), "权重": Decimal(5),
            }
        )  # fmt: skip
    return tuple(rows)


def _amount(rng: random.Random) -> Decimal:
    return Decimal(rng.randrange(1, 10**8)) / 100
