"""Printed figures of a department: a CSV with table (T1…T7), row, name, column, value, each found by name.

row is the printed code or label; in T1 and T4, name says which side (收, 支). A figure's place is 表.行.列 of the
workbook; its addends are the printed leaf amounts that it is the sum of, by which a rounding tail is judged.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

TITLES = {
    "T1": "收入支出决算总表",
    "T2": "收入决算表",
    "T3": "支出决算表",
    "T4": "财政拨款收入支出决算总表",
    "T5": "一般公共预算财政拨款支出决算表",
    "T6": "一般公共预算财政拨款基本支出决算表",
    "T7": "财政拨款“三公”经费支出决算表",
}
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
_SIDES = {"收": "收入", "支": "支出"}
_FUND = "一般公共预算"
_STAFF = ("301", "303")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """One printed number. addends: how many printed leaf amounts make it up."""

    table: str
    row: str
    column: str
    place: str
    value: Decimal
    addends: int

    @property
    def tolerance(self) -> Decimal:
        """0.005 × (addends + 1) 万元."""
        return Decimal("0.005") * (self.addends + 1)


def read_figures(path: Path, classes: Mapping[str, str]) -> tuple[Figure, ...]:
    """classes: name of a 类 → its code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    leaves = {t: _leaves([r["row"] for r in rows if r["table"] == t and r["row"].isdigit()]) for t in TITLES}
    amounts = {(r["table"], r["row"], r["column"]) for r in rows}

    def under(table: str, code: str, column: str) -> int:
        return sum(leaf.startswith(code) and (table, leaf, column) in amounts for leaf in leaves[table])

    seen: set[tuple[str, str, str, str]] = set()
    figures = []
    for r in rows:
        table, row, column = r["table"], r["row"], r["column"]
        label = _ORDINAL.sub("", row)
        again = (table, row, r["name"], column) in seen
        seen.add((table, row, r["name"], column))
        if table in ("T1", "T4"):
            place, addends = _of_totals(table, label, r["name"], column, again, classes, under)
        elif table == "T7":
            place, addends = f"{label}.{column}", 1
        else:
            place, addends = f"{row}.{column}", _of_codes(table, row, column, under)
        figures.append(Figure(table, row, column, f"{TITLES[table]}.{place}", Decimal(r["value"]), addends))
    return tuple(figures)


def _leaves(codes: list[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(codes))
    return tuple(c for c in found if not any(o != c and o.startswith(c) for o in found))


def _of_codes(table: str, row: str, column: str, under: object) -> int:
    assert callable(under)
    if row.isdigit():
        return int(under(table, row, column))
    staff = sum(under(table, code, column) for code in _STAFF)
    return int(
        {"人员经费合计": staff, "公用经费合计": under(table, "", column) - staff}.get(row, under(table, "", column))
    )


def _of_totals(
    table: str, label: str, name: str, column: str, again: bool, classes: Mapping[str, str], under: object
) -> tuple[str, int]:
    assert callable(under)
    side = "支出" if label == "总计" and again else _SIDES[name]  # a second 总计 is the other side's
    shown = "一般公共预算财政拨款" if column == _FUND else column
    row = f"年初{label}" if again and table == "T4" else label
    income = under("T2", "", "财政拨款收入") + (under("T2", "", "其他收入") if table == "T1" else 0)
    spending = under("T3", "", "本年支出合计")
    carried = 1 if table == "T4" else 2  # one amount for each fund, and one for other money
    if label in classes:
        addends = under("T3", classes[label], "本年支出合计")
    elif "结转和结余" in label or row.startswith("年初"):
        addends = carried
    elif label.startswith("一般公共预算财政拨款"):
        addends = under("T2", "", "财政拨款收入")
    elif label == "其他收入":
        addends = under("T2", "", "其他收入")
    else:
        addends = (income if side == "收入" else spending) + (carried if label == "总计" else 0)
    return f"{side}.{row}.{shown}", int(addends)
