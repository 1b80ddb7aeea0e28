"""What these programs write themselves, told by what lies in a folder: it is not collected when somebody gives the
folder in which everything lies.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from workbook.campaign.ledger import LEDGER, LOCK, ORIGINALS
from workbook.data.save import RECORD
from workbook.data.unit import UNIT_FILE
from workbook.data.untouched import MARK
from workbook.finding.catalogue import Lang

ISSUED = "issued"
"""Where the workbooks that are handed out lie in a campaign's folder."""

LETTERS: Mapping[Lang, str] = {"zh": "清单.csv", "en": "list.csv"}
LETTER_HEADS: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("年度", "单位", "编码", "联系人", "状态", "清单", "批注工作簿"),
    "en": ("year", "unit", "code", "contact", "state", "letter", "workbook"),
}
"""The list of letters, which lies in the folder of all letters, and its first line."""

VALUES, UNITS, VIEWS, ABOUT = "values.parquet", "units.parquet", "views.sql", "about.json"
"""The files of an export."""

_CAMPAIGN = (ISSUED, ORIGINALS)


def own_in(folder: Path, names: Collection[str]) -> frozenset[str]:
    """Which of the names in a folder are ours: a campaign's ledger, originals and workbooks to hand out; all of a
    folder of letters, and of a unit's data that these programs wrote; the files of an export. What else is not.
    """
    exported = frozenset(names) & {VALUES, UNITS, VIEWS, ABOUT} if VALUES in names and VIEWS in names else frozenset()
    if LEDGER in names:
        campaign = frozenset(name for name in names if name in _CAMPAIGN or name.startswith((LEDGER, LOCK)))
        return campaign | exported
    if any(_is_list(folder / LETTERS[lang], LETTER_HEADS[lang]) for lang in LETTERS if LETTERS[lang] in names):
        return frozenset(names)
    if UNIT_FILE in names and (RECORD in names or MARK in names):
        return frozenset(names)
    return exported


def _is_list(path: Path, head: Collection[str]) -> bool:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.readline(400).rstrip("\r\n") == ",".join(head)
    except OSError:
        return False
