"""Elements that most of a file consists of are passed by, unless one carries what makes it active."""

from __future__ import annotations

import pytest

from workbook.read.guard.active import QUIET, ActiveMarkup
from workbook.read.xml import MAIN, Budget, look_through


@pytest.mark.parametrize(("attribute", "codes"), [("", []), (' macro="x"', ["R501"]), (' macro=" "', [])])
def test_a_macro_is_told_wherever_it_stands(attribute: str, codes: list[str]) -> None:
    active, budget = ActiveMarkup("sheet.xml"), Budget()
    before = budget.elements
    data = f'<row xmlns="{MAIN.strip()}"{attribute}><c/><c/></row>'.encode()
    look_through(data, "sheet.xml", active.start, QUIET, budget)
    assert [finding.code for finding in active.findings] == codes
    assert before - budget.elements == 3, "all elements count"
