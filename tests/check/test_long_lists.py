"""Long lists: what is found stays the same, and the workbook is judged again no more often for more mistakes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from made import EXAMPLE, make, the_spec, unit_for
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.data import SheetData
from workbook.judge import shifts
from workbook.report import Report, repair
from workbook.spec.spec import Spec

ROWS = 60
MANY = 12


@pytest.fixture(scope="module")
def spec() -> Spec:
    return the_spec()


def filled(spec: Spec, path: Path, doubled: int) -> Path:
    """The example with as many codes in 收入明细 and 支出明细, and so many of the income rows a second time."""
    data, _ = unit_for(spec, EXAMPLE)
    known = [row.code for row in spec.codes["功能分类"].rows if row.level == "项"][:ROWS]
    amounts = {code: Decimal(10_000 + 700 * i) for i, code in enumerate(known)}
    income = [{"科目编码": code, "一般公共预算财政拨款": amount} for code, amount in amounts.items()]
    spent = [
        {"科目编码": code, "资金来源": "一般公共预算", "年初预算数": amount, "基本支出": amount}
        for code, amount in amounts.items()
    ]
    lists = {"收入明细": SheetData(rows=(*income, *income[:doubled])), "支出明细": SheetData(rows=tuple(spent))}
    make(spec, replace(data, sheets={**data.sheets, **lists}), path, clean=False)
    return path


def checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Counter[str]]:
    """The report, and how often the workbook was judged again and how often a code's column was tried elsewhere."""
    counts: Counter[str] = Counter()
    judge_inputs, made = repair.judge_inputs, shifts._made

    def judged(*args, **more):  # type: ignore[no-untyped-def]
        counts["judged again"] += 1
        return judge_inputs(*args, **more)

    def moved(evidence, table, columns, *more):  # type: ignore[no-untyped-def]
        counts["codes moved"] += "科目编码" in columns and len(table.rows) > ROWS
        return made(evidence, table, columns, *more)

    monkeypatch.setattr(repair, "judge_inputs", judged)
    monkeypatch.setattr(shifts, "_made", moved)
    report = check(path, specs=Specs())
    monkeypatch.undo()
    return report, counts


def test_more_mistakes_are_not_more_trials(spec: Spec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, cost = checked(filled(spec, tmp_path / "few.xlsx", 4), monkeypatch)
    many, costs = checked(filled(spec, tmp_path / "many.xlsx", MANY), monkeypatch)
    assert sum(item.code == "J112" for item in few.findings) == 4
    assert sum(item.code == "J112" for item in many.findings) == MANY
    assert costs["judged again"] <= cost["judged again"] + 1 <= 16, (cost, costs)


def test_a_code_column_is_not_moved_where_most_rows_add_up(
    spec: Spec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, counts = checked(filled(spec, tmp_path / "few.xlsx", 4), monkeypatch)
    assert counts["judged again"] > 0
    assert counts["codes moved"] == 0
