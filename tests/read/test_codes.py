"""Every code of reading is used, has a remedy in both languages, and is tried in a test."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.finding.catalogue import LEVELS
from workbook.finding.messages_en import MESSAGES as EN
from workbook.finding.messages_zh import MESSAGES as ZH

ROOT = Path(__file__).parents[2]
CODES = {code for code in LEVELS if re.fullmatch(r"R[1-6]\d\d", code)}


def mentioned(folder: Path) -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path != Path(__file__))
    return {code for text in texts for code in re.findall(r"""["'](R[1-6]\d\d)["']""", text)}


def test_codes_of_the_source_are_those_of_the_catalogue() -> None:
    assert mentioned(ROOT / "src/workbook/read") == CODES


def test_every_code_is_tried() -> None:
    assert mentioned(ROOT / "tests/read") - CODES == set()
    assert CODES - mentioned(ROOT / "tests/read") == set()


def test_every_code_says_what_to_do() -> None:
    assert all(all(table[code]) and len(table[code][2]) > 4 for table in (ZH, EN) for code in CODES)
