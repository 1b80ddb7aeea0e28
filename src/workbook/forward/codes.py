"""A code of last year in this year's list: the same, renamed, replaced by another, or retired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbook.spec.spec import CodeTable

Change = Literal["same", "renamed", "replaced", "retired"]


@dataclass(frozen=True, slots=True)
class Moved:
    """code: this year's, last year's own when it is retired. names: last year's and this year's, "" where unknown."""

    code: str
    change: Change
    old: str = ""
    new: str = ""


def moved(code: str, now: CodeTable | None, before: CodeTable | None) -> Moved:
    """What became of a code. A former name or code (`was`) of a present one is that code."""
    old = (before.name(code) if before is not None else None) or ""
    if now is None:
        return Moved(code, "same", old, old)
    name = now.name(code)
    if name is not None:
        return Moved(code, "renamed" if old and old != name else "same", old, name)
    for row in now.rows:
        if code in row.was:
            return Moved(row.code, "replaced", old, row.name)
    return Moved(code, "retired", old)
