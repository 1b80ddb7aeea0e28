"""What a file has lost of its entry sheets, or holds in a way that is no number: it cannot be added up."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.book.model import Slot
from workbook.judge.ledger import Ledger, list_rows
from workbook.match.match import Spot
from workbook.read.model import Kind

_ADDED = ("money", "count", "code", "choice")
"""Columns without which the rows of a list cannot be added up, or not by code and fund."""
_MAY_BE_NEGATIVE = ("结转", "结余")


def may_be_negative(slot: Slot) -> bool:
    """Whether less than nothing makes sense: carry-over may be overdrawn, expenditure and income may not."""
    return slot.type != "money" or any(word in slot.name for word in _MAY_BE_NEGATIVE)


class Whole:
    """Which lists are all there, and which amounts nobody knows: those in rows and columns that the file no longer has,
    those where something stands that could not be read as a number,"""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._filled = ledger, ledger.filled
        self._rows: dict[str, frozenset[int]] = {}
        self._columns: dict[str, frozenset[int]] = {}
        for key, where in self._filled.layout.sheets.items():
            if where.lost_rows or where.lost_columns:
                self._rows[key] = frozenset(where.rows[row] for row in where.lost_rows)
                self._columns[key] = frozenset(where.columns[column] for column in where.lost_columns)

        self._unread = frozenset(
            spot for spot, value in self._filled.inputs.items() if value is None and self._says(spot)
        )

    def _says(self, spot: Spot) -> bool:
        """Whether something stands there that is no number. An amount that is tried without its number is blank."""
        cell = self._filled.sheets[spot[0]].raw.cells.get(spot[1:])
        if cell is None or self._filled.slots[spot].type not in ("money", "count"):
            return False
        return cell.formula is not None or (cell.kind is not Kind.NUMBER and (cell.value or "").strip() != "")

    def has_cells(self, spots: Iterable[Spot]) -> bool:
        """Whether what stands in all these cells is known."""
        if not self._rows and not self._unread:
            return True
        return not any(
            spot in self._unread or spot[1] in self._rows.get(spot[0], ()) or spot[2] in self._columns.get(spot[0], ())
            for spot in spots
        )

    def has_lists(self, owners: Iterable[str]) -> bool:
        """Whether nothing is known to be missing of these lists."""
        return all(self._has_list(owner) for owner in owners)

    def _has_list(self, owner: str) -> bool:
        sheet = self._ledger.sheets.get(owner)
        if sheet is None:
            return True  # the spec has no such list, and nothing of it was lost
        if owner not in self._filled.sheets:
            return False
        gone = self._columns.get(owner, frozenset())
        slots = self._filled.slots
        if any(spot[0] == owner and spot[2] in gone and slots[spot].type in _ADDED for spot in slots if gone):
            return False
        return not (list_rows(sheet) and self._has_gap(owner))

    def _has_gap(self, owner: str) -> bool:
        """Whether a row was lost above the list's last entry; unused rows at its end are nothing to miss."""
        where = self._filled.layout.sheets[owner]
        lost = [i for i, key in enumerate(where.rows) if key in where.lost_rows and key.isdigit()]
        if not lost:
            return False
        used = {row.row for row in self._ledger.filled_rows(owner)}
        last = max((i for i, number in enumerate(where.rows.values()) if number in used), default=-1)
        return lost[0] < last
