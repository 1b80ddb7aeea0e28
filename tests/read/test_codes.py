"""Every code of reading is used, has a remedy in both languages, and is tried in a test."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.finding.catalogue import LEVELS
from workbook.finding.messages_en import MESSAGES as EN
from workbook.finding.messages_zh import MESSAGES as ZH

ROOT = Path(__file__).parents[2]
CODES = {code for code in LEVELS if re.fullmatch(r"R[1-6]\d\d", code)}
READERS, TRIALS = ("src/workbook/read", "src/workbook/campaign"), ("tests/read", "tests/campaign")
"""Archives are opened by campaigns alone (R123–R125)."""


def mentioned(*folders: str, codes: str = r"R[1-6]\d\d") -> set[str]:
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if path != Path(__file__)]
    wanted = re.compile(rf"""["']({codes})["']""")
    return {code for path in paths for code in wanted.findall(path.read_text(encoding="utf-8"))}


def test_codes_of_the_source_are_those_of_the_catalogue() -> None:
    assert mentioned(*READERS) == CODES


def test_every_code_is_tried() -> None:
    assert mentioned(*TRIALS) == CODES


def test_no_code_is_documented_that_nothing_can_tell() -> None:
    """Of the whole catalogue: the page of codes promises only what some code path issues."""
    packages = [path for path in (ROOT / "src/workbook").iterdir() if path.name not in ("finding", "explain")]
    issued = mentioned(*(f"src/workbook/{path.name}" for path in packages), codes=r"[A-Z]\d\d\d")
    assert set(LEVELS) - issued == set()


def test_every_code_says_what_to_do() -> None:
    assert all(all(table[code]) and len(table[code][2]) > 4 for table in (ZH, EN) for code in CODES)
