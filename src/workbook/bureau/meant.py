"""Which unit and which file a person means, by a name, a code, or the beginning of a fingerprint."""

from __future__ import annotations

import difflib
import json
from typing import Any

from workbook.campaign.ledger import Ledger, LedgerError
from workbook.campaign.units import key_of, owner_of_code
from workbook.finding import Finding, found

_FEW = 10


def units_named(ledger: Ledger, name: str, year: str = "") -> list[Any]:
    """The units of that name or code, those of the name where there are any: one in each year, or of one code."""
    sql = (
        "SELECT id, year, key, name FROM units WHERE (key=? OR (code<>'' AND code=?)) AND (?='' OR year=?) ORDER BY id"
    )
    rows = ledger.rows(sql, key_of(name), name, year, year)
    return [row for row in rows if row["key"] == key_of(name)] or rows


def unit_named(ledger: Ledger, name: str, year: str = "") -> int | None:
    """The unit of that name or code; None where there is none, or there are several."""
    rows = units_named(ledger, name, year)
    return int(rows[0]["id"]) if len(rows) == 1 else None


def no_unit(ledger: Ledger, name: str, year: str = "") -> Finding:
    """L117: several are called so, in several years or with one code. L108: none; with the nearest name."""
    several = units_named(ledger, name, year)
    if len(several) > 1:
        item = "、".join(f"{row['year']} {row['name']}" for row in several[:_FEW])
        return found("L117", None, None, name=name, count=len(several), item=item)
    names = [row["name"] for row in ledger.rows("SELECT name FROM units")]
    near = difflib.get_close_matches(name, names, 1, 0.4)
    return found("L108", None, None, name=name, nearest=near[0] if near else "")


def _meant(ledger: Ledger, choose: str, units: list[int] | None, year: str) -> list[Any]:
    """Submissions whose hash or name begins so, of these units or of nobody yet; of the year, or of none."""
    sql = (
        "SELECT DISTINCT s.* FROM submissions s LEFT JOIN names n ON n.submission=s.seq"
        " WHERE (substr(s.sha256, 1, length(?))=? OR substr(n.name, 1, length(?))=?)"
        " AND (? IS NULL OR s.unit IS NULL OR s.unit IN (SELECT value FROM json_each(?)))"
        " AND (? IN ('', s.year) OR s.year='')"
    )
    given = None if units is None else json.dumps(units)
    return ledger.rows(sql, choose, choose, choose, choose, given, given or "[]", year)


def file_meant(ledger: Ledger, choose: str, name: str, year: str) -> Any:
    """The one submission that is meant. Raises LedgerError: L108, L109."""
    known = units_named(ledger, name, year) if name else []
    rows = _meant(ledger, choose, [one["id"] for one in known] if name else None, year)
    if name and not known and not any(row["unit"] is None for row in rows):
        raise LedgerError(no_unit(ledger, name))
    if len({row["seq"] for row in rows}) != 1:
        raise LedgerError(found("L109", None, None, name=name, text=choose))
    return rows[0]


def owner_meant(ledger: Ledger, row: Any, name: str, year: str, choose: str) -> int | None:
    """For whom nobody's file is to count: a unit of the file's own year, else one that the file itself names, which
    is new (None). Raises LedgerError: L108, L115, L117.
    """
    if not name:
        code = owner_of_code(ledger, row["year"], row["typed"] or row["made_for"], row["code"])
        near = " / ".join(dict.fromkeys(n for n in (row["made_for"], row["typed"], code) if n))
        raise LedgerError(found("L115", None, None, text=choose, nearest=near))
    known = units_named(ledger, name, row["year"] or year)
    if len(known) == 1:
        return int(known[0]["id"])
    if known or key_of(name) not in (key_of(row["made_for"]), key_of(row["typed"])):
        raise LedgerError(no_unit(ledger, name, row["year"] or year))
    return None
