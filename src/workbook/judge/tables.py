"""Everything in a filled workbook that has rows and columns of entries: lists, grids, indicators of scorecards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from workbook.data import Value
from workbook.data.sheets import REMARK
from workbook.judge.ledger import Ledger, ListRow
from workbook.match.match import Spot

BEYOND = 3
"""So many blank rows behind the last one belong to a table: amounts may have slipped there."""
_MOSTLY = 0.6
_NOTHING: Mapping[Spot, Value] = {}


@dataclass(frozen=True)
class Table:
    """owner: a list, a grid or a scorecard. amounts: its columns of money and counts. labelled: its rows have names
    that nobody types.
    """

    owner: str
    rows: tuple[ListRow, ...]
    amounts: frozenset[str]
    labelled: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Those that hold something, from left to right."""
        spots = self.rows[0].spots if self.rows else {}
        used = [name for name in spots if any(row.values.get(name) is not None for row in self.rows)]
        return tuple(sorted(used, key=lambda name: spots[name][2]))

    @cached_property
    def dense(self) -> tuple[str, ...]:
        """Columns of codes, choices and texts that nearly every row has: a blank in one of them means something."""
        filled = [row for row in self.rows if not row.is_blank]
        least = max(2.0, len(filled) - 2 * BEYOND, _MOSTLY * len(filled))
        return tuple(
            name
            for name in self.columns
            if name != REMARK
            and name not in self.amounts
            and sum(row.values.get(name) is not None for row in filled) >= least
        )

    def torn(self, change: Mapping[Spot, Value] = _NOTHING) -> int:
        """Rows of which only a part is there: amounts without a text beside them or a text without an amount, or
        nothing in a column that nearly every row has. change: what cells would hold.
        """
        touched = {self._lines[spot] for spot in change if spot in self._lines}
        return sum(self._torn) + sum(self._is_torn(self.rows[i], change) - self._torn[i] for i in touched)

    @cached_property
    def _torn(self) -> tuple[bool, ...]:
        return tuple(self._is_torn(row, _NOTHING) for row in self.rows)

    @cached_property
    def _lines(self) -> Mapping[Spot, int]:
        return {spot: i for i, row in enumerate(self.rows) for spot in row.spots.values()}

    def _is_torn(self, row: ListRow, change: Mapping[Spot, Value]) -> bool:
        if self.labelled:
            return False
        held = {name: change.get(spot, row.values.get(name)) for name, spot in row.spots.items()}
        if all(value is None for value in held.values()):
            return False
        amounts = self.amounts.intersection(self.columns)
        worded = any(isinstance(value, str) and value for value in held.values())
        paid = any(held[name] for name in amounts)
        return (bool(amounts) and worded != paid) or any(held[name] is None for name in self.dense)


def tables(ledger: Ledger) -> Iterable[Table]:
    """All of them that are not blank."""
    for owner, rows in (*ledger.lists.items(), *ledger.indicators.items()):
        last = max((i for i, row in enumerate(rows) if not row.is_blank), default=-1)
        if last >= 0:
            yield Table(owner, rows[: last + 1 + BEYOND], _amounts(ledger, rows[0]))
    grids: dict[str, dict[int, dict[str, Spot]]] = {}
    for (owner, _, column), spot in ledger.grids.items():
        grids.setdefault(owner, {}).setdefault(spot[1], {})[column] = spot
    for owner, numbered in grids.items():
        lines = sorted(numbered.items())
        made = [ListRow(owner, n, {c: ledger.value(s) for c, s in spots.items()}, spots) for n, spots in lines]
        yield Table(owner, tuple(made), _amounts(ledger, made[0]), labelled=True)


def _amounts(ledger: Ledger, first: ListRow) -> frozenset[str]:
    slots = ledger.filled.slots
    return frozenset(name for name, spot in first.spots.items() if slots[spot].type in ("money", "count"))
