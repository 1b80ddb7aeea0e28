"""The checks once more, as if inputs that are nearly right had the value that they would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from workbook.data import Value
from workbook.finding import Finding
from workbook.judge import Judged
from workbook.judge.checks import judge_checks
from workbook.judge.recompute import recompute
from workbook.match.inputs import NUMERIC
from workbook.match.match import Spot


def repaired_results(
    judged: Judged, faults: Iterable[tuple[Spot, Finding]]
) -> tuple[Mapping[str, str], frozenset[Spot]]:
    """check id → result with the repaired inputs, and which inputs those are."""
    filled = judged.filled
    mended: dict[Spot, Value] = {}
    for spot, finding in faults:
        value = _would_be(finding, filled.slots[spot].type) if spot in filled.slots else None
        if value is not None:
            mended[spot] = value
    if not mended:
        return {}, frozenset()
    again = replace(filled, inputs={**filled.inputs, **mended})
    grid, _ = recompute(again)
    _, results = judge_checks(again, grid)
    return results, frozenset(mended)


def _would_be(finding: Finding, kind: str) -> Value:
    """M302 a number stored as text; M301 the result of a formula that stands where a value belongs."""
    if finding.code == "M302":
        return _number(finding.facts.get("would_be", ""))
    if finding.code == "M301":
        text = finding.facts.get("value", "")
        return _number(text) if kind in NUMERIC else text or None
    return None


def _number(text: str) -> Decimal | None:
    """With 15 significant digits, as programs show a stored number."""
    try:
        return Decimal(format(float(text), ".15g"))
    except (ValueError, ArithmeticError):
        return None
