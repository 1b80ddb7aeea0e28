"""Everything in a filled workbook that has rows and columns of entries: lists, grids, indicators of scorecards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook.data import Value
from workbook.data.sheets import REMARK
from workbook.judge.ledger import Ledger, ListRow
from workbook.match.match import Spot

BEYOND = 3
"""So many blank rows behind the last one belong to a table: amounts may have slipped there."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Table:
    """owner: a list, a grid or a scorecard. labelled: its rows have names that nobody types."""

    owner: str
    rows: tuple[ListRow, ...]
    labelled: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that hold something, from left to right."""
        spots = self.rows[0].spots if self.rows else {}
        used = [name for name in spots if any(row.values.get(name) is not None for row in self.rows)]
        return tuple(sorted(used, key=lambda name: spots[name][2]))


def tables(ledger: Ledger) -> Iterable[Table]:
    """All of them that are not blank."""
    for owner, rows in (*ledger.lists.items(), *ledger.indicators.items()):
        last = max((i for i, row in enumerate(rows) if not row.is_blank), default=-1)
        if last >= 0:
            yield Table(owner, rows[: last + 1 + BEYOND])
    grids: dict[str, dict[int, dict[str, Spot]]] = {}
    for (owner, _, column), spot in ledger.grids.items():
        grids.setdefault(owner, {}).setdefault(spot[1], {})[column] = spot
    for owner, numbered in grids.items():
        lines = sorted(numbered.items())
        made = [ListRow(owner, n, {c: ledger.value(s) for c, s in spots.items()}, spots) for n, spots in lines]
        yield Table(owner, tuple(made), labelled=True)


def dense(table: Table, numbers: Mapping[Spot, object]) -> tuple[str, ...]:
    """Columns of codes, choices and texts that nearly every row has: a blank in one of them means something."""
    filled = [row for row in table.rows if not row.is_blank]
    least = max(2.0, len(filled) - 2 * BEYOND, _MOSTLY * len(filled))
    return tuple(
        name
        for name in table.columns
        if name != REMARK
        and table.rows[0].spots[name] not in numbers
        and sum(row.values.get(name) is not None for row in filled) >= least
    )


def torn(table: Table, numbers: Mapping[Spot, object], change: Mapping[Spot, Value]) -> int:
    """Rows of which only a part is there: amounts without a text beside them or a text without an amount, or nothing
    in a column that nearly every row has. change: what cells would hold.
    """
    if table.labelled:
        return 0
    wanted = dense(table, numbers)
    amounts = [name for name in table.columns if table.rows[0].spots[name] in numbers]
    count = 0
    for row in table.rows:
        held = {name: change.get(spot, row.values.get(name)) for name, spot in row.spots.items()}
        worded = any(isinstance(value, str) and value for value in held.values())
        paid = any(held[name] for name in amounts)
        blank = all(value is None for value in held.values())
        count += (bool(amounts) and worded != paid) or (not blank and any(held[name] is None for name in wanted))
    return count
