"""A unit's data: text files in, typed values out, and back."""

from workbook.data.model import Carried, Explanation, ScorecardData, SheetData, UnitData, Value
from workbook.data.save import save_unit
from workbook.data.unit import empty_unit, find_units, load_unit, unit_facts

__all__ = [
    "Carried",
    "Explanation",
    "ScorecardData",
    "SheetData",
    "UnitData",
    "Value",
    "empty_unit",
    "find_units",
    "load_unit",
    "save_unit",
    "unit_facts",
]
