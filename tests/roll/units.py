"""Small units made in memory: every amount is given, everything else is blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from made import the_spec
from workbook.data import ScorecardData, SheetData, UnitData, Value, empty_unit
from workbook.data.scorecards import COLUMNS
from workbook.roll import Declared, Source, roll
from workbook.roll.model import Elimination
from workbook.spec.spec import Spec

INCOME, SPENT, MORE, TRIPS, UNIT = "收入明细", "支出明细", "补充资料", "三公经费", "单位信息"
GENERAL, OTHER = "一般公共预算", "其他资金"
SUBSIDY, RECEIVED = "对附属单位补助支出", "上级补助收入"


@lru_cache(maxsize=1)
def spec() -> Spec:
    return the_spec()


def money(text: str | int) -> Decimal:
    return Decimal(text)


def unit(
    name: str,
    income: Mapping[tuple[str, str], Decimal] | None = None,
    spent: Mapping[tuple[str, str, str], Decimal] | None = None,
    fields: Mapping[str, Value] | None = None,
    *,
    money_unit: str = "元",
    cards: tuple[ScorecardData, ...] = (),
    **facts: str,
) -> Source:
    """income: (code, column) → amount; spent: (code, fund, column) → amount; fields: of 补充资料."""
    data = empty_unit(spec())
    own = {"单位名称": name, "年度": "2021", "金额单位": money_unit, "模板": "hubei/2021", **facts}
    rows: dict[str, dict[str, Value]] = {}
    for (code, column), amount in (income or {}).items():
        rows.setdefault(code, {"科目编码": code})[column] = amount
    lines: dict[tuple[str, str], dict[str, Value]] = {}
    for (code, fund, column), amount in (spent or {}).items():
        lines.setdefault((code, fund), {"科目编码": code, "资金来源": fund})[column] = amount
    sheets = {
        **data.sheets,
        UNIT: replace(data.sheet(UNIT), fields={**data.sheet(UNIT).fields, **own}),
        INCOME: SheetData(rows=tuple(rows.values())),
        SPENT: SheetData(rows=tuple(lines.values())),
        MORE: replace(data.sheet(MORE), fields={**data.sheet(MORE).fields, **(fields or {})}),
    }
    data = replace(
        data, unit=name, year=own["年度"], money_unit=money_unit, spec=own["模板"], sheets=sheets, scorecards=cards
    )
    return Source(data, facts.get("单位编码", ""), f"data/2021/{name}")


def rolled(*units: Source, **declared: object) -> tuple[UnitData, list[str]]:
    """The department's data and the codes of the findings."""
    data, findings = roll(units, Declared(name="某部门", **declared), spec())  # type: ignore[arg-type]
    assert data is not None, findings
    return data, [finding.code for finding in findings]


def codes(*units: Source, **declared: object) -> list[str]:
    return [f.code for f in roll(units, Declared(name="某部门", **declared), spec())[1]]  # type: ignore[arg-type]


def amount(data: UnitData, sheet: str, column: str, *by: str) -> Value:
    """A column of the row whose codes and choices these are."""
    found = [r for r in data.sheet(sheet).rows if all(b in r.values() for b in by)]
    assert len(found) == 1, f"{len(found)} rows of {by}"
    return found[0].get(column)


def off(
    payer: str, receiver: str, amount_: str, *, case: str = "上级补助", why: str = "专项补助", **codes_: str
) -> Elimination:
    values: dict[str, Value] = {
        "往来事项": case, "付出单位": payer, "收到单位": receiver, "金额": Decimal(amount_), "原因": why or None,
        **codes_,
    }  # fmt: skip
    return Elimination(values)


def card(name: str, money_: tuple[str, str], *rows: dict[str, Value]) -> ScorecardData:
    """A scorecard with its 预算数 and 执行数."""
    facts: dict[str, Value] = {"预算数": Decimal(money_[0]), "执行数": Decimal(money_[1])}
    whole = tuple({column: row.get(column) for column in COLUMNS} for row in rows)
    return ScorecardData(name, name == "部门整体", facts, whole)


def indicator(name: str, direction: str, target: Value, actual: Value, **more: Value) -> dict[str, Value]:
    return {
        "一级指标": "产出指标", "二级指标": "数量指标", "三级指标": name, "方向": direction, "年初目标值": target,
        "实际完成值": actual, **more,
    }  # fmt: skip
