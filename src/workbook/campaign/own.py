"""What these programs write themselves, told by what lies in a folder: it is not collected when somebody gives the
folder in which everything lies.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from workbook.campaign.ledger import LEDGER, LOCK, ORIGINALS
from workbook.data.save import RECORD
from workbook.data.unit import UNIT_FILE
from workbook.data.untouched import MARK
from workbook.finding.catalogue import Lang
from workbook.write import put_atomically

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

WORKBOOKS = "workbooks"
"""Where about.json lists the departments' workbooks that were made into the folder of an export."""

_LONGEST = 1024 * 1024
"""Bytes that about.json may have."""

_CAMPAIGN = (ISSUED, ORIGINALS)


def own_in(folder: Path, names: Collection[str]) -> frozenset[str]:
    """Which of the names in a folder are ours: a campaign's ledger, originals and workbooks to hand out; all of a
    folder of letters, and of a unit's data that these programs wrote; the files of an export, with the departments'
    workbooks that were made beside them. What else is not.
    """
    exported: frozenset[str] = frozenset()
    if VALUES in names and VIEWS in names:
        exported = frozenset(names) & {VALUES, UNITS, VIEWS, ABOUT, *workbooks_in(folder)}
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


def workbooks_in(folder: Path) -> tuple[str, ...]:
    """The names of the departments' workbooks that were made into an export's folder and still lie there."""
    return tuple(name for name in _listed(_about(folder)) if (folder / name).is_file())


def note_workbook(path: Path) -> None:
    """A department's workbook is about to be made: where that is the folder of an export, it is listed there, so that
    it is known as ours. Raises OSError.
    """
    folder = path.parent
    about = _about(folder)
    known = _listed(about)
    if about and (folder / VALUES).is_file() and path.name not in known:
        text = json.dumps({**about, WORKBOOKS: sorted((*known, path.name))}, ensure_ascii=False, indent=2) + "\n"
        put_atomically(folder / ABOUT, text.encode(errors="backslashreplace"))


def _about(folder: Path) -> Mapping[str, object]:
    """What about.json in a folder says; nothing where there is none that can be read."""
    path = folder / ABOUT
    try:
        body = json.loads(path.read_bytes()) if path.stat().st_size <= _LONGEST else None
    except (OSError, ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _listed(about: Mapping[str, object]) -> tuple[str, ...]:
    names = about.get(WORKBOOKS)
    every = names if isinstance(names, list) else []
    return tuple(name for name in every if isinstance(name, str) and Path(name).name == name)
