"""A verdict into the ledger and out of it again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from workbook.campaign.ledger import Ledger
from workbook.campaign.model import Told, Verdict
from workbook.campaign.packing import Cell, plain, unpacked
from workbook.data.unit import UNIT_FILE
from workbook.finding import Level
from workbook.spec.csvtext import unshielded

_TOLD = ("cells", "count", "row_label", "column_label", "found", "expected", "difference")


def enter(ledger: Ledger, seq: int, run: int, verdict: Verdict) -> None:
    """Record what was found, all in one transaction. A verdict that is there already stays."""
    with ledger.transaction():
        record(ledger, seq, run, verdict)


def record(ledger: Ledger, seq: int, run: int, verdict: Verdict) -> None:
    """The same, inside a transaction."""
    if ledger.one("SELECT verdict FROM submissions WHERE seq=?", seq):
        return
    ledger.write("DELETE FROM findings WHERE submission=?", seq)
    for number, told in enumerate(verdict.findings, 1):
        ledger.write(
            "INSERT INTO findings (submission, number, code, level, sheet, cell, name, facts, told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            seq, number, told.code, int(told.level), told.sheet, told.cell, told.name, plain(told.facts),
            plain(_rest(told)),
        )  # fmt: skip
    ledger.write("DELETE FROM contents WHERE submission=?", seq)
    if verdict.contents is not None:
        packed = verdict.contents
        ledger.write(
            "INSERT INTO contents (submission, digest, files, cells) VALUES (?, ?, ?, ?)",
            seq, packed.digest, packed.files, packed.cells,
        )  # fmt: skip
    nobodys = not (verdict.typed or verdict.made_for)  # whose it is, a person may have said before
    ledger.write(
        "UPDATE submissions SET verdict=?, again=?, allowed=?, year=?, made_for=?,"
        " typed=?, code=?, spec=?, spec_hash=?, made_with=?, made_hash=?, errors=?, warnings=?, run=?, settled=0,"
        " unit=CASE WHEN ? AND unit_by='decision' THEN unit END,"
        " unit_by=CASE WHEN ? AND unit_by IN ('decision', 'aside') THEN unit_by ELSE '' END"
        " WHERE seq=?",
        verdict.word, verdict.again, verdict.allowed, verdict.year, verdict.made_for, verdict.typed,
        verdict.code, verdict.spec, verdict.spec_hash, verdict.made_with, verdict.made_hash,
        verdict.count(Level.ERROR), verdict.count(Level.WARNING), run, nobodys, nobodys, seq,
    )  # fmt: skip


def files_in(ledger: Ledger, seq: int) -> dict[str, bytes]:
    """The data files of a judged submission: name → content."""
    packed = ledger.one("SELECT files FROM contents WHERE submission=?", seq)
    return {name: text.encode() for name, text in unpacked(packed).items()} if packed is not None else {}


def fact_in(files: Mapping[str, bytes], item: str) -> str:
    """What 单位.csv among these files says of an item, "" where nothing."""
    rows = csv.reader(io.StringIO(files.get(UNIT_FILE, b"").decode("utf-8-sig")))
    return next((unshielded(row[1]) for row in rows if len(row) > 1 and row[0] == item), "")


def cells_in(ledger: Ledger, seq: int) -> list[Cell]:
    """Name, kind and text of every named cell of a judged submission."""
    packed = ledger.one("SELECT cells FROM contents WHERE submission=?", seq)
    return [(name, kind, text) for name, kind, text in unpacked(packed)] if packed is not None else []


def values_in(ledger: Ledger, seq: int) -> dict[str, Decimal | str | bool | None]:
    """The same as values: an amount, count or rate; a text; a truth value; None for a blank."""
    make = {"number": Decimal, "text": str, "true": lambda text: text == "True", "blank": lambda text: None}
    return {name: cast(Any, make[kind])(text) for name, kind, text in cells_in(ledger, seq)}


def findings_in(ledger: Ledger, seq: int, most: int | None = None, least: Level = Level.INFO) -> Iterator[Told]:
    """The findings of a submission in the order in which to mend them, as far as they are at or above a level."""
    sql = "SELECT * FROM findings WHERE submission=? AND level>=? ORDER BY number LIMIT ?"
    for row in ledger.rows(sql, seq, int(least), -1 if most is None else most):
        rest = json.loads(row["told"])
        follows = tuple(_again(one) for one in rest.pop("follows", ()))
        told = Told(row["code"], Level(row["level"]), row["sheet"], row["cell"], row["name"], json.loads(row["facts"]))
        yield replace(told, follows=follows, **rest)


def _rest(told: Told) -> dict[str, Any]:
    rest: dict[str, Any] = {name: getattr(told, name) for name in _TOLD if getattr(told, name) not in ("", 1)}
    if told.follows:
        head = ("code", "sheet", "cell", "name")
        rest["follows"] = [
            {"level": int(one.level), **{n: getattr(one, n) for n in head if getattr(one, n)}, **_rest(one)}
            for one in told.follows
        ]
    return rest


def _again(one: dict[str, Any]) -> Told:
    return Told(**{**one, "level": Level(one["level"])})
