"""Small specs that extend each other, written for one test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

BOOK = """book: {name}
title: 试
year: 2021
place: 某地
scale: 单位信息.换算
money_unit: 单位信息.金额单位
parts:
  - {{folder: 1-录入, title: 录入}}
  - {{folder: 2-表, title: 表}}
  - {{folder: 3-审核, title: 审核}}
"""
UNIT = """sheet: 单位信息
kind: entry
file: 单位
fields:
  基本:
    单位名称: text
    年度: year
    金额单位: {type: choice, of: [元, 万元]}
    模板: text
    换算: {type: count, formula: =10000}
"""
LIST = """sheet: 明细
kind: entry
rows: {list: 5}
columns:
  科目: {type: text, required: true}
  金额: money
  税额: money
  合计: =SUM(金额:税额)
"""
TABLE = """sheet: 总表
kind: table
form: 表1
columns: {项目: label, 数: money}
rows:
  收入: {sum: 明细.金额}
  税: {sum: 明细.税额}
  共计: {formula: =收入+税, style: total}
note: [注一, 注二]
"""
CHECKS = """checks:
  共计等于各项之和:
    id: A1
    that: 总表.共计.数 = 总表.收入.数+总表.税.数
"""
BASE: Mapping[str, str] = {
    "book.yaml": BOOK.format(name="base"),
    "1-录入/01-单位.yaml": UNIT,
    "1-录入/02-明细.yaml": LIST,
    "2-表/01-总表.yaml": TABLE,
    "3-审核/00-审核.yaml": "sheet: 审核\nkind: checks\n",
    "3-审核/01-平衡.yaml": CHECKS,
}


def child(**book: object) -> str:
    """A book.yaml that changes base."""
    return "".join(f"{key}: {value}\n" for key, value in {"book": "place/2022", "extends": "base", **book}.items())


def write(folder: Path, specs: Mapping[str, Mapping[str, str]]) -> Path:
    """specs/<name>/<page> for all pages; the folder of the last spec."""
    root = folder
    for name, pages in specs.items():
        root = folder / "specs" / name
        for page, text in pages.items():
            (root / page).parent.mkdir(parents=True, exist_ok=True)
            (root / page).write_text(text, encoding="utf-8")
    return root


def based(folder: Path, pages: Mapping[str, str], base: Mapping[str, str] = BASE) -> Path:
    """A spec place/2022 that extends base; its folder."""
    return write(folder, {"base": base, "place/2022": {"book.yaml": child(), **pages}})
