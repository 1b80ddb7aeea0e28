"""Filled workbook → everything that can be said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbook.finding import Finding, Level
from workbook.grid.model import Grid
from workbook.judge.checks import judge_checks
from workbook.judge.formulas import compare
from workbook.judge.hollow import hollow
from workbook.judge.inserted import by_row
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
    formulas = by_row(filled, compare(filled, grid))
    return _judged(filled, grid, (*before, *hollow(filled, formulas), *evaluation, *formulas))


def judge_inputs(filled: Filled, rules: Iterable[str] | None = None) -> Judged:
    """Only what hangs on the inputs: rules and checks, without the file's formulas and what it keeps of their results.
    rules: codes of those that are asked; all by default.
    """
    return _judged(filled, recompute(filled)[0], (), rules)


def _judged(filled: Filled, grid: Grid, before: tuple[Finding, ...], rules: Iterable[str] | None = None) -> Judged:
    told = apply_rules(filled, grid, rules)
    checks, results = judge_checks(filled, grid)
    return Judged(filled, grid, results, (*before, *told, *checks))
