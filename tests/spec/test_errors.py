"""Every spec fault has a minimal broken page, or a tiny spec, beside the messages it must give.

`errors/<code>-<what>.yaml` is put into a spec of one part; `errors/<code>-<what>/` is a whole spec, or
`base` and `child`, which extends it. The
messages, Chinese and then English, stand in `<code>-<what>.txt`. To renew them after a change of wording:
`RENEW=1 pytest tests/spec/test_errors.py`, then read the difference.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from workbook.finding import render
from workbook.finding.catalogue import LEVELS
from workbook.spec.load import load_spec

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(p for p in ERRORS.iterdir() if p.suffix == ".yaml" or p.is_dir())
BOOK = """book: test/1
title: 试
year: 2021
place: 某地
scale: 甲.换算
money_unit: 甲.换算
parts:
  - {folder: page, title: 一}
"""


def spec_of(case: Path, folder: Path) -> Path:
    if case.is_dir():
        copy = Path(shutil.copytree(case, folder / "spec"))
        return copy / "child" if (copy / "child").is_dir() else copy
    (folder / "page").mkdir()
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    shutil.copy(case, folder / "page" / "a.yaml")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_a_broken_spec_gives_exactly_these_messages(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = spec_of(case, tmp_path).relative_to(tmp_path)
    spec, findings = load_spec(root)
    lines = [f"{f.code} {render(f, lang)}" for lang in ("zh", "en") for f in findings]
    told = "\n".join(lines) + "\n"
    expected = case.with_suffix(".txt") if case.suffix == ".yaml" else ERRORS / f"{case.name}.txt"
    if os.environ.get("RENEW"):
        expected.write_text(told, encoding="utf-8")
    assert spec is None
    assert told == expected.read_text(encoding="utf-8")
    assert case.name[:4] in {f.code for f in findings}


def test_every_code_of_the_reader_has_a_broken_page() -> None:
    shown = {case.name[:4] for case in CASES}
    assert {code for code in LEVELS if code.startswith("S1")} <= shown
