"""A unit's data: text files in, typed values out."""

from workbook.data.model import Explanation, ScorecardData, SheetData, UnitData, Value

__all__ = ["Explanation", "ScorecardData", "SheetData", "UnitData", "Value"]
