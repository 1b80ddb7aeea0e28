"""Who hands in: units of the register, and those that came by themselves; which of them a file belongs to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from workbook.campaign.ledger import Ledger
from workbook.data.csvtext import Columns, read_lines
from workbook.finding import Finding, Level, found

NAME, CODE, PARENT, MONEY_UNIT, CONTACT, YEAR = "单位名称", "单位编码", "上级单位", "金额单位", "联系人", "年度"
LISTED, DROPPED = 1, 2
"""Of a unit: it stands in the register; it stood in an earlier one."""

_MONEY_UNITS = ("元", "万元")
_COLUMNS = (NAME, CODE, PARENT, MONEY_UNIT, CONTACT, YEAR)


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of a register; what is not given is ""."""

    name: str
    code: str = ""
    parent: str = ""
    money_unit: str = ""
    contact: str = ""
    year: str = ""


def key_of(name: str) -> str:
    """A unit's name without what people write differently: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_register(path: Path) -> tuple[tuple[Registered, ...], tuple[Finding, ...]]:
    """The units of a register (CSV: 单位名称, and any of 单位编码, 上级单位, 金额单位, 联系人, 年度).

    Findings: L122 (no such file), L123 (no unit in it), D102–D107, D113, D116 (a line without a name, which is left
    out). D106: a 金额单位 that is neither 元 nor 万元.
    """
    if not path.is_file():
        return (), (found("L122", None, None, file=path),)
    lines, told = read_lines(path, str(path), Columns("单位名册", _COLUMNS, (NAME,), _COLUMNS[1:]))
    units: dict[tuple[str, str], Registered] = {}
    findings = [replace(f, level=Level.INFO) if f.code == "D103" else f for f in told]
    for line in lines:
        one = Registered(*(str(line[column]).strip() for column in _COLUMNS))
        if not one.name:
            findings.append(found("D116", line.place, None, column=NAME))
        elif (key_of(one.name), one.year) in units:
            findings.append(found("D107", line.place, None, item=one.name))
        elif one.money_unit not in ("", *_MONEY_UNITS):
            facts = {"column": MONEY_UNIT, "text": one.money_unit, "choices": "、".join(_MONEY_UNITS)}
            findings.append(found("D106", line[MONEY_UNIT].place, None, **facts))
        else:
            units[key_of(one.name), one.year] = one
    if not units and not any(f.level >= Level.ERROR for f in findings):
        findings.append(found("L123", None, None, file=path))
    return tuple(units.values()), tuple(findings)


def register(ledger: Ledger, units: Iterable[Registered], year: str) -> int:
    """Enter units of the register, or what it says of known ones; how many are new. Inside a transaction. What it does
    not say of a known unit stays as it was: a register may have fewer columns than the one before.
    """
    new = 0
    for one in units:
        own = one.year or year
        _campaign(ledger, own)
        known = ledger.one("SELECT id FROM units WHERE year=? AND key=?", own, key_of(one.name))
        values = (one.name, one.code, one.parent, one.money_unit, one.contact)
        if known is None:
            new += 1
            ledger.write(
                "INSERT INTO units (year, key, name, code, parent, money_unit, contact, registered)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 1)", own, key_of(one.name), *values,
            )  # fmt: skip
        else:
            ledger.write(
                "UPDATE units SET name=?, code=coalesce(nullif(?, ''), code), parent=coalesce(nullif(?, ''), parent),"
                " money_unit=coalesce(nullif(?, ''), money_unit), contact=coalesce(nullif(?, ''), contact),"
                " registered=1 WHERE id=?", *values, known,
            )  # fmt: skip
    return new


def drop(ledger: Ledger, units: Iterable[Registered], year: str) -> tuple[str, ...]:
    """Units that an earlier register of these years had, or that were handed a workbook, and this one has not: they are
    no longer asked for anything, and keep what they have handed in. Their names. Inside a transaction.
    """
    named: dict[str, set[str]] = {}
    for one in units:
        named.setdefault(one.year or year, set()).add(key_of(one.name))
    sql = (
        "SELECT id, key, name FROM units u WHERE year=?"
        " AND (registered=1 OR (registered=0 AND EXISTS (SELECT 1 FROM issued WHERE unit=u.id))) ORDER BY id"
    )
    gone = [row for own, keys in named.items() for row in ledger.rows(sql, own) if row["key"] not in keys]
    for row in gone:
        ledger.write("UPDATE units SET registered=? WHERE id=?", DROPPED, row["id"])
    return tuple(row["name"] for row in gone)


def issue(
    ledger: Ledger, unit: int, template: str, template_hash: str, file: str, sha256: str, inputs: str, time: str
) -> int:
    """Record that a workbook was handed out. Inside a transaction. inputs: a hash over what it was made of."""
    after = ledger.one("SELECT coalesce(max(id), 0) FROM runs")
    return ledger.write(
        "INSERT INTO issued (unit, template, hash, file, sha256, inputs, after_run, time)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        unit, template, template_hash, file, sha256, inputs, after, time,
    )  # fmt: skip


def unit_for(ledger: Ledger, year: str, name: str, code: str = "") -> int:
    """The unit of that name, else a new one. Inside a transaction."""
    _campaign(ledger, year)
    known = ledger.one("SELECT id FROM units WHERE year=? AND key=?", year, key_of(name))
    if known is None:
        known = ledger.write(
            "INSERT INTO units (year, key, name, code) VALUES (?, ?, ?, ?)", year, key_of(name), name, code
        )
    return int(known)


def owner_of_code(ledger: Ledger, year: str, name: str, code: str) -> str:
    """The registered unit whose code this is, where the name is not that unit's and the register does not give the
    name this code: nobody can tell whose the file is. "" where nothing contradicts, and for a unit beside the register
    about whose files a person has decided before.
    """
    named = ledger.row("SELECT id, code, registered FROM units WHERE year=? AND key=?", year, key_of(name))
    if named is not None and named["registered"] == LISTED and named["code"] == code:
        return ""
    beside = named is not None and named["registered"] != LISTED
    if beside and ledger.one("SELECT 1 FROM decisions WHERE unit=?", named["id"]):
        return ""
    return registered_with(ledger, year, code, name)


def registered_with(ledger: Ledger, year: str, code: str, name: str) -> str:
    """The registered unit with this code that is not called so; "" where there is none, or no code."""
    if not code.strip("0"):
        return ""
    sql = "SELECT name FROM units WHERE year=? AND code=? AND registered=1 AND key<>? ORDER BY id"
    return ledger.one(sql, year, code, key_of(name)) or ""


def unit_in_name(ledger: Ledger, file: str, year: str = "") -> int | None:
    """The unit whose name stands in a file's name, the longest such name; None where none or two do."""
    text = key_of(file)
    best: dict[int, list[int]] = {}
    sql = "SELECT id, key FROM units WHERE instr(?, key) > 0"
    for row in ledger.each(sql, text) if not year else ledger.each(sql + " AND year=?", text, year):
        best.setdefault(len(row["key"]), []).append(row["id"])
    longest = best[max(best)] if best else []
    return longest[0] if len(longest) == 1 else None


def _campaign(ledger: Ledger, year: str) -> None:
    ledger.write("INSERT OR IGNORE INTO campaigns (year) VALUES (?)", year)
