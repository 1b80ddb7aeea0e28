"""A column of amounts stands one or more rows off.

What it looks for: columns of an entry sheet whose amounts fit much better when they are moved up or down together,
    measured by the balance of each code (income and what came over = expenditure and what is left), by amounts that
    are booked twice (basic expenditure by function and by economic class, 三公 items), by the budget, and by rows
    that have a code and no amount, or an amount and no code; the last amount of a list, alone in the row below, leaves
    two of them. Also blocks of fields of a form (补充资料): moved back, every entry suits its field, and what was wrong
    at three places or more is wrong no longer.
Why it matters: pasting from another program easily slips by a row. Every sum stays right, so no total shows it, but
    each amount is published beside another code's name.
Example: in 支出明细 the column 基本支出 was pasted one row too low: 行政运行 has the amount of the row above it, and
    13 of 17 codes no longer balance; moved up by one row all of them do.
How to mend: compare the first and last rows with the source, then paste the column again at the right row.
"""

from __future__ import annotations

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge.areas import areas
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.shifts import Shift
from workbook.judge.suspects import suspects
from workbook.judge.texts import row_name, shown_value
from workbook.match import Filled

CODE = "J101"

ZH = """整列金额错了行

查什么：录入表的某一列（或几列）整体上移、下移后，是不是比现在吻合得多。依据有：
    各科目收入加年初等于支出加年末，同一笔钱在两处的金额（基本支出的功能分类与经济分类、“三公”经费），
    年初预算数，以及有科目没金额、有金额没科目的行（最后一个金额单独低了一行的也算）。
    补充资料等表单里的一段也看：移回去以后每一格都填得对类，原来至少三处不对的都对了。
为什么：从别的程序粘贴时容易错开一行。合计不变，所有总数都看不出来，公开的却是每个金额配着别的科目。
举例：支出明细的“基本支出”一列贴低了一行，“行政运行”的金额是上一行的；17 个科目有 13 个收支不平，
    上移一行后全部平衡。
怎样改：对照原始数据看第一行和最后一行，再从正确的一行起重新粘贴这一列。
"""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return tuple(_told(ledger, shift) for shift in suspects(filled).shifts)


def _told(ledger: Ledger, shift: Shift) -> Finding:
    spot = next((s for s, value in shift.moved.items() if value is not None), next(iter(shift.moved)))
    row = next(row for row in shift.table.rows if row.row == spot[1])
    gained = shift.trial.gained
    worded = all(isinstance(shift.moved[s] or ledger.value(s), str) for s in shift.moved)
    facts = {
        "list": "" if ledger.place(spot).sheet == shift.owner else shift.owner,
        "columns": "、".join(shift.columns),
        "count": abs(shift.by),
        "direction": "@too_low" if shift.by > 0 else "@too_high",
        "row": f"第 {spot[1]} 行" if worded else row_name(ledger, row),
        "found": shown_value(ledger.value(spot)) or "@blank",
        "expected": shown_value(shift.moved[spot]) or "@blank",
        "held": len(gained) + shift.trial.near,
        "proof": gained[0].what if gained else "@whole_rows" if shift.whole else "@near_budget",
        "cells": areas(shift.moved, ledger.filled.layout.sheets),
    }
    place = ledger.places(dict.fromkeys((spot, *shift.moved)))
    return found(CODE, place, Level.WARNING if shift.slight else None, **facts)
