"""Charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from workbook.finding import Text
from workbook.spec.model.sheets import SheetBase
from workbook.spec.model.values import Named, Texts


class Chart(Named):
    """A native chart over a small visible table of its points."""

    type: Literal["column", "bar", "pie"]
    series: Mapping[Text, Text | None] = Field(description="name → formula (with each) or nothing (with points)")
    points: Mapping[Text, Texts] = Field(default_factory=dict, description="label → one formula for each series")
    each: Text | None = Field(None, description="a growing table: one point for each of its rows; or 自评")
    level: Texts = ()
    point: Text | None = Field(
        None, description="with each: the column that labels the point; a scorecard's is its name"
    )
    nonzero: bool = Field(False, description="leave out points that are 0")
    max: int | None = Field(None, gt=0, description="the axis runs from 0 to this")
    unit: Text | None = Field(None, description="told after the title above the table, e.g. 单位：万元")
    format: Literal["amount", "percent", "number"] = "amount"
    alt: Text = Field(description="what the chart shows, for those who cannot see it")


class Charts(SheetBase):
    kind: Literal["charts"]
    charts: Mapping[Text, Chart]
