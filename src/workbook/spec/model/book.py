"""book.yaml: the whole."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from workbook.finding import Text
from workbook.spec.model.rollup import RollUp
from workbook.spec.model.values import Dated, Model


class CodeList(Model):
    file: Text
    title: Text
    levels: Mapping[Text, int] = Field(description="level name → length of its codes")


class Frame(Model):
    """What stands above every disclosure table; 【…】 may stand in it."""

    left: Text = Text("")
    right: Text = Text("金额单位：万元")


class Part(Dated):
    folder: Text
    title: Text


class Book(Model):
    """book.yaml: the whole. All other pages are found in the folders of `parts`, by file name."""

    book: Text
    extends: Text | None = Field(None, description="the spec that this one changes, by name, e.g. base")
    abstract: bool = Field(False, description="only for others to extend; no workbook is made of it")
    title: Text
    year: int
    place: Text
    names: Mapping[Text, Text] = Field(default_factory=dict, description="short names for cells used everywhere")
    scale: Text = Field(description="the cell that holds how many units of entry make one 万元")
    money_unit: Text = Field(description="the cell that holds the unit of entry, 元 or 万元")
    started: Text | None = Field(None, description="a condition; until it is true, sentences that wait stay blank")
    frame: Frame = Field(default_factory=lambda: Frame(), description="the line above every disclosure table")
    codes: Mapping[Text, CodeList] = Field(default_factory=dict)
    roll_up: RollUp | None = Field(None, description="how a department's workbook is made of its units' data")
    parts: tuple[Part, ...]
