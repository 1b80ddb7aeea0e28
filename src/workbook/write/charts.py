"""Charts: native, readable when printed in grey, with Chinese fonts and an alternative text."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart_bar import ChartBar
from xlsxwriter.chart_column import ChartColumn
from xlsxwriter.chart_pie import ChartPie
from xlsxwriter.worksheet import Worksheet

from workbook.grid.model import GridChart, GridSeries
from workbook.write.package import GridWorkbook

FONT = "微软雅黑"
_COLORS = ("#1F4E79", "#9DC3E6", "#7F7F7F", "#F4B183", "#44546A", "#D9D9D9", "#548235", "#FFE699")
"""Neighbours differ in lightness, so that they stay apart without colour."""
_SLICES = ("#8FB4DC", "#FBE0C3", "#B7B7B7", "#FFE699", "#A9D18E", "#E4DFEC")
"""Light enough for dark labels inside, which is where programs put those that fit."""
_INK = "#404040"
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}


class _ChineseFonts:
    """Names each font for East Asian text too; XlsxWriter names it for Latin text only."""

    def _write_a_latin(self, attributes: list[tuple[str, Any]]) -> None:
        super()._write_a_latin(attributes)  # type: ignore[misc]
        self._xml_empty_tag("a:ea", attributes)  # type: ignore[attr-defined]


class _Column(_ChineseFonts, ChartColumn):  # type: ignore[misc]
    pass


class _Bar(_ChineseFonts, ChartBar):  # type: ignore[misc]
    pass


class _Pie(_ChineseFonts, ChartPie):  # type: ignore[misc]
    pass


_KINDS = {"column": _Column, "bar": _Bar, "pie": _Pie}


def add_chart(workbook: GridWorkbook, sheet: Worksheet, chart: GridChart) -> None:
    """Place the chart with its top left corner in the cell it names."""
    drawn = workbook.adopt_chart(_KINDS[chart.kind]())
    for number, series in enumerate(chart.series):
        drawn.add_series(_series(chart, series, number))
    drawn.set_title({"name": chart.title, "name_font": _font(12, bold=True), "overlay": False})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    legend = len(chart.series) > 1 or (chart.kind == "pie" and not chart.percent_labels)
    drawn.set_legend({"position": "bottom", "font": _font(9)} if legend else {"none": True})
    if chart.kind != "pie":
        _axes(drawn, chart)
    place = {"object_position": 2, "description": chart.alt}
    if sheet.insert_chart(chart.row - 1, chart.column - 1, drawn, place):
        raise ValueError(f"no place for a chart: row {chart.row}, column {chart.column}")


def _axes(drawn: Any, chart: GridChart) -> None:
    """The first category on the left or at the top; amounts at the left or at the foot, without decimals."""
    categories: dict[str, Any] = {"num_font": _font(9), "line": {"color": "#7F7F7F"}, "major_tick_mark": "none"}
    whole = "%" not in chart.label_format
    amounts: dict[str, Any] = {
        "num_format": "#,##0" if whole else "0%",
        "num_font": _font(9),
        "major_gridlines": _GRID,
        "line": {"none": True},
        "min": 0,  # bars are compared by their lengths
        "max": chart.top,
        "major_unit": chart.top / 5 if chart.top else None,
    }
    if chart.kind == "column":
        drawn.set_x_axis(categories)
        drawn.set_y_axis(amounts)
    else:  # XlsxWriter calls the upright axis y, here that of the categories
        drawn.set_y_axis(categories | {"reverse": True, "major_gridlines": {"visible": False}})
        drawn.set_x_axis(amounts | {"label_position": "high"})  # the foot, once the categories are reversed


def _series(chart: GridChart, series: GridSeries, number: int) -> dict[str, Any]:
    options: dict[str, Any] = {
        "name": [series.sheet, series.name[0] - 1, series.name[1] - 1],
        "categories": [series.sheet, *(n - 1 for n in series.categories)],
        "values": [series.sheet, *(n - 1 for n in series.values)],
        "data_labels": _labels(chart),
    }
    if chart.kind == "pie":
        top, left, bottom, right = series.values
        count = (bottom - top + 1) * (right - left + 1)
        options["points"] = [_slice(n) for n in range(count)]
    else:
        options |= _look(number)
        options |= {"gap": 80, "overlap": -5 if len(chart.series) > 1 else 0}
    return options


def _look(number: int) -> dict[str, Any]:
    return {
        "fill": {"color": _COLORS[number % len(_COLORS)]},
        "border": {"color": "#FFFFFF", "width": 0.75},
    }


def _slice(number: int) -> dict[str, Any]:
    return {
        "fill": {"color": _SLICES[number % len(_SLICES)]},
        "border": {"color": "#7F7F7F", "width": 0.5},
    }


def _labels(chart: GridChart) -> dict[str, Any]:
    """No label for 0: points that are not in use are 0 to a chart."""
    if chart.kind == "pie" and chart.percent_labels:
        share = {"category": True, "percentage": True, "separator": " ", "num_format": "0.00%;;"}
        return share | {"leader_lines": True, "position": "best_fit", "font": _font(9)}
    shown = f"{chart.label_format};-{chart.label_format};"
    return {"value": True, "position": "outside_end", "num_format": shown, "font": _font(9)}


def _font(size: float, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": _INK}
