"""One deed in LibreOffice, after which the program has rewritten formulas everywhere, is one finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from judges.libreoffice import session
from made import EXAMPLE, from_folder, the_spec
from returns.back import examined
from workbook.finding import Level
from workbook.report.fold import Node, fold


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "good.xlsx"
    from_folder(the_spec(), EXAMPLE, path)
    return path


def _after(good: Path, name: str, **step: object) -> list[Node]:
    """What is told above information once the step was done, without the protection that was taken off for it."""
    stored = good.with_name(f"{name}.xlsx")
    session(good, [step, {"recalculate": True}, {"store": str(stored)}])
    done = examined(stored)
    nodes = fold(done.findings, done.judged)
    return [node for node in nodes if node.group.level > Level.INFO and node.group.first.code != "J122"]


def test_an_entry_dragged_onto_another(good: Path) -> None:
    """LibreOffice lets formulas follow the entry, and leaves those alone that meant the cell beneath."""
    (node,) = _after(good, "dragged", sheet="补充资料", cell="C49", move_to="C48")
    finding = node.group.first
    assert (finding.code, finding.place.sheet, node.group.cells) == ("F111", "补充资料", "C48")
    assert (finding.facts["cells"], int(finding.facts["count"])) == ("补充资料!C49", 8)


def test_a_cell_inserted_into_a_column(good: Path) -> None:
    (node,) = _after(good, "inserted", sheet="支出明细", cell="F10", insert_cells=True)
    assert (node.group.first.code, node.group.first.place.sheet) == ("F110", "支出明细")
    assert {"J101", "K101"} <= {group.first.code for group in node.consequences}
