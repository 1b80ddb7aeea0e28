"""Evaluation: a grid's formulas get their results. The engine stands behind this one door."""

from workbook.evaluate.engine import evaluate
from workbook.evaluate.kept import Kept

__all__ = ["Kept", "evaluate"]
