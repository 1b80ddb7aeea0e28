"""How rules speak: rows by code and name, amounts as they stand, pieces of text around what was found."""

from __future__ import annotations

from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ListRow
from workbook.match.match import Spot


def amount(number: Decimal) -> str:
    """As typed: no exponent, no zeros behind the point beyond two."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    head, _, tail = text.partition(".")
    return f"{head}.{tail.ljust(2, '0')}" if tail else head


def shown_value(value: Value) -> str:
    """What somebody typed: an amount, a text, "" for a blank."""
    return amount(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def row_name(ledger: Ledger, row: ListRow) -> str:
    """2010301 行政运行（一般公共预算）, or the row's first text, or its number."""
    code = row.text(a.CODE)
    if code:
        name = next((n for t in ledger.filled.spec.codes.values() if (n := t.name(code))), "")
        fund = row.text(a.FUND)
        return f"{code} {name}".strip() + (f"（{fund}）" if fund else "")
    if row.text("三级指标"):
        return row.text("三级指标")
    texts = [value for value in row.values.values() if isinstance(value, str) and value]
    slot = ledger.filled.slots[next(iter(row.spots.values()))]
    return texts[0] if texts else slot.row or f"第 {row.row} 行"


def label_of(ledger: Ledger, spot: Spot) -> str:
    """What a cell is about: the row of a list with its column, or the name of the field."""
    slot = ledger.filled.slots[spot]
    if slot.kind in ("row", "indicator"):
        return f"{row_name(ledger, ledger.by_row[slot.kind, slot.owner, spot[1]])} {slot.name}"
    return f"{slot.row} {slot.name}".strip()


def around(text: str, start: int, end: int, room: int = 12) -> str:
    """The piece of a text around what was found in it."""
    left, right = max(0, start - room), min(len(text), end + room)
    return ("…" if left else "") + " ".join(text[left:right].split()) + ("…" if right < len(text) else "")
