"""Pages of finding codes: the importer's rules from their own files, others from the catalogue and the data here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from workbook.explain.page import HEADINGS, Page
from workbook.finding import Finding, Place, render
from workbook.finding.catalogue import LEVELS, Lang, remedy, title, what
from workbook.judge.rules import RULES
from workbook.report import LEVEL_WORDS


def finding_page(code: str, lang: Lang) -> Page:
    """The page of a finding's code. Unknown code: KeyError."""
    level = LEVEL_WORDS[lang][LEVELS[code]]
    own = next((rule for rule in RULES if rule.code == code), None)
    if own is not None:
        sections = _sections(own.zh if lang == "zh" else own.en, lang)
        return Page(code, title(code, lang), level, *sections)
    bare = Finding(code, LEVELS[code])
    looks = _reasons(code).get(f"looks_{lang}") or _sentence(what(bare, lang), lang)
    mend = _sentence(remedy(bare, lang), lang)
    return Page(code, title(code, lang), level, looks, reason(code, lang), render(example(code), lang), mend)


def example(code: str) -> Finding:
    """A finding as it may turn up."""
    facts = dict(_data("examples.yaml")[code])
    place = _place(str(facts.pop("at", "")))
    return Finding(code, LEVELS[code], place, {key: str(value) for key, value in facts.items()})


def _sections(text: str, lang: Lang) -> tuple[str, str, str, str]:
    """The four texts of a rule's docstring, each in one line."""
    colon = "：" if lang == "zh" else ":"
    pieces = re.split(rf"^(?:{'|'.join(HEADINGS[lang])}){colon}\s*", text.strip(), flags=re.MULTILINE)
    glue = "" if lang == "zh" else " "
    first, second, third, fourth = (glue.join(line.strip() for line in p.splitlines()) for p in pieces[1:])
    return first.strip(), second.strip(), third.strip(), fourth.strip()


def reason(code: str, lang: Lang) -> str:
    """Why it matters: the code's own reason, or that of its group."""
    return next((own for n in range(len(code), 0, -1) if (own := _reasons(code[:n]).get(lang, ""))), "")


def group_title(group: str, lang: Lang) -> str:
    """What the codes that begin so are about."""
    return _reasons(group).get(f"title_{lang}", "")


def _reasons(code: str) -> Mapping[str, str]:
    return {key: str(value) for key, value in _data("reasons.yaml").get(code, {}).items()}


def _sentence(text: str, lang: Lang) -> str:
    stop = "。" if lang == "zh" else "."
    text = text[:1].upper() + text[1:]
    return text if text.endswith(("。", ".", "？", "?")) else text + stop


def _place(at: str) -> Place:
    if "!" in at:
        sheet, _, rest = at.partition("!")
        cell, _, name = rest.partition(" ")
        return Place(sheet=sheet, cell=cell, name=name)
    file, *numbers = at.split(":")
    if numbers:
        return Place(file, int(numbers[0]), int(numbers[1]))
    return Place(file) if "." in at or "/" in at else Place(sheet=at)


@lru_cache
def _data(name: str) -> Mapping[str, Mapping[str, object]]:
    text = files("workbook.explain").joinpath(name).read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, object]] = yaml.safe_load(text)
    return loaded
