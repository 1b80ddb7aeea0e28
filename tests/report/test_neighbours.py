"""The same fault in neighbouring cells, or in rows below each other, is one item of the report."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.finding import Finding, Place, found
from workbook.report.build import build_report

SHEET = "支出明细"


def lacking(rows: Iterable[int], columns: str) -> list[Finding]:
    """Rows that lack something in these columns, as the rule tells them: one finding a row."""
    facts = {"column": "、".join(columns), "row": ""}
    places = ((row, [f"{column}{row}" for column in columns]) for row in rows)
    return [
        found("J113", Place(sheet=SHEET, cell=cells[0], area=",".join(cells) if len(cells) > 1 else ""), None,
              line=row, **facts)
        for row, cells in places
    ]  # fmt: skip


def told(findings: Iterable[Finding]) -> list[tuple[str, int, int]]:
    return [(item.cells, item.count, len(item.members)) for item in build_report("a.xlsx", list(findings)).findings]


def test_rows_that_were_pasted_without_code_and_fund_are_one_item() -> None:
    item = build_report("a.xlsx", lacking(range(6, 66), "BD")).findings[0]
    assert (item.cells, item.count) == ("B6:B65,D6:D65", 120) and "共 120 格" in item.message
    assert [short.cells for short in item.members[:2]] == ["B6,D6", "B7,D7"]


def test_rows_apart_and_rows_that_lack_other_things_are_other_items() -> None:
    rows = [*lacking((6, 7, 9), "BD"), *lacking((8,), "D"), *lacking((10, 11), "D")]
    assert sorted(told(rows)) == [("B6:B7,D6:D7", 4, 2), ("B9,D9", 2, 2), ("D10:D11", 2, 2), ("D8", 1, 0)]
