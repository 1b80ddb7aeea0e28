"""Reports of `check` for people: a table as wide as the terminal, plain lines elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from workbook.finding.catalogue import Lang
from workbook.formula.areas import shortened
from workbook.report.model import Item, Report, Short, Status
from workbook.report.text import COLORS, LEVEL_WORDS

STATUS_WORDS: Mapping[str, Mapping[Status, str]] = {
    "zh": {"accepted": "通过", "rejected": "不通过", "unreadable": "不能核对"},
    "en": {"accepted": "accepted", "rejected": "rejected", "unreadable": "unreadable"},
}
_STATUS_COLORS: Mapping[Status, str] = {"accepted": "bold green", "rejected": "bold red", "unreadable": "bold red"}
_HEADS = {"zh": ("级别", "代码", "位置", "内容"), "en": ("Level", "Code", "Place", "What and how to mend it")}
_FEW = 3
_SOME = 8


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
        where = " ".join(part for part in (item.place, *called(item)) if part)
        yield f"{LEVEL_WORDS[lang][item.level]} {item.code} {where}{colon if where else ''}{said(item, lang)}"
        for line in below(item, lang):
            yield "    " + line


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
        for name in called(item):
            place.append(f"\n{name}", "dim")
        text = Text(said(item, lang))
        for line in below(item, lang):
            text.append("\n" + line, "dim")
        made.add_row(Text(LEVEL_WORDS[lang][item.level], style=COLORS[item.level]), item.code, place, text)
    return Group(head, made)


def called(item: Item) -> tuple[str, ...]:
    """A cell's name, and what stands at the head of its row where the name only counts rows (支出明细.1.基本支出).

    A check's sentence begins with its own id, and needs no name before it.
    """
    if not item.cells or not item.name or item.code.startswith("K"):
        return ()
    about = item.row_label.partition(" ")[2]
    return (item.name, f"（{about}）") if about and about not in item.name else (item.name,)


def below(item: Item, lang: Lang) -> Iterator[str]:
    """What follows from a finding, and which checks look at its cells."""
    if item.consequences:
        yield followed(item, lang)
    if item.checks:
        told = ("、" if lang == "zh" else ", ").join(item.checks[:_SOME])
        more = len(item.checks) > _SOME
        if lang == "zh":
            yield f"与它有关的审核还有 {len(item.checks)} 项：{told}{' 等' if more else ''}"
        else:
            yield f"{len(item.checks)} more checks hang on it: {told}{' …' if more else ''}"


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
    if not short.cells:
        return short.code
    check = short.name.split(".", 1)[1].rpartition(".")[0] if short.code.startswith("K") and "." in short.name else ""
    return f"{short.code} {short.sheet}!{shortened(short.cells)}{f' {check}' if check else ''}"
