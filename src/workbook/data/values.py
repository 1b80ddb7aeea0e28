"""One field of a data file, typed by its column. What cannot be typed stays blank, and is told."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from workbook.data.amounts import decimals, near_value, percentage, round_half_up, strict_number
from workbook.data.model import Value
from workbook.finding import Finding, Text, found
from workbook.spec.model import Column, Row
from workbook.spec.spec import CodeTable

Typed = tuple[Value, tuple[Finding, ...]]
NUMERIC = frozenset(("money", "number", "count", "rate"))
_LONGEST = 32767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\u200e\u200f\ufffe\uffff]")


def read_value(
    text: Text, column: str, kind: Column | Row, codes: Mapping[str, CodeTable], money_unit: str = ""
) -> Typed:
    """The value of a field of this kind. Findings: D105, D106, D109, D110, D111, D114, D115.

    money_unit: that of the amounts, for what a text such as 612.84万元 was meant to be.
    """
    if text == "":
        return None, ()
    wanted = kind.type or "money"
    if wanted in NUMERIC:
        return _number(text, column, kind, wanted, money_unit)
    if wanted == "year":
        return _year(text, column)
    if wanted == "code":
        return _code(text, column, codes.get(str(kind.list or "")))
    if wanted == "choice" and kind.of:
        return choice(text, column, [str(c) for c in kind.of])
    return plain_text(text, column)


def plain_text(text: Text, column: str) -> Typed:
    """A text that may stand in a cell. Finding: D115; the text then goes without what cannot stand there."""
    clean = _CONTROL.sub("", text)
    if clean != text:
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
        return clean or None, (found("D115", text.place, column=column, text=shown, reason="@control"),)
    if len(text) > _LONGEST:
        return clean[:_LONGEST], (found("D115", text.place, column=column, text=text, reason="@too_long"),)
    return str(text), ()


def choice(text: Text, column: str, choices: list[str]) -> Typed:
    """One of the choices. Finding: D106; the text is kept, so that the workbook shows what was written."""
    if text in choices:
        return str(text), ()
    near = difflib.get_close_matches(text, choices, 1, 0.3)
    facts = {
        "column": column,
        "text": text,
        "choices": "、".join(choices),
        "nearest": near[0] if near else "",
    }
    return plain_text(text, column)[0], (found("D106", text.place, None, **facts),)


def _number(text: Text, column: str, kind: Column | Row, wanted: str, money_unit: str) -> Typed:
    number = percentage(text) if wanted == "rate" else strict_number(text)
    if number is None:
        meant = near_value(text, wanted, money_unit)
        shown = "" if meant is None else f"{meant:f}"
        return None, (found("D105", text.place, None, column=column, text=text, would_be=shown),)
    findings: list[Finding] = []
    if wanted == "money" and decimals(number) > 2:
        rounded = f"{round_half_up(number):f}"
        findings.append(found("D109", text.place, None, column=column, text=text, would_be=rounded))
    low = Decimal(str(kind.min)) if kind.min is not None else (Decimal(0) if wanted == "count" else None)
    high = Decimal(str(kind.max)) if kind.max is not None else None
    expected = ""
    if wanted == "count" and decimals(number) > 0:
        expected = "@whole"
    elif low is not None and high is not None and not low <= number <= high:
        expected = f"@between:{low}|{high}"
    elif low is not None and number < low:
        expected = f"@at_least:{low}"
    elif high is not None and number > high:
        expected = f"@at_most:{high}"
    if expected:
        findings.append(found("D114", text.place, None, column=column, text=text, expected=expected))
    return number, tuple(findings)


def _year(text: Text, column: str) -> Typed:
    if re.fullmatch(r"[0-9]{4}", text, re.ASCII):
        return str(text), ()
    match = re.fullmatch(r"([0-9]{4})(?:年度?)?", unicodedata.normalize("NFKC", text).strip())
    meant = match[1] if match else ""
    return None, (found("D105", text.place, None, column=column, text=text, would_be=meant),)


def _code(text: Text, column: str, table: CodeTable | None) -> Typed:
    lengths = sorted(set(table.levels.values())) if table else []
    well = re.fullmatch(r"[0-9]+", text, re.ASCII) is not None
    if well and (not table or len(text) in lengths):
        if table is None or table.name(text) is not None:
            return str(text), ()
        near = "、".join(f"{row.code} {row.name}" for row in table.nearest(text))
        return str(text), (found("D111", text.place, None, text=text, list=table.title, nearest=near),)
    meant = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))
    meant = meant if meant != text and re.fullmatch(r"[0-9]+", meant, re.ASCII) else ""
    expected = "、".join(map(str, lengths)) or "@digits"
    facts = {"column": column, "text": text, "expected": expected, "would_be": meant}
    return None, (found("D110", text.place, None, **facts),)
