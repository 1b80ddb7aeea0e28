"""Whether a workbook that is about to be written can be read back: the reader's limits, counted beforehand."""

from __future__ import annotations

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.read import limits


def beyond_reading(grid: Grid) -> tuple[Finding, ...]:
    """G115 where a filled copy would be refused: cells (R410), elements (R306) or characters of formulas (R419)."""
    cells = elements = characters = 0
    for sheet in grid.sheets:
        cells += len(sheet.cells)
        elements += len({row for row, _ in sheet.cells}) + len(sheet.merges) + 3 * len(sheet.validations)
        for cell in sheet.cells.values():
            elements += 1 + bool(cell.formula) + (cell.value is not None)
            characters += len(cell.formula)
    counted = (("@cells", cells, limits.CELLS), ("@elements", elements, limits.ELEMENTS))
    too_many = [(what, count, limit) for what, count, limit in counted if count > limit]
    if characters > limits.FORMULAS:
        too_many.append(("@characters", characters, limits.FORMULAS))
    return tuple(found("G115", None, None, what=what, count=count, limit=limit) for what, count, limit in too_many)
