"""What one unit has handed in, one file after the other: what became of each, and what it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workbook.bureau.meant import no_unit, unit_named, units_named
from workbook.bureau.settling import Changed
from workbook.bureau.standingtext import FILE_WORDS
from workbook.campaign.ledger import Ledger, LedgerError, open_ledger
from workbook.finding import Finding
from workbook.finding.catalogue import Lang
from workbook.report.machine import table_text

_FEW = 50
"""Changed values of one file that are told as text; the other formats have all."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """older: the sha256 of the file whose place another one took; changed: the values in which they differ."""

    older: str
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Submitted:
    """One content. came: UTC, ISO 8601. verdict: as of a file, "" while it waits. same: the sha256 of the file that had
    the same values before. replaced: which files it took the place of, the latest last: by a decision that may be more
    than one. decided: when and why a person chose it for the unit; given: when and why one took it from another unit,
    or from among those set aside, and gave it to this one.
    """

    sha256: str
    names: tuple[str, ...]
    came: str
    verdict: str
    errors: int
    warnings: int
    counts: bool
    same: str = ""
    replaced: tuple[Replaced, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """files: in the order in which they came first. findings: L101–L104, L108, L117."""

    unit: str
    year: str = ""
    files: tuple[Submitted, ...] = ()
    findings: tuple[Finding, ...] = ()


def history(campaign: str | Path, unit: str, year: str = "") -> History:
    """All that came of a unit (its name or code)."""
    try:
        with open_ledger(Path(campaign)) as ledger:
            known = unit_named(ledger, unit, year)
            if known is None:
                return History(unit, year, findings=(no_unit(ledger, unit, year),))
            row = ledger.row("SELECT name, year, current FROM units WHERE id=?", known)
            files = ledger.rows("SELECT * FROM submissions WHERE unit=? ORDER BY seq", known)
            return History(row["name"], row["year"], tuple(_file(ledger, one, row["current"]) for one in files))
    except LedgerError as error:
        return History(unit, year, findings=(error.finding,))


def unknown(campaign: str | Path, unit: str, year: str = "") -> tuple[Finding, ...]:
    """L108 where no unit has this name or code, L101–L104."""
    try:
        with open_ledger(Path(campaign)) as ledger:
            return () if units_named(ledger, unit, year) else (no_unit(ledger, unit, year),)
    except LedgerError as error:
        return (error.finding,)


def _file(ledger: Ledger, row: Any, current: int | None) -> Submitted:
    names = ledger.rows("SELECT name FROM names WHERE submission=? ORDER BY rowid", row["seq"])
    hash_of = "SELECT sha256 FROM submissions WHERE seq=?"
    replaced = ledger.rows("SELECT older, differences FROM supersedes WHERE newer=? ORDER BY rowid", row["seq"])
    sql = "SELECT time, reason FROM decisions WHERE submission=? AND unit=? ORDER BY seq"
    decided = ledger.rows(sql, row["seq"], row["unit"])
    given = ledger.rows(_GIVEN, row["seq"], row["seq"])
    return Submitted(
        row["sha256"], tuple(name["name"] for name in names), row["first_seen"], row["verdict"], row["errors"],
        row["warnings"], row["seq"] == current, ledger.one(hash_of, row["same_as"]) or "",
        tuple(Replaced(ledger.one(hash_of, r["older"]), _changed(r["differences"])) for r in replaced),
        *(tuple((one["time"], one["reason"]) for one in told) for told in (decided, given)),
    )  # fmt: skip


# since it was set aside last: what was given to another unit before that is no longer this one's
_GIVEN = """SELECT time, reason FROM decisions WHERE submission=? AND unit IS NULL AND seq > (
  SELECT coalesce(max(d.seq), 0) FROM decisions d JOIN conflict_members m ON m.conflict=d.conflict
  WHERE m.submission=? AND d.submission IS NULL
) ORDER BY seq"""


def _changed(differences: str) -> tuple[Changed, ...]:
    return tuple((name, old, new) for name, old, new in json.loads(differences))


def history_lines(told: History, lang: Lang) -> Iterator[str]:
    """A line for each file, beneath it what it changed."""
    zh = lang == "zh"
    yield (
        f"{told.year} {told.unit}：收到 {len(told.files)} 份"
        if zh
        else f"{told.year} {told.unit}: {len(told.files)} files"
    )
    for one in told.files:
        verdict = FILE_WORDS[lang][one.verdict or "waiting"]
        now = ("（现在采用）" if zh else " (counts now)") if one.counts else ""
        yield f"  {one.sha256[:12]}  {_when(one.came)}  {verdict}{now}  {('、' if zh else ', ').join(one.names)}"
        if one.same:
            yield f"    与 {one.same[:12]} 的数相同" if zh else f"    the same values as {one.same[:12]}"
        for time, reason in one.given:
            yield f"    经裁定归它，{_when(time)}：{reason}" if zh else f"    given to it, {_when(time)}: {reason}"
        for time, reason in one.decided:
            said = f"{_when(time)}{'：' if zh else ': '}{reason}" if reason else _when(time)
            yield f"    经裁定选用，{said}" if zh else f"    chosen by a person, {said}"
        for replaced in one.replaced:
            yield from _replaced_lines(replaced, lang)


def _replaced_lines(told: Replaced, lang: Lang) -> Iterator[str]:
    zh, many = lang == "zh", len(told.changed)
    yield f"    替换 {told.older[:12]}，改了 {many} 处" if zh else f"    replaces {told.older[:12]}, {many} changes"
    blank = "（空）" if zh else "(blank)"
    yield from (f"    {name}  {old or blank} → {new or blank}" for name, old, new in told.changed[:_FEW])
    if many > _FEW:
        more = many - _FEW
        yield f"    …… 还有 {more} 处，见 --format csv" if zh else f"    … {more} more, see --format csv"


def _when(came: str) -> str:
    """Here, to the minute; the ledger keeps UTC."""
    return datetime.fromisoformat(came).astimezone().strftime("%Y-%m-%d %H:%M")


def history_csv(told: History) -> str:
    """One line for each value that was changed."""
    lines = [
        (one.sha256, replaced.older, *(v or "" for v in change))
        for one in told.files
        for replaced in one.replaced
        for change in replaced.changed
    ]
    return table_text(("newer", "older", "name", "old", "new"), lines)


def history_dict(told: History) -> dict[str, object]:
    """For programs. replaces, changed: of the latest file whose place was taken; earlier: of those before."""
    return {
        "unit": told.unit,
        "year": told.year,
        "files": [
            {
                "sha256": one.sha256, "names": list(one.names), "came": one.came, "verdict": one.verdict or None,
                "errors": one.errors, "warnings": one.warnings, "counts_now": one.counts,
                "same_values_as": one.same or None,
                **_replaced_dict(one.replaced[-1] if one.replaced else Replaced("")),
                "earlier": [_replaced_dict(replaced) for replaced in one.replaced[:-1]],
                "decided": [{"time": time, "reason": reason} for time, reason in one.decided],
                "given": [{"time": time, "reason": reason} for time, reason in one.given],
            }
            for one in told.files
        ],
    }  # fmt: skip


def _replaced_dict(told: Replaced) -> dict[str, object]:
    changed = [{"name": name, "old": old, "new": new} for name, old, new in told.changed]
    return {"replaces": told.older or None, "changed": changed}
