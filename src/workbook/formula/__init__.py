"""Formulas: tokens, references by key, the portable subset. No parser and no evaluator of our own."""

from workbook.formula.model import HERE, Formula, Part, Ref, join, literal

__all__ = ["HERE", "Formula", "Part", "Ref", "join", "literal"]
