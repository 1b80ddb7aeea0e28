"""All pages as one document: the importer's rules in full, other findings and the checks in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook.book.rolling import with_checks
from workbook.explain.checks import check_page
from workbook.explain.findings import finding_page, group_title, reason
from workbook.explain.page import HEADINGS, RELATION, Page
from workbook.finding.catalogue import LEVELS, Lang
from workbook.spec.spec import Spec

ORDER = (
    "R1",
    "R2",
    "R3",
    "R4",
    "R5",
    "R6",
    "M1",
    "M2",
    "M3",
    "J1",
    "F1",
    "K1",
    "I1",
    "Y1",
    "U2",
    "H1",
    "L1",
    "D1",
    "S1",
    "S2",
    "E0",
    "G1",
)

_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "title": "提示与审核一览",
        "intro": "由程序生成，不要手工改动。命令 `workbook explain 编号` 显示同样的内容。"
        "级别：严重、错误（都不能接收）、警告、提示。",
        "rules": "只有导入时才能看出的问题",
        "checks": "审核表的每一行",
        "code": "编号",
        "what": "内容",
        "level": "级别",
    },
    "en": {
        "title": "All findings and checks",
        "intro": "Generated, do not edit. `workbook explain CODE` shows the same. Levels: fatal, error (neither is "
        "accepted), warning, info. The checks are told in the spec's own words.",
        "rules": "What only an importer can see",
        "checks": "The lines of the check sheet",
        "code": "Code",
        "what": "What it is",
        "level": "Level",
    },
}


def document(spec: Spec, lang: Lang) -> str:
    """The whole document in Markdown."""
    words = _WORDS[lang]
    lines = [f"# {words['title']}", words["intro"], ""]
    for group in ORDER:
        codes = [code for code in LEVELS if code.startswith(group)]
        if group == "J1":
            lines += _rules(codes, lang)
        elif codes:
            lines += _group(group, codes, lang)
    lines += [f"## {words['checks']}", ""]
    pages = [page for _, check in with_checks(spec).checks if (page := check_page(spec, str(check.id), lang))]
    heads = (words["code"], words["what"], words["level"], RELATION[lang], HEADINGS[lang][1])
    lines += _table(heads, ((p.code, p.title, p.level, _code(p.formula) or p.looks, p.why) for p in pages))
    return "\n".join(lines).rstrip() + "\n"


def _rules(codes: list[str], lang: Lang) -> list[str]:
    lines = [f"## {_WORDS[lang]['rules']}", ""]
    for code in codes:
        page = finding_page(code, lang)
        lines += [f"### {code} {_plain(page.title)}（{page.level}）" if lang == "zh" else _english_head(page), ""]
        mark = "：" if lang == "zh" else ":"
        for heading, text in page.sections(lang):
            lines += [f"**{heading}{mark}** {_plain(text)}", ""]
    return lines


def _english_head(page: Page) -> str:
    return f"### {page.code} {_plain(page.title)} ({page.level})"


def _group(group: str, codes: list[str], lang: Lang) -> list[str]:
    words, (_, _, example, mend) = _WORDS[lang], HEADINGS[lang]
    pages = [finding_page(code, lang) for code in codes]
    lines = [f"## {group_title(group, lang)}", "", _plain(reason(group, lang)), ""]
    heads = (words["code"], words["what"], words["level"], mend, example)
    lines += _table(heads, ((p.code, p.title, p.level, p.mend, p.example) for p in pages))
    own = [f"- {page.code}: {_plain(page.why)}" for page in pages if page.why != reason(group, lang)]
    return [*lines, *own, ""] if own else lines


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    lines = [_row(heads), _row("---" for _ in heads)]
    lines += [_row(cell if cell.startswith("`") else _plain(cell) for cell in row) for row in rows]
    return [*lines, ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(formula: str) -> str:
    return f"`{formula.replace('|', '¦')}`" if formula else ""


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
