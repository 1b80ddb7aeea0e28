"""Many workbooks of one template: compiled, computed and laid out once, then filled for each unit."""

from workbook.press.press import Press
from workbook.press.shape import SIZES, card_sizes, list_sizes

__all__ = ["SIZES", "Press", "card_sizes", "list_sizes"]
