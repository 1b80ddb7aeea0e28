"""Scorecards: form and rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workbook.finding import Text
from workbook.spec.model.sheets import SheetBase
from workbook.spec.model.values import Dated, Model, Texts, ValueType


class Execution(Model):
    weight: float = Field(gt=0, le=100)
    label: Text = Field(Text("年度财政资金总额"), description="what the money row is called")
    rate: Text
    score: Text


class Tier(Model):
    low: float
    high: float


def _as_tier(value: object) -> object:
    return {"low": value[0], "high": value[1]} if isinstance(value, list) and len(value) == 2 else value


class Rule(Model):
    """How an indicator of one 方向 is scored. Names: 权重, 年初目标值, 实际完成值, 评定比例."""

    score: Text
    tiers: Mapping[Text, Annotated[Tier, BeforeValidator(_as_tier)]] = Field(
        default_factory=dict, description="档次: [from, to] in per cent of the weight"
    )


def _as_rule(value: object) -> object:
    return {"score": value} if isinstance(value, str) else value


class HeadField(Dated):
    type: ValueType = "text"
    of: Texts = ()
    ticks: bool = Field(False, description="print all choices, each with √ or □")
    formula: Text | None = None
    prompt: Text | None = None
    label: Text | None = None
    carry: bool = Field(False, description="kept in next year's data, to be reviewed")


def _as_head(value: object) -> object:
    if isinstance(value, str):
        return {"formula": value} if value.startswith("=") else {"type": value}
    return value


class Scorecard(SheetBase):
    """A scorecard's form and rules; the indicators are data."""

    kind: Literal["scorecard"]
    scope: Literal["department", "project"]
    head: Mapping[Text, Annotated[HeadField, BeforeValidator(_as_head)]]
    execution: Execution
    indicators: float = Field(description="points of all indicators together")
    scoring: Mapping[Text, Annotated[Rule, BeforeValidator(_as_rule)]]
    rollup: Mapping[Text, Literal["add", "funds"]] = Field(
        default_factory=dict, description="choices of the column 汇总"
    )
    grades: Mapping[Text, float] = Field(
        default_factory=dict, description="评级: from this total score on, best first, e.g. 优: 90; empty: not graded"
    )
    weights: bool = Field(False, description="print each indicator's points (分值) beside its score")
    reasons: Text | None = Field(None, description="head of a printed column for each indicator's 偏差原因")
    texts: Mapping[Text, Text] = Field(default_factory=dict, description="text boxes at the end: name → prompt")
    notes: Texts = ()
    room: int = Field(3, ge=0)
    order: Text | None = Field(None, description="an entry list's column whose order the scorecards follow")
    blank: int = Field(1, ge=0, description="empty scorecards in a workbook made without data")
    rows: int = Field(12, ge=1, description="indicator rows of an empty scorecard")
