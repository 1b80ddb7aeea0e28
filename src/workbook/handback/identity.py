"""Whose the new workbook is: what the file said, contradictions included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbook.book.model import Identity
from workbook.finding import Finding
from workbook.grid.identity import names_of, properties_of
from workbook.grid.model import Grid

_DOUBTED = "M106"


def with_doubts(grid: Grid, identity: Identity, findings: Iterable[Finding]) -> Grid:
    """The grid; where a carrier of the file's identity names another unit than the others, the same one does again."""
    facts = next((finding.facts for finding in findings if finding.code == _DOUBTED), None)
    if facts is None:
        return grid
    other = replace(identity, unit=facts["found"])
    properties = properties_of(other)
    match facts["carrier"]:
        case "@name":
            return replace(grid, names={**grid.names, **names_of(other)})
        case "@keywords":
            return replace(grid, properties=replace(grid.properties, keywords=properties.keywords))
        case _:
            return replace(grid, properties=replace(grid.properties, custom=properties.custom))
