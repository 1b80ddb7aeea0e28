"""Faults that only the whole shows: names used twice, cycles, formulas and layouts that Excel does not take."""

from workbook.review.aliases import alias_faults, scope_of, settled
from workbook.review.cycles import cycles
from workbook.review.layout import layout_faults
from workbook.review.origins import Finder, Origins
from workbook.review.size import size_faults
from workbook.review.spec import spec_faults

__all__ = [
    "Finder",
    "Origins",
    "alias_faults",
    "cycles",
    "layout_faults",
    "scope_of",
    "settled",
    "size_faults",
    "spec_faults",
]
