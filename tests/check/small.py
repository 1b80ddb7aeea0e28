"""A small unit of its own: one account, one kind of expenditure, and what a test adds."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from made import Made, from_folder
from workbook.spec.spec import Spec


def small_unit(spec: Spec, folder: Path, spent: Sequence[str], more: Mapping[str, str], *, unit: str = "元") -> Made:
    """spent: its basic and its project expenditure, all of it from 一般公共预算. more: 补充资料."""
    total = str(sum(int(amount or 0) for amount in spent))
    files = {
        "单位.csv": [
            ("项目", "值"),
            ("单位名称", "某市档案服务中心"),
            ("年度", str(spec.book.year)),
            ("金额单位", unit),
        ],
        "收入明细.csv": [("科目编码", "一般公共预算财政拨款"), ("2012604", total)],
        "支出明细.csv": [
            ("科目编码", "资金来源", "年初预算数", "基本支出", "项目支出"),
            ("2012604", "一般公共预算", total, *spent),
        ],
        "经济分类支出.csv": [("科目编码", "决算数"), ("30101", spent[0])],
        "补充资料.csv": [("项目", "值"), *more.items()],
    }
    folder.mkdir()
    for name, lines in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return from_folder(spec, folder, folder / "a.xlsx")
