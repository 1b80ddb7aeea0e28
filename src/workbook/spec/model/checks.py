"""Checks, and the sheets that stand round the tables: 审核, cover, contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from workbook.finding import Text
from workbook.spec.model.sheets import SheetBase
from workbook.spec.model.values import Dated, Named, Texts, Where


class Check(Named):
    """One line of the 审核 sheet, or with `each` one for each code or scorecard.

    With each over a code list, 【科目编码】 and 【科目名称】 in formulas and references stand for the code
    and its name (支出决算表.【科目编码】.基本支出); the wording of the line begins with both. With each over
    scorecards it begins with the scorecard's name. Without each, 项目自评.预算执行.执行数 means that cell of
    all project scorecards, as an argument of SUM, COUNT or COUNTA, or as the area of COUNTIF.
    """

    id: Text = Field(description="short and stable, e.g. A5")
    that: Text | None = Field(None, description="left = right, left <= right or left >= right, by names")
    true: Text | None = Field(None, description="a condition, where there are no two sides to compare")
    filled: Texts = Field((), description="cells that must be filled")
    when: Text | None = Field(None, description="applies only while this condition is true")
    needs: Texts = Field(
        (),
        description="not judged, but told as 未填, while one of these is blank (a column: without any entry)",
    )
    entered: Texts = Field(
        (),
        description="a failure is told as 未填 while none of these columns and cells has an entry: what was carried "
        "over from last year would fail by itself",
    )
    where: Where = Field(
        default_factory=dict, description="of `entered`: only rows whose column has this value, or one of these"
    )
    follows: Texts = Field(
        (),
        description="ids of checks that fail for the same reason; while one of them fails (for the same scorecard or "
        "code, or for any scorecard if this check is of none), a failure of this one is told under it",
    )
    level: Literal["mandatory", "explain", "hint", "fill"] = Field(
        "mandatory",
        description="mandatory: must hold; explain: may stand with an explanation; hint: a look; fill: to be filled",
    )
    addends: int = Field(2, ge=1, description="rounded amounts in the sum: tolerance 0.005 × (addends + 1) 万元")
    entries: Texts = Field(
        (), description="columns of entry lists whose amounts are added up: entered in 万元, each counts as an addend"
    )
    tolerance: Text | None = Field(None, description="another tolerance, e.g. 0 for counts, 0.01")
    percent: bool = Field(False, description="both sides are rates")
    unit: Text | None = Field(
        None,
        description="what both sides are counted in, e.g. 人, 辆, 分; amounts are in 万元 and rates in % by themselves",
    )
    left: Text | None = Field(None, description="the cell to link to, when the side is not one name")
    right: Text | None = None
    each: Text | None = Field(
        None,
        description="one line for each: 自评 (scorecard), 项目自评, 部门自评, a code list, or the carried sheet",
    )
    codes: Texts = ()
    levels: Texts = ()
    why: Text | None = Field(None, description="what it means when it fails, and what to do")


class Checks(Dated):
    """A page of checks; the key is what is checked, in words."""

    checks: Mapping[Text, Check]


class CheckSheet(SheetBase):
    kind: Literal["checks"]


class CarriedSheet(SheetBase):
    """What was carried over from last year, beside what stands there now; hidden while nothing was carried.

    Its columns for checks with each: 上年数, 本年数, 差额, in the unit's own 金额单位.
    """

    kind: Literal["carried"]


class Cover(SheetBase):
    kind: Literal["cover"]
    facts: Mapping[Text, Text] = Field(description="label: formula")
    subtitle: Text | None = None


class Contents(SheetBase):
    kind: Literal["contents"]
