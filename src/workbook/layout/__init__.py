"""Where every key stands: the only floor that knows rows and columns by number."""

from workbook.layout.layout import Layout, SheetLayout, layout_of
from workbook.layout.render import Renderer, address, quoted

__all__ = ["Layout", "Renderer", "SheetLayout", "address", "layout_of", "quoted"]
