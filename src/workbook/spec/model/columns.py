"""Columns, nested heads among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from workbook.finding import Text
from workbook.spec.model.values import Named, Texts, ValueType, Where


class Column(Named):
    """A column, or a head over nested columns."""

    type: ValueType = "money"
    label: Text | None = Field(None, description="the head, when it differs from the name")
    list: Text | None = Field(None, description="type code: the code list")
    of: Texts = Field((), description="type choice: the choices")
    required: bool = False
    prompt: Text | None = Field(None, description="shown when the cell is selected")
    lookup: Text | None = Field(None, description="代码表.列, found by the column named in `by`")
    by: Text | None = None
    formula: Text | None = None
    sum: Texts = ()
    where: Where = Field(default_factory=dict)
    if_blank: Text | None = None
    width: float | None = Field(None, description="in characters; of a head: of each column under it")
    hidden: bool = False
    unit: Text | None = Field(None, description="a unit shown with the numbers, e.g. 人")
    min: float | None = None
    max: float | None = None
    number: bool = Field(True, description="counted in the 栏次 line")
    last_year: Text | None = Field(
        None, description="lists and grids: the column of last year's sheet that roll-forward fills this one from"
    )
    carry: bool | None = Field(
        None, description="lists: kept in next year's data (default: codes and choices are, all else is emptied)"
    )
    columns: Mapping[Text, AnyColumn] = Field(default_factory=dict, description="columns under this head")


def _as_column(value: object) -> object:
    if isinstance(value, str):
        return {"formula": value} if value.startswith("=") else {"type": value}
    if isinstance(value, dict) and value and not any(k in COLUMN_KEYS for k in value):
        return {"columns": value}
    return value


AnyColumn = Annotated[Column, BeforeValidator(_as_column)]
Column.model_rebuild()
COLUMN_KEYS = frozenset(Column.model_fields)
