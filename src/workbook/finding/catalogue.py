"""The message catalogue: every code's level and wording, and how a finding becomes one sentence.

Facts are text. A fact "@word" or "@word:argument|argument" is looked up in the language's WORDS, so that the
pass that finds something need not know a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from workbook.finding import messages_en, messages_zh
from workbook.finding.finding import Finding, Level, Place

Lang = Literal["zh", "en"]

_MESSAGES = {"zh": messages_zh.MESSAGES, "en": messages_en.MESSAGES}
_WORDS = {"zh": messages_zh.WORDS, "en": messages_en.WORDS}
_JOIN = {"zh": ("：", "。"), "en": (": ", ". ")}

_LIGHTER = {
    "R106": Level.INFO,
    "R222": Level.WARNING,
    "R223": Level.WARNING,
    "R224": Level.WARNING,
    "R408": Level.ERROR,
    "R412": Level.ERROR,
    "R413": Level.ERROR,
    "R414": Level.ERROR,
    "R415": Level.WARNING,
    "R416": Level.ERROR,
    "R418": Level.INFO,
    "R602": Level.INFO,
    "R603": Level.WARNING,
    "D101": Level.INFO,
    "D103": Level.ERROR,
    "D111": Level.WARNING,
    "D116": Level.WARNING,
    "S108": Level.ERROR,
    "S110": Level.FATAL,
    "G114": Level.FATAL,
    "M101": Level.FATAL,
    "M102": Level.FATAL,
    "M103": Level.FATAL,
    "M104": Level.WARNING,
    "M105": Level.WARNING,
    "M107": Level.FATAL,
    "M108": Level.WARNING,
    "M202": Level.WARNING,
    "M203": Level.INFO,
    "M207": Level.WARNING,
    "M208": Level.INFO,
    "M210": Level.FATAL,
    "M211": Level.WARNING,
    "M212": Level.WARNING,
    "M306": Level.WARNING,
    "M311": Level.INFO,
    "M308": Level.WARNING,
    "F106": Level.WARNING,
    **dict.fromkeys(("J103", "J104", "J105", "J106", "J108", "J109", "J110", "J111"), Level.WARNING),
    **dict.fromkeys(("J112", "J116", "J120", "J121", "J122", "J124", "J125", "J129", "J133"), Level.WARNING),
    **dict.fromkeys(("J134", "J135", "J136", "J137", "J138", "J139", "J141", "J142", "J146"), Level.WARNING),
    "J123": Level.INFO,
    "K103": Level.WARNING,
    "K104": Level.WARNING,
    "K105": Level.INFO,
    "K106": Level.INFO,
    "H101": Level.WARNING,
    "H102": Level.WARNING,
    "H103": Level.INFO,
    **dict.fromkeys(("H104", "H105", "H106"), Level.WARNING),
    "I103": Level.INFO,
    "I104": Level.WARNING,
    "I109": Level.WARNING,
    **dict.fromkeys(("U206", "U208", "U213", "U214", "U215", "U218"), Level.WARNING),
    "U210": Level.INFO,
    "U219": Level.INFO,
    "U221": Level.WARNING,
    "U223": Level.WARNING,
    "U220": Level.FATAL,
    **dict.fromkeys(("L101", "L102", "L103", "L104", "L105", "L107", "L112"), Level.FATAL),
    "L121": Level.WARNING,
    "L124": Level.INFO,
    "L125": Level.WARNING,
    "L126": Level.WARNING,
    "L129": Level.WARNING,
    "L130": Level.WARNING,
    "L133": Level.WARNING,
    **dict.fromkeys(("Y104", "Y107", "Y109", "Y111"), Level.INFO),
    **dict.fromkeys(("Y102", "Y105", "Y106", "Y108", "Y112", "Y117"), Level.WARNING),
    "G101": Level.FATAL,
    "G102": Level.FATAL,
    "G103": Level.FATAL,
    "G104": Level.FATAL,
    "G105": Level.FATAL,
    "G106": Level.FATAL,
    "G107": Level.FATAL,
    "G111": Level.FATAL,
    "G112": Level.FATAL,
    "G115": Level.WARNING,
    "G117": Level.FATAL,
    "G118": Level.FATAL,
}


def _usual(code: str) -> Level:
    """R1xx–R5xx: the file is refused."""
    return Level.FATAL if code.startswith(("R1", "R2", "R3", "R4", "R5")) else Level.ERROR


LEVELS: Mapping[str, Level] = MappingProxyType(
    {code: _LIGHTER.get(code, _usual(code)) for code in messages_zh.MESSAGES}
)
"""code → the level it has unless the finding says otherwise; also the list of all codes"""

_FACT = re.compile(r"\{(\w+)\}")
_ARGUMENT = re.compile(r"\{(\d)\}")
_OPTIONAL = re.compile(r"⟦([^⟧]*)⟧")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that nobody sees, some of which turn the text round them the other way: written as \\u202e."""
LONGEST = 80
"""So many characters of what somebody typed are quoted in a message."""
_INNER = str.maketrans("“”", "‘’")
_ASKED_BY_SPEC = frozenset(("K101", "K103", "K104"))
"""checks whose own remedy says no more than that of the spec's text (`why`), where that has one"""
_NAMES = frozenset(("sheet", "list", "column", "what", "row", "key"))
"""Names, whose own quotation marks become single ones between others; a text is quoted as it stands, since somebody may
have to type it.
"""
_LONG = {"path": 400, "rows": 400, "cells": 400, "what": 400}


def found(code: str, place: Place | None = None, level: Level | None = None, /, **facts: object) -> Finding:
    """A finding with the catalogue's level. Facts None or "" are left out. Unknown code: KeyError."""
    usual = LEVELS[code]
    texts = {k: str(v) for k, v in facts.items() if v is not None and str(v) != ""}
    return Finding(code, level or usual, place or Place(), texts)


def title(code: str, lang: Lang = "zh") -> str:
    """The short title of a code."""
    return _MESSAGES[lang][code][0]


def facts_of(code: str, lang: Lang = "zh") -> frozenset[str]:
    """The names of the facts that a code's sentences use."""
    return frozenset(_FACT.findall("".join(_MESSAGES[lang][code])))


def where(place: Place) -> str:
    """file:line:column, or sheet!cell and the cell's name, or the name; "" when nothing is known."""
    if place.file:
        parts = [place.file, *(str(n) for n in (place.line, place.column) if n)]
        return ":".join(parts)
    cell = f"{place.sheet}!{place.cell}" if place.sheet and place.cell else place.sheet
    if cell and place.name:
        return f"{cell} {place.name}"
    return cell or place.name


def what(finding: Finding, lang: Lang = "zh") -> str:
    """What is wrong and why, without the place. Facts that the sentence does not take up are for the program alone."""
    return _fill(_MESSAGES[lang][finding.code][1], finding.facts, lang)


def remedy(finding: Finding, lang: Lang = "zh") -> str:
    """What to do about it. Where the text of a check asks for something already, this is all of it."""
    why = _say(finding.facts.get("why", ""), lang)
    if lang == "zh" and finding.code in _ASKED_BY_SPEC and "请" in why:
        return why.rstrip("。")
    return _fill(_MESSAGES[lang][finding.code][2], finding.facts, lang)


def render(finding: Finding, lang: Lang = "zh") -> str:
    """One sentence: where, what (quoting the text), why, what to do. Unknown code: KeyError."""
    colon, stop = _JOIN[lang]
    place = where(finding.place)
    said, todo = what(finding, lang), remedy(finding, lang)
    if lang == "en":
        said, todo = said[:1].upper() + said[1:], todo[:1].upper() + todo[1:]
    return f"{place}{colon if place else ''}{said}{stop}{todo}{stop.strip()}"


def _fill(template: str, facts: Mapping[str, str], lang: Lang) -> str:
    def piece(match: re.Match[str]) -> str:
        text = match.group(1)
        return text if all(facts.get(name) for name in _FACT.findall(text)) else ""

    def fact(match: re.Match[str]) -> str:
        name = match.group(1)
        said = _say(facts.get(name, "…"), lang, _LONG.get(name, LONGEST))
        quoted = whole[: match.start()].endswith("“") and whole[match.end() :].startswith("”")
        return said.translate(_INNER) if quoted and name in _NAMES else said

    whole = _OPTIONAL.sub(piece, template)
    return _FACT.sub(fact, whole)


def say(fact: str, lang: Lang = "zh") -> str:
    """A fact as people read it, whole: words of the catalogue are said, signs that nobody sees are written out."""
    word, _, rest = fact[1:].partition(":")
    arguments = rest.split("|")
    if not fact.startswith("@") or word not in _WORDS[lang]:
        return _UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), fact)
    wanted = _WORDS[lang][word]
    # What somebody typed may look like a word too.
    return wanted.format(*arguments) if len(set(_ARGUMENT.findall(wanted))) <= len(arguments) else fact


def _say(fact: str, lang: Lang, longest: int = LONGEST) -> str:
    said = say(fact, lang)
    if fact.startswith("@") and said != fact:
        return said
    flat = " ".join(said.split())
    return flat if len(flat) <= longest else flat[:longest] + "…"
