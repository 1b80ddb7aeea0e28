"""Sums of which a part is not known: its sheet, column or row is gone, or its cell holds nothing that can be used.

That such a sum does not come out says nothing about the amounts that are there; no slip is looked for in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy

from workbook.book.model import Slot
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ListRow
from workbook.match.match import Spot

_FUNDED = (a.SPENT, a.CARRY)
_MAY_BE_NEGATIVE = ("结转", "结余")
_TAKEN_BACK = ("冲", "收回", "退回", "退还", "退库", "缴回", "扣回", "红字", "更正", "核减")


def may_be_negative(slot: Slot) -> bool:
    """Whether less than nothing makes sense: carry-over may be overdrawn, expenditure and income may not."""
    return slot.type != "money" or any(word in slot.name for word in _MAY_BE_NEGATIVE)


def is_taken_back(ledger: Ledger, spot: Spot) -> bool:
    """Whether the remark beside an amount below 0 in a list by code says that money came back or was put right."""
    slot = ledger.filled.slots[spot]
    row = ledger.by_row.get((slot.kind, slot.owner, spot[1]))
    if slot.kind != "row" or row is None or a.CODE not in row.spots:
        return False
    remarks = (ledger.value(s) for s, beside in ledger.by_line[spot[:2]] if beside.name == a.REMARK)
    return any(word in str(remark) for remark in remarks if remark is not None for word in _TAKEN_BACK)


def is_turned(ledger: Ledger, spot: Spot) -> bool:
    """Whether a minus before this amount is a slip."""
    return not may_be_negative(ledger.filled.slots[spot]) and not is_taken_back(ledger, spot)


class Unknown:
    """What of a file is not known. unread: owners of entries on sheets that are gone. torn: owner → columns that are
    gone. short: lists out of the midst of which rows were deleted. gone: input cells that the file no longer has, and
    those that hold nothing that can be used. spots: those among them that are no part of a list's rows.
    """

    def __init__(self, ledger: Ledger) -> None:
        filled = ledger.filled
        self._ledger = ledger
        self.unread = frozenset(
            cell.slot.owner
            for sheet in filled.book.sheets
            if sheet.key not in filled.sheets
            for cell in sheet.cells.values()
            if cell.slot is not None
        )
        gone: set[Spot] = set()
        self.torn: dict[str, set[str]] = {}
        rows: dict[str, set[int]] = {}
        lost_rows, lost_columns = _lost(ledger)
        for spot, slot in filled.slots.items():
            if spot[2] in lost_columns.get(spot[0], ()):
                gone.add(spot)
                self.torn.setdefault(slot.owner, set()).add(slot.name)
            elif spot[1] in lost_rows.get(spot[0], ()):
                gone.add(spot)
                if slot.kind == "row":
                    rows.setdefault(slot.owner, set()).add(slot.number)
        self.short = frozenset(owner for owner, lost in rows.items() if min(lost) < self._last(owner))
        unusable = {spot for spot in filled.unusable if filled.inputs[spot] is None}
        self.gone = frozenset(gone | unusable)
        own = {spot for spot in gone if filled.slots[spot].kind != "row"}
        self.spots = frozenset(own | unusable)

    def changed(self, ledger: Ledger) -> Unknown:
        """The same for the file with other entries: what it lacks as a whole it still lacks."""
        if self.gone or self.short or ledger.filled.unusable:
            return Unknown(ledger)
        other = copy(self)
        other._ledger = ledger
        return other

    def spoils(self, what: str, spots: Iterable[Spot]) -> bool:
        """Whether a part of a sum is not known. what: as an identity is called."""
        if not self.spots.isdisjoint(spots):
            return True
        kind, _, rest = what.partition(":")
        if kind == "@balance":
            return self._balance(rest, None)
        if kind == "@balance_code":
            code, _, fund = rest.rpartition("|")
            return self._balance(fund, code)
        if kind == "@same_basic":
            return self._lacks((a.ECONOMIC, (a.CODE, a.FINAL)), (a.SPENT, (a.FUND, a.BASIC)))
        if kind == "@same_projects":
            return self._lacks((a.PROJECTS, (a.FINAL,)), (a.SPENT, (a.FUND, a.PROJECT)))
        if kind == "@same_project":
            return self._lacks((a.PROJECTS, (a.FINAL,)))
        if kind == "@same_money":
            return self._lacks((a.ECONOMIC, (a.CODE, a.FINAL)), (a.SPENT, (a.CODE, a.FUND, a.BASIC)))
        return kind == "@same_reviewed" and any(name in self.unread for name, _ in self._ledger.filled.claim.cards)

    def strays(self, what: str) -> bool:
        """Whether rows with amounts belong to no fund and may belong to this sum. No amount is wrong for that; a column
        of funds that stands rows off may be.
        """
        kind, _, rest = what.partition(":")
        code = rest.rpartition("|")[0] if kind == "@balance_code" else None
        return kind in ("@balance", "@balance_code", "@same_basic", "@same_projects") and self._stray(code)

    def _balance(self, fund: str, code: str | None) -> bool:
        """Of a whole fund (no code) or of one of its codes."""
        parts = (a.INCOME, (a.CODE, *a.INCOMES[fund])), (a.SPENT, (a.CODE, a.FUND, *a.OUTLAYS))
        if self._lacks(*parts, (a.CARRY, (a.CODE, a.FUND, a.BEGIN, a.END)), code=code):
            return True
        return fund == a.OTHER and (a.MORE in self.unread or a.MORE in self.torn)

    def _lacks(self, *parts: tuple[str, Collection[str]], code: str | None = None) -> bool:
        for owner, columns in parts:
            if owner in self.unread or not self.torn.get(owner, set()).isdisjoint(columns):
                return True
            if owner in self.short and (code is None or not self._has(owner, code)):
                return True
        return False

    def _has(self, owner: str, code: str) -> bool:
        return any(row.text(a.CODE) == code for row in self._ledger.filled_rows(owner))

    def _stray(self, code: str | None) -> bool:
        """Whether a row (of this code) has amounts that belong to no fund."""
        return any(
            row.text(a.FUND) not in a.INCOMES and self._paid(row)
            for owner in _FUNDED
            for row in self._ledger.filled_rows(owner)
            if code is None or row.text(a.CODE) == code
        )

    def _paid(self, row: ListRow) -> bool:
        return any(row.number(name) for name in (*a.OUTLAYS, a.BEGIN, a.END))

    def _last(self, owner: str) -> int:
        """The number of the list's last row with entries."""
        numbers = (
            self._ledger.filled.slots[next(iter(row.spots.values()))].number for row in self._ledger.filled_rows(owner)
        )
        return max(numbers, default=0)


def _lost(ledger: Ledger) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Where rows and columns that are gone would stand: sheet key → numbers."""
    where = ledger.filled.layout.sheets
    rows = {key: {layout.rows[row] for row in layout.lost_rows} for key, layout in where.items()}
    return rows, {key: {layout.columns[name] for name in layout.lost_columns} for key, layout in where.items()}
