"""Small specs for tests: a few pages in a folder, made-up data, and the whole chain."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

from made import Made, make
from workbook.data import Explanation, SheetData, UnitData
from workbook.finding.catalogue import render
from workbook.spec.load import load_spec
from workbook.spec.spec import Spec

BOOK = """
    book: small
    title: 【年度】年度部门决算
    year: 2021
    place: 某市
    names: {单位: 单位信息.单位名称, 年度: 单位信息.年度, 上年: 单位信息.上年度, 换算: 单位信息.换算系数}
    scale: 单位信息.换算系数
    money_unit: 单位信息.金额单位
    codes:
      科目: {file: 科目.csv, title: 科目, levels: {类: 3, 款: 5, 项: 7}}
    parts:
      - {folder: "1", title: 全部}
"""
CODES = """
    code,name,level
    201,公共,类
    20101,人大,款
    2010101,人大运行,项
    2010102,人大会议,项
    20103,政府,款
    2010301,政府运行,项
    205,教育,类
    20502,普通教育,款
    2050201,学前,项
"""
UNIT = """
    sheet: 单位信息
    kind: entry
    fields:
      基本信息: {单位名称: text, 年度: year, 金额单位: {type: choice, of: [元, 万元]}}
      自动计算:
        上年度: {type: year, formula: =年度-1}
        换算系数: {type: count, formula: '=IF(金额单位="元",10000,1)'}
"""
LIST = """
    sheet: 支出
    kind: entry
    rows: {list: 6}
    columns:
      科目编码: {type: code, list: 科目, required: true}
      科目名称: {lookup: 科目.名称, by: 科目编码}
      资金: {type: choice, of: [财政, 其他]}
      预算: money
      基本: money
      项目: money
      合计: =SUM(基本:项目)
"""
FORM = """
    sheet: 资料
    kind: entry
    fields:
      数:
        本年: money
        上年: money
        人数: {type: count, unit: 人}
        占比: rate
        原因: text
"""


def spec_of(pages: Mapping[str, str] | None = None, book: str = "") -> Spec:
    """The base pages (单位信息, 支出, 资料, code list 科目) and further ones; `book` is added to book.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "small"
        (root / "1").mkdir(parents=True)
        (root / "book.yaml").write_text(dedent(BOOK) + dedent(book), "utf-8")
        (root / "科目.csv").write_text(dedent(CODES).lstrip(), "utf-8")
        everything = {"01": UNIT, "02": LIST, "03": FORM} | dict(pages or {})
        for name, text in everything.items():
            (root / "1" / f"{name}.yaml").write_text(dedent(text).lstrip(), "utf-8")
        spec, findings = load_spec(root)
    assert spec is not None, [render(f, "en") for f in findings]
    assert not findings, [render(f, "en") for f in findings]
    return spec


def unit(
    spending: tuple[tuple[str, str, str, str, str], ...] = (),
    facts: Mapping[str, str] | None = None,
    *,
    money: str = "万元",
    explanations: Mapping[str, tuple[str, str]] | None = None,
) -> UnitData:
    """spending: (科目编码, 资金, 预算, 基本, 项目), "" is a blank; facts: 资料 by 项目.

    explanations: check → (why, difference).
    """
    columns = ("科目编码", "资金", "预算", "基本", "项目")
    texts = ("科目编码", "资金", "原因")

    def value(name: str, text: str) -> Decimal | str | None:
        return None if text == "" else text if name in texts else Decimal(text)

    rows = tuple({n: value(n, t) for n, t in zip(columns, row, strict=True)} for row in spending)
    sheets = {
        "单位信息": SheetData(fields={"单位名称": "某局", "年度": Decimal(2021), "金额单位": money}),
        "支出": SheetData(rows=rows),
        "资料": SheetData(fields={n: value(n, t) for n, t in (facts or {}).items()}),
    }
    told = {k: Explanation(k, why, Decimal(gap) if gap else None) for k, (why, gap) in (explanations or {}).items()}
    return UnitData("", "某局", "2021", money, "small", sheets, (), told)


def run(pages: Mapping[str, str] | None = None, data: UnitData | None = None, *, clean: bool = True) -> Made:
    return make(spec_of(pages), data or unit(), clean=clean)


def one_cell(formula: str) -> str:
    """A page with a table of one cell, 表.甲.数, which holds the formula."""
    quoted = formula.replace("'", "''")
    return (
        f"sheet: 表\nkind: table\ncolumns: {{项目: label, 数: number}}\nrows: {{甲: {{columns: {{数: '{quoted}'}}}}}}\n"
    )


def value_of(formula: str, data: UnitData | None = None) -> object:
    """What a formula gives in a table's only cell."""
    return run({"10": one_cell(formula)}, data).get("表.甲.数")


def told(text: str, data: UnitData | None = None) -> str:
    """What a sentence says, without the indent of a paragraph."""
    page = f"""
        sheet: 说明
        kind: text
        sections:
          - name: 段
            paragraphs:
              - '{text.replace("'", "''")}'
    """
    found = run({"10": page}, data).get("说明.段.1")
    return found.removeprefix("　　") if isinstance(found, str) else ""


def codes_of(formula: str) -> list[tuple[str, dict[str, str]]]:
    """Findings of a formula that is not right: code and facts."""
    return [(f.code, dict(f.facts)) for f in run({"10": one_cell(formula)}, clean=False).findings]
