"""How a campaign stands, as one page that needs nothing beside it: overview, charts, every unit with its findings."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbook.bureau.standing import Overview
from workbook.bureau.standingtext import STATE_WORDS, dispute_said, files_line, place
from workbook.bureau.states import State
from workbook.bureau.tree import parents
from workbook.finding.catalogue import Lang, remedy, title
from workbook.report import LEVEL_WORDS, message

_FOLDER = Path(__file__).with_name("page")
LINES = 20_000
"""Findings that one page holds; of many units fewer of each are shown."""

_BAR, _REASON = 600, 300
"""Widths of whole bars: of all units, of the reason that concerns most of them."""

WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "title": "收集情况", "skip": "跳到各单位", "overview": "概览", "state": "状态", "units": "单位",
        "parent": "上级单位", "contact": "联系人", "files": "份数",
        "counted": "错误 {errors} 处，连警告和提示共 {n} 条", "counts": "采用", "latest": "最近收到",
        "year": "年度", "all": "全部", "search": "查找",
        "search_hint": "单位、文件、问题（按 / 键）", "reset": "全部显示", "filter": "筛选",
        "shown": "显示 {n} 个单位，共 {m} 个", "reasons": "最多的问题", "seen": "{n} 个单位，{m} 处",
        "strays": "不知道是谁的文件", "dropped": "已不在名册", "newer": "更新的一份没有通过", "guessed": "按文件名归属",
        "more": "还有 {n} 处，见 workbook chase", "keys": "键盘：/ 查找，Esc 全部显示",
        "conflicts": "要由人裁定（workbook decide）", "waits": "待裁定：",
        "unfinished": "收集没有做完，这里只有到现在为止的结果", "hint": "处理：", "reason": "问题",
    },
    "en": {
        "title": "How collecting stands", "skip": "Skip to the units", "overview": "Overview", "state": "State",
        "units": "Units", "parent": "Parent", "contact": "Contact", "files": "Files",
        "counted": "{errors} errors, with warnings and info {n}", "counts": "counts", "latest": "newest",
        "year": "Year", "all": "all", "search": "Search",
        "search_hint": "unit, file, finding (key /)", "reset": "Show all",
        "filter": "Filter", "shown": "{n} of {m} units shown", "reasons": "Reasons most seen",
        "dropped": "no longer in the register",
        "seen": "{n} units, {m} times", "strays": "Files of nobody", "newer": "a newer one was not accepted",
        "guessed": "known by the file's name", "more": "{n} more, see workbook chase",
        "keys": "Keys: / search, Esc show all", "conflicts": "To be decided by a person (workbook decide)",
        "waits": "To decide: ", "unfinished": "A collecting is not finished: this is what is known until now",
        "hint": "To do: ", "reason": "Reason",
    },
}  # fmt: skip


def overview_html(overview: Overview, lang: Lang = "zh") -> str:
    """The page. Equal overviews give the same bytes. Every text of a file is escaped; only our own script may run."""
    return "".join(overview_page(overview, lang))


def overview_page(overview: Overview, lang: Lang = "zh") -> Iterator[str]:
    """The same piece by piece: of thousands of units it is long."""
    above = parents(overview.units)
    style = (_FOLDER / "page.css").read_text("utf-8")
    script = (_FOLDER / "page.js").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("page.html").generate(
        lang="zh-CN" if lang == "zh" else "en",
        words=WORDS[lang],
        states=overview.states,
        state_words=STATE_WORDS[lang],
        level_words={level.name.lower(): word for level, word in LEVEL_WORDS[lang].items()},
        overview=overview,
        files=files_line(overview, lang),
        slices=_slices(overview),
        reasons=_reasons(overview, lang),
        above=above,
        parents=sorted(set(above.values())),
        years=sorted({unit.year for unit in overview.units}),
        most=max(3, LINES // max(1, len(overview.units))),
        said=lambda told: message(told.finding, told.count, lang),
        todo=lambda told: remedy(told.finding, lang),
        heading=lambda told: title(told.code, lang),
        place=place,
        disputed=lambda dispute: dispute_said(dispute, lang),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    )


def _slices(overview: Overview) -> list[tuple[State, int, float, float]]:
    """State, units, and where its piece of the one bar begins and how wide it is."""
    total = max(1, len(overview.units))
    slices: list[tuple[State, int, float, float]] = []
    at = 0.0
    for state, count in overview.counts.items():
        width = _BAR * count / total
        slices.append((state, count, round(at, 2), round(width, 2)))
        at += width
    return slices


def _reasons(overview: Overview, lang: Lang) -> list[tuple[str, str, int, int, float]]:
    """Code, title, units, times, width of its bar."""
    first = overview.reasons[:12]
    most = max((reason.units for reason in first), default=1)
    return [(r.code, title(r.code, lang), r.units, r.times, round(_REASON * r.units / most, 2)) for r in first]


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
