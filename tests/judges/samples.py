"""A small grid that has one of everything, for tests of writers and judges."""

from __future__ import annotations

from decimal import Decimal

from workbook.grid.model import (
    Conditional,
    Grid,
    GridCell,
    GridChart,
    GridSeries,
    GridSheet,
    Link,
    Page,
    Properties,
    Style,
    Validation,
)

AMOUNT = Style(number="#,##0.00", align="right", border="thin", unlocked=True)
CODE = Style(number="@", border="thin", unlocked=True)
TITLE = Style(bold=True, size=16, align="center", fill="D9E1F2")


def sample() -> Grid:
    """Two visible sheets and a hidden one; 收支 has inputs in rows 3–5, formulas in row 6 and beside them."""
    cells = {
        (1, 1): GridCell("收支总表", style=TITLE),
        (2, 1): GridCell("科目编码", style=Style(bold=True)),
        (2, 2): GridCell("金额", style=Style(bold=True)),
        (3, 1): GridCell("2010301", style=CODE),
        (4, 1): GridCell("0107", style=CODE),
        (5, 1): GridCell("=1+1", style=CODE),
        (3, 2): GridCell(Decimal("3051.91"), style=AMOUNT),
        (4, 2): GridCell(Decimal("1234567890123.4567"), style=AMOUNT),
        (5, 2): GridCell(None, style=AMOUNT),
        (6, 2): GridCell(None, "=SUM(B3:B5)", Style(number="0.00")),
        (3, 3): GridCell(None, '=IF(B3>0,"有","")'),
        (4, 3): GridCell(None, '=IF(B4>0,"","无")'),
        (5, 3): GridCell(None, "=ISBLANK(B5)"),
        (6, 3): GridCell(None, "=B5"),
        (7, 3): GridCell(None, '=LEFT(A4,2)&"<&>"'),
    }
    bars = GridSeries("收支", (2, 2), (3, 1, 5, 1), (3, 2, 5, 2))
    main = GridSheet(
        key="收支",
        name="收支",
        cells=cells,
        merges=((1, 1, 1, 3), (2, 3, 2, 3)),
        widths={1: 14, 2: 24},
        heights={1: 30},
        hidden_rows=frozenset({9}),
        hidden_columns=frozenset({5}),
        freeze=(3, 2),
        filter=(2, 1, 5, 3),
        page=Page(landscape=True, area=(1, 1, 7, 3), repeat_rows=(1, 2), footer="&C第 &P 页，共 &N 页"),
        validations=(
            Validation((3, 2, 5, 2), "decimal", low="0", title="金额", prompt="请填金额", error="须是不小于 0 的数"),
            Validation((3, 3, 3, 3), "list", source="有,无", strict=False),
            Validation((4, 4, 4, 4), "date", low="2021-01-01", high="2021-12-31", title="字" * 40, error="错" * 300),
            Validation((5, 4, 5, 4), "length", high="200"),
            Validation((6, 4, 6, 4), "custom", source="=LEN(D6)<9"),
            Validation((7, 4, 7, 4), "any", title="说明", prompt="可不填"),
            Validation((8, 4, 8, 4), "whole"),
        ),
        conditionals=(Conditional((3, 2, 5, 2), "=$B3<0", Style(color="C00000", fill="FFE699", bold=True)),),
        links={(1, 1): Link("3 说明", "B2", "去看说明")},
        charts=(
            GridChart("column", "支出", (bars,), 10, 1, 480, 288, "0.00", "各科目金额的柱形图"),
            GridChart("bar", "支出条形", (bars,), 26, 1, 480, 288, "0.00", "各科目金额的条形图"),
            GridChart("pie", "结构", (bars,), 42, 1, 480, 288, "0.0%", "各科目占比的饼图", percent_labels=True),
        ),
        tab_color="1F4E79",
        zoom=90,
    )
    notes = GridSheet("说明", "3 说明", {(2, 2): GridCell(None, '="合计"&TEXT(收支!B6,"0.00")&"万元"')}, protect=False)
    hidden = GridSheet("标识", "标识", {(1, 1): GridCell("hubei/2021")}, visibility="hidden")
    properties = Properties(
        title="决算公开",
        author="办公室",
        company="区政府办",
        keywords="template=hubei/2021",
        custom={"模板": "hubei/2021"},
    )
    return Grid((hidden, main, notes), {"单位": "=收支!$A$1"}, properties, active="收支")
