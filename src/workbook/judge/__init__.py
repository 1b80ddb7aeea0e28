"""A filled workbook judged: its formulas against the template's, its values against ours, its checks."""

from workbook.judge.judge import Judged, judge, judge_inputs

__all__ = ["Judged", "judge", "judge_inputs"]
