"""Many workbooks of one template: compiled, computed and laid out once, then filled for each unit."""

from workbook.press.press import Press
from workbook.press.shape import SIZES

__all__ = ["SIZES", "Press"]
