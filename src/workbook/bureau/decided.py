"""What came of a decision."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.finding import Finding


@dataclass(frozen=True, slots=True)
class Decided:
    """unit and year; chosen: the hash of the file that counts from now on, "" when none does. assigned: that of a file
    which holds no data and is the unit's from now on. aside: that of a file for which nobody is asked any more.

    given: the unit that a file was given to when it was taken away from `unit`; given_chosen: the hash of the file that
    counts for that one now.
    """

    unit: str
    year: str
    chosen: str
    findings: tuple[Finding, ...] = ()
    assigned: str = ""
    aside: str = ""
    given: str = ""
    given_chosen: str = ""
