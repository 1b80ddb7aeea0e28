"""What every sheet says; entry sheets and disclosure tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from workbook.finding import Text
from workbook.spec.model.columns import AnyColumn
from workbook.spec.model.rows import AnyRow, Classify, Follow
from workbook.spec.model.values import Model, Named, Texts


class SheetBase(Named):
    sheet: Text = Field(description="the official title; names in formulas begin with it")
    tab: Text | None = Field(None, description="the name on the tab, when it differs; 31 characters at most")
    title: Text | None = Field(None, description="printed above, when it differs from the name; 【…】 may stand in it")
    landscape: bool = False
    help: Text | None = Field(None, description="one line under the title that says what to do here")


class ListRows(Model):
    list: int = Field(ge=1, description="rows made ready; more may be inserted")


class Entry(SheetBase):
    """An entry sheet: a list (rows: {list: n}), or a form (fields, in groups), or a grid of fixed rows."""

    kind: Literal["entry"]
    rows: ListRows | Mapping[Text, AnyRow] | None = None
    fields: Mapping[Text, Mapping[Text, AnyRow]] | None = Field(
        None, description="a form, in groups: group: {field: type, …}; the columns are 项目, 值, 单位, 说明"
    )
    file: Text | None = Field(None, description="the data file's name without .csv, when it differs from the sheet's")
    columns: Mapping[Text, AnyColumn] = Field(default_factory=dict)


class Block(Model):
    columns: Mapping[Text, AnyColumn]
    rows: Mapping[Text, AnyRow] = Field(default_factory=dict)
    foot: Mapping[Text, AnyRow] = Field(default_factory=dict, description="rows that stand at the bottom of the table")
    ordinals: bool = False
    line: int | None = Field(None, description="the first 行次; absent: goes on from the block on the left")


class Table(SheetBase):
    """A disclosure table: formulas only, laid out as the official form."""

    kind: Literal["table"]
    form: Text | None = Field(None, description="公开01表 …: the number printed on it")
    unit_line: bool = True
    columns: Mapping[Text, AnyColumn] = Field(default_factory=dict)
    rows: Classify | Follow | Mapping[Text, AnyRow] | None = None
    blocks: Mapping[Text, Block] = Field(default_factory=dict)
    block_heads: bool = Field(True, description="print the blocks' names over their columns")
    number_columns: bool = Field(True, description="print the 栏次 line")
    note: Texts = ()
    empty: Text | None = Field(None, description="printed below while the table has no amounts; 【…】 may stand in it")
    empty_when: Text | None = Field(None, description="a condition; default: all amounts are 0")
