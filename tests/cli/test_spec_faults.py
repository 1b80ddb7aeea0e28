"""One tiny edit of the 2021 spec for each fault: the message says where it is, what it is, and what to do.

The expected messages stand in `faults/<id>.txt`, Chinese and then English; the first line is the fault itself, at
the place of the edit (shown as ⟨here⟩). Renew them with UPDATE_GOLDEN=1 after a change that is meant.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from cli.faults import EDITS, Edit, broken
from workbook import lint
from workbook.finding import Finding, render
from workbook.finding.catalogue import LEVELS, where


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.id)
def test_a_fault_is_told_where_it_stands(edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, line = broken(edit, tmp_path)
    monkeypatch.chdir(tmp_path)
    findings = lint(root.relative_to(tmp_path))
    mine = [f for f in findings if f.code == edit.code and _is_here(f, edit, line)]
    assert mine, "\n".join(render(f) for f in findings)
    told = "".join(render(mine[0], lang).replace(where(mine[0].place), "⟨here⟩") + "\n" for lang in ("zh", "en"))
    told = re.sub(r"(\.yaml):\d+", r"\1:⟨line⟩", told)
    if os.environ.get("UPDATE_GOLDEN"):
        edit.golden.parent.mkdir(exist_ok=True)
        edit.golden.write_text(told, encoding="utf-8")
    assert told == edit.golden.read_text(encoding="utf-8")


def _is_here(finding: Finding, edit: Edit, line: int) -> bool:
    """In the edited page, on the line of the edit; a check or a ring of formulas may begin some lines before it."""
    place = finding.place
    before = {"S201": 8, "S203": 8, "S216": 40}.get(edit.code, 0)  # a fixed text is told at its table
    near = range(line - before, line + 1)
    return place.file == f"spec/{edit.page}" and place.line in near and place.column > 0


def test_every_fault_of_a_compiled_spec_has_its_edit() -> None:
    shown = {edit.code for edit in EDITS}
    untested = {"S202", "S207"}  # S207: see tests/api/test_layout.py
    assert {code for code in LEVELS if code.startswith("S2")} - shown <= untested


def test_all_faults_are_told_in_one_run(tmp_path: Path) -> None:
    chosen = [e for e in EDITS if e.id in ("S201-wrong-name", "S205-function", "S210-unreadable", "S212-code-list")]
    root, _ = broken(chosen[0], tmp_path)
    for edit in chosen[1:]:
        page = root / edit.page
        page.write_text(page.read_text(encoding="utf-8").replace(edit.old, edit.new, 1), encoding="utf-8")
    assert {edit.code for edit in chosen} <= {finding.code for finding in lint(root)}


def test_the_spec_itself_has_no_fault() -> None:
    assert [render(finding) for finding in lint("hubei/2021")] == []
