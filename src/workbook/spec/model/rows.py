"""Rows: growing by code, following a list, or fixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workbook.finding import Text
from workbook.spec.model.values import AnyValue, Model, Named, Texts, ValueType, Where


class Source(Model):
    """Where a growing table takes its codes from: the code column of an entry list, and which rows of it."""

    source: Text = Field(alias="from", description="e.g. 支出明细.科目编码")
    where: Where = Field(default_factory=dict)
    nonzero: Texts = Field((), description="only entry rows in which one of these columns is not 0")


def _as_sources(value: object) -> object:
    return [{"from": value}] if isinstance(value, str) else ([value] if isinstance(value, dict) else value)


class Classify(Model):
    """Rows that grow by themselves: one for each 类, 款 and 项 in use, in code order."""

    classify: Annotated[tuple[Source, ...], BeforeValidator(_as_sources)]
    total: Text | None = Field(None, description="label of the total row")
    total_at: Literal["start", "end"] = "start"
    room: int = Field(8, ge=0, description="further rows that the accountant may come to need")
    blank: int = Field(15, ge=0, description="rows of a workbook that is handed out blank")
    levels: Texts = Field((Text("类"), Text("款"), Text("项")))


class Follow(Model):
    """One row for each filled row of an entry list, in its order."""

    follow: Text = Field(description="an entry list")
    room: int = Field(4, ge=0)


class Row(Named):
    """A fixed row, or (`each`) one row for each code of a code list."""

    label: Text | None = None
    ordinal: bool | None = Field(None, description="number it 一、二、三、… (default: as the block says)")
    line: bool = Field(True, description="counted in 行次")
    type: ValueType | None = Field(None, description="entry forms: what is typed here")
    formula: Text | None = None
    sum: Texts = ()
    where: Where = Field(default_factory=dict)
    if_blank: Text | None = None
    columns: Mapping[Text, AnyValue] = Field(default_factory=dict, description="a value for one column of this row")
    style: Literal["", "total", "head", "group"] = ""
    each: Text | None = Field(None, description="a code list: one row for each of its codes")
    codes: Texts = Field((), description="with each: only these codes, or all under them")
    levels: Texts = Field((), description="with each: only these levels")
    filter: Text | None = Field(None, description="sums of this row take only codes that begin so")
    prompt: Text | None = None
    of: Texts = ()
    list: Text | None = None
    unit: Text | None = None
    required: bool = False
    min: float | None = None
    max: float | None = None
    last_year: Text | None = Field(
        None, description="entry forms: the cell of last year's book that roll-forward fills this one from"
    )
    carry: bool = Field(False, description="entry forms: kept in next year's data, to be reviewed")


def _as_row(value: object) -> object:
    if isinstance(value, str):
        return {"formula": value} if value.startswith("=") else {"type": value}
    return {} if value is None else value


AnyRow = Annotated[Row, BeforeValidator(_as_row)]
