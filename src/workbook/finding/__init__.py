"""Findings: what any pass has to say, as data. The ground floor, it imports nothing of ours."""

from workbook.finding.catalogue import found, render
from workbook.finding.finding import Finding, Level, Place, worst
from workbook.finding.system import reason_of
from workbook.finding.text import Text, place_of

__all__ = ["Finding", "Level", "Place", "Text", "found", "place_of", "reason_of", "render", "worst"]
