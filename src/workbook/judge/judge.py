"""Filled workbook → everything that can be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.finding import Finding, Level
from workbook.grid.model import Grid
from workbook.judge.checks import judge_checks
from workbook.judge.formulas import compare
from workbook.judge.recompute import recompute
from workbook.judge.rules import apply_rules
from workbook.match import Filled


@dataclass(frozen=True, slots=True)
class Judged:
    """grid: the recomputed workbook. results: check id → result word."""

    filled: Filled
    grid: Grid = field(repr=False)
    results: Mapping[str, str] = field(repr=False)
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """Nothing at or above error."""
        return all(f.level < Level.ERROR for f in self.findings)


def judge(filled: Filled, before: tuple[Finding, ...]) -> Judged:
    """before: what reading and matching found."""
    grid, evaluation = recompute(filled)
    formulas = compare(filled, grid)
    rules = apply_rules(filled, grid)
    checks, results = judge_checks(filled, grid)
    return Judged(filled, grid, results, (*before, *evaluation, *formulas, *rules, *checks))
