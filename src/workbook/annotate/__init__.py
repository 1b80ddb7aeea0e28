"""A filled workbook made anew to hand back: its inputs, all formulas, every issue marked and listed."""

from workbook.annotate.annotate import annotated
from workbook.annotate.issues import Issue, issues_of

__all__ = ["Issue", "annotated", "issues_of"]
