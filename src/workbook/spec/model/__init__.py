"""The spec language: what a YAML page may say. Frozen, typed; the JSON Schema for editors is made of it.

Keys are English, names are the field's own Chinese terms and serve as labels and as references. Shorthands
(a bare type, a bare formula, nested heads) are unfolded by the validators here, so that the floors above
see one form only.
"""

from __future__ import annotations

from workbook.spec.model.book import Book, CodeList, Frame, Part
from workbook.spec.model.charts import Chart, Charts
from workbook.spec.model.checks import CarriedSheet, Check, Checks, CheckSheet, Contents, Cover
from workbook.spec.model.columns import COLUMN_KEYS, AnyColumn, Column
from workbook.spec.model.rollup import Internal, RollUp
from workbook.spec.model.rows import AnyRow, Classify, Follow, Row, Source
from workbook.spec.model.scorecards import Execution, HeadField, Rule, Scorecard, Tier
from workbook.spec.model.sheets import Block, Entry, ListRows, SheetBase, Table
from workbook.spec.model.texts import Fragment, Paragraph, Section, TextSheet
from workbook.spec.model.values import AnyValue, Model, Texts, Value, ValueType, Where

AnySheet = Entry | Table | TextSheet | Charts | CheckSheet | CarriedSheet | Cover | Contents | Scorecard

__all__ = [
    "COLUMN_KEYS",
    "AnyColumn",
    "AnyRow",
    "AnySheet",
    "AnyValue",
    "Block",
    "Book",
    "CarriedSheet",
    "Chart",
    "Charts",
    "Check",
    "CheckSheet",
    "Checks",
    "Classify",
    "CodeList",
    "Column",
    "Contents",
    "Cover",
    "Entry",
    "Execution",
    "Follow",
    "Fragment",
    "Frame",
    "HeadField",
    "Internal",
    "ListRows",
    "Model",
    "Paragraph",
    "Part",
    "RollUp",
    "Row",
    "Rule",
    "Scorecard",
    "Section",
    "SheetBase",
    "Source",
    "Table",
    "TextSheet",
    "Texts",
    "Tier",
    "Value",
    "ValueType",
    "Where",
]
