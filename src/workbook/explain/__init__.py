"""A page for every code: what it looks for, why it matters, an example, how to mend it."""

from workbook.explain.page import Page
from workbook.explain.pages import codes, nearest_codes, page_of

__all__ = ["Page", "codes", "nearest_codes", "page_of"]
