"""A filled workbook made anew to hand back: its inputs, all formulas, every issue marked and listed."""

from workbook.handback.annotate import annotated
from workbook.handback.issues import Issue, issues_of

__all__ = ["Issue", "annotated", "issues_of"]
