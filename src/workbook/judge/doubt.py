"""Which rows of a table are in doubt: amounts in sums about one code or project that do not come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.data import Value
from workbook.judge.evidence import Evidence
from workbook.judge.tables import Table
from workbook.match.match import Spot

_SURVEYED = 40
"""In longer tables nothing is tried that would move mostly rows whose sums come out as they are."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """witnessed: numbers of the rows with an amount in a sum about one code or project. in_doubt: those for which one
    does not come out; failing: the same as positions in the table. long: the table is.
    """

    long: bool
    witnessed: frozenset[int]
    in_doubt: frozenset[int]
    failing: frozenset[int]

    def speaks_against(self, change: Mapping[Spot, Value]) -> bool:
        """Whether most of the rows that would change and that such a sum sees are in none that fails: entries that
        stand rows off would break nearly all of them. Short tables are tried all the same, it costs little.
        """
        if not self.long:
            return False
        rows = self.witnessed & {spot[1] for spot in change}
        return len(rows & self.in_doubt) * 2 < len(rows)


def doubt_of(evidence: Evidence, table: Table, columns: tuple[str, ...]) -> Doubt:
    """By the amounts of these columns."""
    witnessed, in_doubt, failing = set(), set(), set()
    for i, row in enumerate(table.rows):
        sums = [s for c in columns for s in evidence.by_spot.get(row.spots[c], ()) if s.narrow]
        if sums:
            witnessed.add(row.row)
        if not all(evidence.holds(each) for each in sums):
            in_doubt.add(row.row)
            failing.add(i)
    long = len(table.rows) > _SURVEYED
    return Doubt(long, frozenset(witnessed), frozenset(in_doubt), frozenset(failing))
