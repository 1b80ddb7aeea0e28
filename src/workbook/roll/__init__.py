"""A department's data from its units' data: exact sums, what passes between units taken off, and what is wrong."""

from workbook.roll.model import Declared, Source
from workbook.roll.roll import roll
from workbook.roll.sums import sums

__all__ = ["Declared", "Source", "roll", "sums"]
