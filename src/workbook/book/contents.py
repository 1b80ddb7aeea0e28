"""What the data say for one input cell: the way from a slot to its content."""

from __future__ import annotations

from workbook.book.inputs import content, row_content
from workbook.book.model import Content, Slot
from workbook.data import ScorecardData, UnitData


def content_of(data: UnitData, slot: Slot) -> Content:
    """The content that the builders would give to the slot's cell; None while the data say nothing."""
    sheet = data.sheet(slot.owner)
    match slot.kind:
        case "row":
            rows = sheet.rows
            return row_content(rows[slot.number - 1], slot.name) if slot.number <= len(rows) else None
        case "field":
            return row_content(sheet.fields, slot.name, slot.type)
        case "remark":
            return row_content(sheet.remarks, slot.name)
        case "grid":
            return content(sheet.cells.get((slot.row, slot.name)))
        case "fact":
            return row_content(_card(data, slot.owner).facts, slot.name)
        case "indicator":
            indicators = _card(data, slot.owner).indicators
            return row_content(indicators[slot.number - 1], slot.name) if slot.number <= len(indicators) else None
        case "explanation":
            explanation = data.explanations.get(slot.owner)
            if explanation is None:
                return None
            return content(explanation.text if slot.name == "说明" else explanation.difference)
        case "carried" | "unit":
            return None  # a template has no values from last year, and no units


def _card(data: UnitData, name: str) -> ScorecardData:
    return next((c for c in data.scorecards if c.name == name), ScorecardData(name, False))
