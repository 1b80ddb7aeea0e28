"""Findings as text: plain lines for pipes and files, a table for terminals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang, remedy, render, what, where

LEVEL_WORDS: Mapping[str, Mapping[Level, str]] = {
    "zh": {Level.FATAL: "严重", Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"},
    "en": {Level.FATAL: "fatal", Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "info"},
}
_HEADS = {"zh": ("级别", "代码", "位置", "内容"), "en": ("Level", "Code", "Place", "Message")}
COLORS = {Level.FATAL: "bold red", Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}


def lines(findings: Iterable[Finding], lang: Lang = "zh") -> list[str]:
    """Level, code and sentence of each, one line each."""
    return [f"{LEVEL_WORDS[lang][f.level]} {f.code} {render(f, lang)}" for f in findings]


def table(findings: Iterable[Finding], lang: Lang = "zh") -> Table:
    """The same in columns, for a terminal. Texts from data are shown as they are, never as markup."""
    made = Table(show_lines=False, expand=False)
    for i, head in enumerate(_HEADS[lang]):
        made.add_column(head, overflow="fold", no_wrap=i < 2)
    for finding in findings:
        level = Text(LEVEL_WORDS[lang][finding.level], style=COLORS[finding.level])
        said, todo = what(finding, lang), remedy(finding, lang)
        stop = "。" if lang == "zh" else ". "
        place = where(finding.place)
        made.add_row(level, finding.code, Text(place), Text(f"{said}{stop}{todo}{stop.strip()}"))
    return made


def summary(findings: Iterable[Finding], lang: Lang = "zh") -> str:
    """Counts by level, the heaviest first; "" when there is nothing to count."""
    counts = Counter(finding.level for finding in findings)
    words = LEVEL_WORDS[lang]
    told = [(words[level], counts[level]) for level in sorted(counts, reverse=True)]
    if lang == "zh":
        return "，".join(f"{word} {count} 条" for word, count in told)
    return ", ".join(f"{count} {word}" for word, count in told)
