"""Where a value that was carried over from last year stands in a filled workbook's lists."""

from __future__ import annotations

from workbook.book.model import Jump
from workbook.data.carried import locate
from workbook.judge.ledger import ledger_of
from workbook.match import Filled


def entry_of(filled: Filled, line: str, jump: Jump | None) -> str:
    """tab!address of the first row that a check's line about a carried value of a list speaks of, "" for other lines.

    line: the key of a line of 审核, <id>-<name>. jump: where its left side leads.
    """
    sheet = next((s for s in filled.book.sheets if jump is not None and s.key == jump.sheet), None)
    if sheet is None or sheet.kind != "carried":
        return ""
    spot = locate(line.partition("-")[2], filled.spec)
    if spot is None or spot.kind != "row":
        return ""
    ledger = ledger_of(filled)
    rows = (r for r in ledger.lists.get(spot.sheet, ()) if all(r.values.get(k) == v for k, v in spot.keys.items()))
    row = next(rows, None)
    return ledger.at(row.spots[spot.column]) if row is not None and spot.column in row.spots else ""
