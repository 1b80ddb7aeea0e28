"""Names of the sheets and columns that only a department's workbook has."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.data.rolled import SIDE
from workbook.roll.entries import entries, identity, rules, sides
from workbook.spec.model import Column, Entry
from workbook.spec.spec import Spec

UNITS, ELIMINATIONS, CARD_SIDE = "单位清单", "抵销", f"自评{SIDE}"
CASE, PAYER, RECEIVER, AMOUNT, REASON = "往来事项", "付出单位", "收到单位", "金额", "原因"
UNIT_COLUMNS = ("单位名称", "单位编码", "应汇总", "状态", "金额单位", "备注")
"""What is typed about a unit."""


def side(sheet: str) -> str:
    """The sheet in which the units' amounts of an entry sheet stand beside each other."""
    return f"{sheet}{SIDE}"


def unit_key(number: int) -> str:
    """The key of a unit's column."""
    return f"单位{number}"


def elimination_columns(spec: Spec) -> dict[str, Column]:
    """The columns of the sheet 抵销. Those that name the row of a list are the list's own, with 支出 or 收入 before."""
    sheets = {str(sheet.sheet): sheet for sheet in entries(spec)}
    text = {"type": "text", "required": True}
    columns: dict[str, object] = {
        CASE: {"type": "choice", "of": [str(name) for name in rules(spec).internal], "required": True},
        PAYER: {**text, "width": 26, "prompt": "与单位清单中的名称一字不差"},
        RECEIVER: {**text, "width": 26, "prompt": "与单位清单中的名称一字不差"},
    }
    for internal in rules(spec).internal.values():
        for word, sheet, _ in sides(internal):
            for name, column in identity(sheets[sheet]).items() if sheet in sheets else ():
                columns.setdefault(
                    f"{word}{name}", {"type": column.type, "list": column.list, "of": list(column.of), "required": True}
                )
    columns[AMOUNT] = {"type": "money", "required": True}
    columns[REASON] = {**text, "width": 44, "prompt": "写明是哪一笔往来"}
    return {name: Column.model_validate(column) for name, column in columns.items()}


def elimination_sheet(spec: Spec) -> Entry:
    """The sheet 抵销 as an entry list, for builders and data files."""
    columns: Mapping[str, Column] = elimination_columns(spec)
    return Entry.model_validate(
        {
            "kind": "entry",
            "sheet": ELIMINATIONS,
            "title": "单位之间往来的抵销",
            "landscape": True,
            "help": "一笔往来一行，金额按部门的金额单位填写；付出单位的支出和收到单位的收入同时减去，并写明原因。",
            "rows": {"list": 20},
            "columns": columns,
        }
    )
