"""What a department's total needs to know beyond the entry sheets: totals, payments between units."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from workbook.finding import Text
from workbook.spec.model.checks import Check
from workbook.spec.model.values import Model, Texts


class Internal(Model):
    """A kind of payment from one unit of a department to another: an expenditure there, an income here."""

    paid: Text = Field(description="the column of an entry list in which the paying unit has it")
    received: Text = Field(description="the column of an entry list in which the receiving unit has it")


class RollUp(Model):
    """How units make a department. Amounts and counts add up by themselves; this says what else is to be done."""

    totals: Mapping[Text, Texts] = Field(
        default_factory=dict,
        description="label: columns of an entry sheet, added up for each unit in the list of units",
    )
    internal: Mapping[Text, Internal] = Field(
        default_factory=dict,
        description="payments between units, which can be declared and are then taken off both sides",
    )
    facts: Mapping[Text, Text] = Field(default_factory=dict, description="form.field: what a department has there")
    any: Mapping[Text, Text] = Field(
        default_factory=dict, description="form.field: the choice that the department has as soon as one unit has it"
    )
    join: Texts = Field((), description="lists without amounts that are the units' lists one after the other")
    cards: Text | None = Field(None, description="form.field that counts the project scorecards")
    checks: Mapping[Text, Check] = Field(
        default_factory=dict, description="checks of a department's workbook; they may name the list of units"
    )
