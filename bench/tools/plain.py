"""What a script of one's own would do: read the units' CSV files with the csv module, add up in 元, write the sums and
every unit's amounts beside each other with openpyxl. It finds no fault, computes no table and knows no elimination.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

IDENTITY = {
    "收入明细": ("科目编码",),
    "支出明细": ("科目编码", "资金来源"),
    "结转结余": ("科目编码", "资金来源"),
    "经济分类支出": ("科目编码",),
    "三公经费": ("项目",),
    "补充资料": ("项目",),
    "项目支出": ("项目名称",),
}
COUNTED = ("量", "批次", "人次", "人数", "总数", "个数")
Key = tuple[str, tuple[str, ...], str]


def sums(folders: list[Path]) -> tuple[dict[Key, Decimal], dict[Key, dict[int, Decimal]]]:
    """(list, identity, column) → the sum in 元, and what each unit has."""
    total: dict[Key, Decimal] = {}
    parts: dict[Key, dict[int, Decimal]] = {}
    for n, folder in enumerate(folders):
        facts = {row["项目"]: row["值"] for row in rows(folder / "单位.csv")}
        factor = Decimal(10000 if facts["金额单位"] == "万元" else 1)
        for name, by in IDENTITY.items():
            for row in rows(folder / f"{name}.csv"):
                identity = tuple(row[column] for column in by)
                for column, text in row.items():
                    amount = None if column in by else _number(text)
                    if amount is not None:
                        money = not (name == "补充资料" and identity[0].endswith(COUNTED))
                        amount = amount * factor if money else amount
                        key = (name, identity, column)
                        total[key] = total.get(key, Decimal(0)) + amount
                        parts.setdefault(key, {})[n] = parts.get(key, {}).get(n, Decimal(0)) + amount
    return total, parts


def add_up(folders: list[Path], target: Path) -> None:
    """The whole of it, up to the written workbook."""
    import openpyxl

    total, parts = sums(folders)
    book = openpyxl.Workbook(write_only=True)
    sheets = {name: book.create_sheet(name) for name in IDENTITY}
    for sheet in sheets.values():
        sheet.append(["", "栏目", "合计", *(folder.name for folder in folders)])
    for (name, identity, column), amount in total.items():
        mine = parts[name, identity, column]
        sheets[name].append([" ".join(identity), column, amount, *(mine.get(n) for n in range(len(folders)))])
    book.save(target)


def rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
