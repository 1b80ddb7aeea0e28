"""The way back of one filled workbook: guard, read, match, judge, report, each timed by itself."""

from __future__ import annotations

import time
from pathlib import Path

from workbook.api.chain import Specs
from workbook.api.check import report_of
from workbook.api.collector import put_off
from workbook.api.filled import Examined
from workbook.book.front import IDENTITY
from workbook.judge import judge
from workbook.match import claim_of, match
from workbook.match.keys import keyed_sheets
from workbook.read import inspect, read_workbook

STAGES = ("guard", "read", "spec", "match", "judge", "report")


def check_in_stages(path: Path, specs: Specs) -> dict[str, float]:
    """As `_in_stages`, with Python's search for cycles put off as `check` does."""
    with put_off():
        return _in_stages(path, specs)


def _in_stages(path: Path, specs: Specs) -> dict[str, float]:
    """CPU seconds of each of STAGES, and what the file holds; as `workbook.api.check` goes, with a clock between.

    A file beyond what is read at all (`workbook.read.limits`) gives only `refused`.
    """
    taken: dict[str, float] = {}
    last = time.process_time()

    def lap(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        taken[stage], last = now - last, now

    package, found = inspect(path)
    if package is None:
        return {"refused": len(found)}
    lap("guard")
    raw, found = read_workbook(package)
    if raw is None:
        return {"refused": len(found)}
    claim, _ = claim_of(raw, keyed_sheets(raw, frozenset([IDENTITY]))[0])
    assert claim is not None
    lap("read")
    spec, _ = specs.get(claim.spec)
    assert spec is not None
    lap("spec")
    filled, found = match(raw, claim, spec)
    lap("match")
    judged = judge(filled, found)
    lap("judge")
    examined = Examined(path, package.sha256, raw, claim, spec, filled, judged, judged.findings)
    report = report_of(examined)
    lap("report")
    cells = [cell for sheet in raw.sheets for cell in sheet.cells.values()]
    formulas = sum(1 for cell in cells if cell.formula is not None)
    return {**taken, "cells": len(cells), "formulas": formulas, "findings": len(report.findings)}
