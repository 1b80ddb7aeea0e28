"""What stands in a cell, and the types that everything else is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from workbook.finding import Text

ValueType = Literal[
    "money",  # an amount in the unit's own 金额单位 on entry sheets, in 万元 on all others; two decimals
    "number",  # any number, up to four decimals
    "count",  # a whole number ≥ 0
    "rate",  # a fraction shown as a percentage with two decimals
    "text",
    "date",
    "year",
    "code",  # a code of a code list; always text
    "choice",
    "label",  # the row's own name, written by the generator
    "line",  # 行次, counted by the generator
    "name",  # 科目名称 that belongs to the row's code
    "index",  # 序号
]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


Where = Mapping[Text, Texts]


class Dated(Model):
    """What holds only in some years; entries of other years are left out before anything else is done."""

    since: int | None = Field(None, ge=1900, le=2200, description="the first year in which this holds")
    until: int | None = Field(None, ge=1900, le=2200, description="the last year in which this holds")


class Named(Dated):
    """What has a name that may change from year to year."""

    was: Texts = Field((), description="former names; they stay valid in formulas, sentences and data files")


class Value(Model):
    """One cell's content: a formula by names, or a sum over columns of an entry list."""

    formula: Text | None = Field(None, description="=… in Excel's language, with names in place of addresses")
    sum: Texts = Field(
        (),
        description="columns of entry lists that are added up, e.g. 支出明细.基本支出, or a run of them a:b",
    )
    where: Where = Field(
        default_factory=dict, description="only entry rows whose column has this value, or one of these"
    )
    if_blank: Text | None = Field(None, description="the formula used while none of the summed columns has an entry")


def _as_value(value: object) -> object:
    return {"formula": value} if isinstance(value, str) else value


AnyValue = Annotated[Value, BeforeValidator(_as_value)]
