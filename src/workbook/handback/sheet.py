"""问题清单: one line for each issue, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbook.finding import Level
from workbook.finding.catalogue import Lang
from workbook.grid.model import GridCell, GridSheet, Link, Page, Style
from workbook.grid.styles import AMBER, RED, style
from workbook.handback.issues import Issue
from workbook.layout import address
from workbook.report import LEVEL_WORDS

_TITLES = {"zh": "问题清单", "en": "Issues"}
_HEADS = {
    "zh": ("序号", "级别", "位置", "名称", "问题", "填报内容", "应为", "怎么改", "连带的问题", "代码"),
    "en": ("No.", "Level", "Place", "Name", "Problem", "Found", "Expected", "What to do", "Will go with it", "Code"),
}
_WIDTHS = (6, 7, 20, 28, 50, 18, 20, 40, 34, 8)
_HELP = {
    "zh": "点“位置”可以跳到有问题的单元格，那里有底色和批注：红色必须改正，黄色请核对，蓝色是已经恢复的公式或文字，"
    "颜色浅的是由别处的问题引起的。"
    "请直接在本工作簿的单元格里改正，存盘后交回；本表不用填，也不会被读取。",
    "en": "“Place” leads to the cell, which is coloured and has a note: red must be corrected, yellow looked at, blue "
    "is a formula or text that has been restored, pale is what follows from something else. Correct the cells of this "
    "workbook, save and return it; nothing is read from this sheet.",
}
_NONE = {"zh": "没有发现问题。", "en": "Nothing was found."}
_FILLS = {Level.FATAL: RED, Level.ERROR: RED, Level.WARNING: AMBER}
HEAD_ROW = 3


def issue_sheet(issues: Sequence[Issue], tabs: Mapping[str, str], lang: Lang) -> GridSheet:
    """The sheet; its tab is one that the workbook does not have yet. tabs: of its sheets, by their keys."""
    title = _TITLES[lang]
    name, number = title, 2
    while name in tabs.values():
        name, number = f"{title}_{number}", number + 1
    last = len(_WIDTHS)
    cells = {(1, 1): GridCell(title, "", style("title")), (2, 1): GridCell(_HELP[lang], "", style("help"))}
    for column, head in enumerate(_HEADS[lang], 1):
        cells[HEAD_ROW, column] = GridCell(head, "", style("head"))
    links: dict[tuple[int, int], Link] = {}
    for row, issue in enumerate(issues, HEAD_ROW + 1):
        for column, (value, look) in enumerate(_line(row - HEAD_ROW, issue, lang), 1):
            cells[row, column] = GridCell(value, "", look)
        if issue.spot is not None:
            key, *cell = issue.spot
            links[row, 3] = Link(tabs[key], address(*cell), issue.name)
    if not issues:
        cells[HEAD_ROW + 1, 1] = GridCell(_NONE[lang], "", style("text"))
    bottom = HEAD_ROW + max(1, len(issues))
    return GridSheet(
        key="",
        name=name,
        cells=cells,
        merges=((1, 1, 1, last), (2, 1, 2, last)),
        widths=dict(enumerate(_WIDTHS, 1)),
        heights={1: 30},
        freeze=(HEAD_ROW + 1, 1),
        filter=(HEAD_ROW, 1, bottom, last),
        page=Page(landscape=True, area=(1, 1, bottom, last), repeat_rows=(HEAD_ROW, HEAD_ROW)),
        links=links,
        protect=False,
        tab_color="EB5757",
    )


def _line(number: int, issue: Issue, lang: Lang) -> tuple[tuple[int | str, Style], ...]:
    wrap, center = style("wrap"), style("wrap.center")
    place = replace(wrap, color="1F4E9E", underline=True) if issue.spot is not None else wrap
    return (
        (number, center),
        (LEVEL_WORDS[lang][issue.level], replace(center, fill=_FILLS.get(issue.level, ""))),
        (issue.place, place),
        (issue.name, wrap),
        (issue.problem, wrap),
        (issue.found, wrap),
        (issue.expected, wrap),
        (issue.todo, wrap),
        (issue.hangs, wrap),
        (issue.code, center),
    )
