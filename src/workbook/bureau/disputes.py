"""What waits for a person's decision, seen from the units that it concerns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbook.campaign.ledger import Ledger
from workbook.campaign.units import key_of
from workbook.finding.catalogue import Lang

KINDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "values": "同一次收到两份都通过、数却不同的文件",
        "identity": "给“{made_for}”的工作簿，填的是“{typed}”",
        "code": "“{typed}”的工作簿，填的单位编码 {code} 却是“{owner}”的",
        "data": "数据文件夹“{folder}”里已有别的数据",
    },
    "en": {
        "values": "two accepted files of one collecting that differ",
        "identity": "a workbook made for “{made_for}” and filled as “{typed}”",
        "code": "a workbook of “{typed}” with the code {code}, which is that of “{owner}”",
        "data": "other data are in the data folder “{folder}” already",
    },
}


@dataclass(frozen=True, slots=True)
class Rival:
    """A file that it is about. came: when, UTC in ISO 8601."""

    sha256: str
    name: str
    verdict: str
    came: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """kind: values, identity, data, as in `deciding.Conflict`; unit "" where nobody knows whose it is. run: the
    collecting in which its newest file came first.

    Of identity there are two sorts: made for one unit and filled as another (made_for, typed), and of a name with a
    code that the register gives to another unit (typed, code, owner).
    """

    kind: str
    year: str
    unit: str
    files: tuple[Rival, ...]
    facts: Mapping[str, str]
    run: int = 0

    @property
    def parties(self) -> tuple[str, ...]:
        """The units that it concerns, as `key_of` their names."""
        named = (self.unit,) if self.unit else tuple(self.facts.get(n, "") for n in ("made_for", "typed", "owner"))
        return tuple(dict.fromkeys(key_of(name) for name in named if name))

    def told(self, lang: Lang) -> str:
        """What it is, in a few words."""
        return said(self.kind, self.facts, lang)


def said(kind: str, facts: Mapping[str, str], lang: Lang) -> str:
    """What is to be decided, in a few words."""
    return KINDS[lang]["code" if "owner" in facts else kind].format(**facts)


def open_disputes(ledger: Ledger) -> tuple[Dispute, ...]:
    """All that are open, the oldest first."""
    sql = (
        "SELECT c.id, c.kind, c.year, c.facts, u.name, max(s.first_run) AS run"
        " FROM conflicts c JOIN conflict_members m ON m.conflict=c.id JOIN submissions s ON s.seq=m.submission"
        " LEFT JOIN units u ON u.id=c.unit WHERE c.state='open' GROUP BY c.id ORDER BY c.id"
    )
    files: dict[int, list[Rival]] = {}
    for row in ledger.rows(_FILES):
        files.setdefault(row["conflict"], []).append(
            Rival(row["sha256"], row["name"] or "", row["verdict"], row["first_seen"])
        )
    return tuple(
        Dispute(
            row["kind"],
            row["year"],
            row["name"] or "",
            tuple(files.get(row["id"], ())),
            json.loads(row["facts"]),
            row["run"],
        )
        for row in ledger.rows(sql)
    )


def by_party(disputes: Iterable[Dispute]) -> dict[tuple[str, str], tuple[Dispute, ...]]:
    """Year and `key_of` a unit's name → what concerns it."""
    told: dict[tuple[str, str], tuple[Dispute, ...]] = {}
    for dispute in disputes:
        for party in dispute.parties:
            told[dispute.year, party] = (*told.get((dispute.year, party), ()), dispute)
    return told


_FILES = """SELECT m.conflict, s.sha256, s.verdict, s.first_seen,
  (SELECT name FROM names WHERE submission=s.seq ORDER BY rowid) AS name
FROM conflict_members m JOIN conflicts c ON c.id=m.conflict JOIN submissions s ON s.seq=m.submission
WHERE c.state='open' ORDER BY m.conflict, s.seq"""
