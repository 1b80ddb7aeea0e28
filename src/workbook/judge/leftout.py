"""Carry-over that nobody entered: a whole column of 结转结余 is blank, and income and expenditure differ by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import Evidence, Identity
from workbook.match.match import Spot

_AT_MOST = Decimal("0.5")
"""What is carried over is less than this share of the year's income; more is another fault."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """column: 年初结转和结余 or 年末结转和结余. first: its first cell. lacking: fund → what must have been carried.

    changes: what the cells would hold. gained: the balances that come out right.
    """

    column: str
    first: Spot
    lacking: Mapping[str, Decimal]
    changes: Mapping[Spot, Value]
    gained: tuple[Identity, ...]


def left_out(evidence: Evidence, taken: set[Spot]) -> LeftOut | None:
    """None when the list has an amount in both columns, or when a blank one cannot be why the balances fail."""
    rows = evidence.ledger.lists.get(a.CARRY, ())
    failing = tuple(i for i in evidence.identities if i.what.startswith("@balance:") and not evidence.holds(i))
    if (
        not rows
        or not failing
        or not all(evidence.fails(i) for i in failing)
        or any(what.startswith("@balance:") for what in evidence.spoiled)
        or any(spot in taken for i in failing for spot, _ in i.terms)
    ):
        return None
    for column, sign in ((a.BEGIN, -1), (a.END, 1)):
        if column not in rows[0].spots or any(row.number(column) for row in rows):
            continue
        lacking = {identity.what.partition(":")[2]: sign * evidence.rest(identity) for identity in failing}
        if min(lacking.values()) <= 0 or sum(lacking.values()) > _AT_MOST * _smaller_side(evidence):
            continue
        changes = _filled(evidence, column, sign, lacking)
        if changes:
            return LeftOut(column, next(iter(changes)), lacking, changes, failing)
    return None


def _smaller_side(evidence: Evidence) -> Decimal:
    """Income of the year or expenditure of the year; 0 while one of them has not been entered."""
    book, columns = evidence.ledger, [c for columns in a.INCOMES.values() for c in columns]
    income = sum((row.number(c) for row in book.filled_rows(a.INCOME) for c in columns), Decimal(0))
    spent = sum((row.number(c) for row in book.filled_rows(a.SPENT) for c in a.OUTLAYS), Decimal(0))
    return min(income, spent)


def _filled(evidence: Evidence, column: str, sign: int, lacking: Mapping[str, Decimal]) -> dict[Spot, Value]:
    """The list with the amounts: beside the codes that lack them where these add up, else beside the fund's first."""
    book = evidence.ledger
    blank = [row for row in book.lists[a.CARRY] if row.is_blank]
    changes: dict[Spot, Value] = {}
    for fund, amount in lacking.items():
        rows = [row for row in book.filled_rows(a.CARRY) if row.text(a.FUND) == fund]
        by_code = {i.what: sign * evidence.rest(i) for i in evidence.identities if i.narrow}
        own = {row.spots[column]: by_code.get(f"@balance_code:{row.text(a.CODE)}|{fund}", Decimal(0)) for row in rows}
        if sum(own.values()) == amount and min(own.values()) >= 0:
            changes |= {spot: part for spot, part in own.items() if part}
        elif rows:
            changes[rows[0].spots[column]] = amount
        elif blank:
            row = blank.pop(0)
            changes |= {row.spots[column]: amount, row.spots[a.FUND]: fund}
    return changes
