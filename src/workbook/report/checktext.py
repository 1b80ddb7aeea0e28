"""Reports of `check` for people: a table as wide as the terminal, plain lines elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from workbook.finding.catalogue import Lang
from workbook.report.model import Item, Report, Short, Status
from workbook.report.text import COLORS, LEVEL_WORDS

STATUS_WORDS: Mapping[str, Mapping[Status, str]] = {
    "zh": {"accepted": "通过", "rejected": "不通过", "unreadable": "不能核对"},
    "en": {"accepted": "accepted", "rejected": "rejected", "unreadable": "unreadable"},
}
_STATUS_COLORS: Mapping[Status, str] = {"accepted": "bold green", "rejected": "bold red", "unreadable": "bold red"}
_HEADS = {"zh": ("级别", "代码", "位置", "内容"), "en": ("Level", "Code", "Place", "What and how to mend it")}
_FEW = 3


def heading(report: Report) -> str:
    """file: status, counts, unit, template."""
    lang, template = report.lang, report.template
    words = LEVEL_WORDS[lang]
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    told = [
        f"{words[level]} {count} 条" if lang == "zh" else f"{count} {words[level]}"
        for level, count in report.counts.items()
        if count
    ]
    who = " · ".join(part for part in (report.unit, template.id) if part)
    line = report.file + colon + comma.join([STATUS_WORDS[lang][report.status], *told])
    return f"{line}  {who}" if who else line


def report_lines(report: Report) -> Iterator[str]:
    """The heading, then each finding on one line, what follows from it on a line below."""
    lang = report.lang
    yield heading(report)
    for item in report.findings:
        colon = "：" if lang == "zh" else ": "
        where = " ".join(part for part in (item.place, item.name if item.cells else "") if part)
        yield f"{LEVEL_WORDS[lang][item.level]} {item.code} {where}{colon if where else ''}{said(item, lang)}"
        if item.consequences:
            yield "    " + followed(item, lang)


def report_table(report: Report) -> RenderableType:
    """The same for a terminal. Texts from files are shown as they are, never as markup."""
    lang = report.lang
    head = Text(heading(report), style=_STATUS_COLORS[report.status])
    if not report.findings:
        return head
    made = Table(show_lines=True, expand=True)
    for i, column in enumerate(_HEADS[lang]):
        made.add_column(column, overflow="fold", no_wrap=i < 2, ratio=(None, None, 2, 5)[i])
    for item in report.findings:
        place = Text(item.place)
        if item.cells and item.name:
            place.append(f"\n{item.name}", "dim")
        text = Text(said(item, lang))
        if item.consequences:
            text.append("\n" + followed(item, lang), "dim")
        made.add_row(Text(LEVEL_WORDS[lang][item.level], style=COLORS[item.level]), item.code, place, text)
    return Group(head, made)


def said(item: Item, lang: Lang) -> str:
    """What is wrong and what to do."""
    if lang == "zh":
        return f"{item.message}。{item.hint}。"
    return f"{item.message[:1].upper()}{item.message[1:]}. {item.hint[:1].upper()}{item.hint[1:]}."


def followed(item: Item, lang: Lang) -> str:
    """How many findings follow from it, and the first of them."""
    kinds = Counter[str]()
    for short in item.consequences:
        kinds[short.code] += short.count
    total = sum(kinds.values())
    told = (", " if lang == "en" else "、").join(_named(short) for short in item.consequences[:_FEW])
    more = len(item.consequences) > _FEW
    if lang == "zh":
        return f"由此引起 {total} 处：{told}{' 等' if more else ''}"
    return f"{total} more follow from it: {told}{' …' if more else ''}"


def _named(short: Short) -> str:
    return f"{short.code} {short.sheet}!{short.cells}" if short.cells else short.code
