"""Where every key stands: the only floor that knows rows and columns by number."""

from workbook.formula.address import address
from workbook.layout.layout import Layout, SheetLayout, layout_of
from workbook.layout.render import Renderer, quoted

__all__ = ["Layout", "Renderer", "SheetLayout", "address", "layout_of", "quoted"]
