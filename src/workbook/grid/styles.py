"""Style roles → how they look. A builder names the role; this page alone knows fonts and colours."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from workbook.grid.model import Style

SONG, HEI, KAI = "宋体", "黑体", "楷体"
"""Fonts that Windows and WPS have; LibreOffice on Linux puts Noto CJK in their place."""

INPUT, COMPUTED, HEAD, BAND = "FFF9DB", "F2F2F2", "DDE7F0", "E9EEF4"
GREEN, AMBER, RED, GREY, BLUE = "E2F0D9", "FFF2CC", "F8D7DA", "EDEDED", "DDEBF7"

_BASE = Style(font=SONG, size=10.5)
_BOXED = replace(_BASE, border="thin")
_INPUT = replace(_BOXED, fill=INPUT, unlocked=True)
_HEAD = replace(_BOXED, bold=True, fill=HEAD, align="center", wrap=True)

ROLES: dict[str, Style] = {
    "plain": replace(_BASE, size=9, color="808080"),
    "key": replace(_BASE, size=8, color="808080", number="@"),
    "title": replace(_BASE, font=HEI, size=18, align="center"),
    "title.text": replace(_BASE, font=HEI, size=18, align="center", wrap=True),
    "title.cover": replace(_BASE, font=HEI, size=26, align="center"),
    "subtitle": replace(_BASE, font=KAI, size=16, align="center"),
    "help": replace(_BASE, size=9.5, color="7F6000", wrap=True),
    "meta": replace(_BASE, size=10),
    "meta.right": replace(_BASE, size=10, align="right"),
    "head": _HEAD,
    "head.small": replace(_HEAD, bold=False, size=9),
    "head.side": replace(_HEAD, size=9, fill="FCE9C8"),
    "group": replace(_BOXED, bold=True, fill=BAND),
    "label": replace(_BOXED, wrap=True),
    "label.total": replace(_BOXED, bold=True, align="center"),
    "label.center": replace(_BOXED, align="center", wrap=True),
    "label.head": replace(_BOXED, bold=True),
    "name": replace(_BOXED, shrink=True),
    "name.total": replace(_BOXED, bold=True),
    "code": replace(_BOXED, number="@"),
    "end": replace(_BOXED, fill="BFBFBF"),
    "code.bare": replace(_BASE, number="@"),
    "name.bare": replace(_BASE, shrink=True),
    "code.total": replace(_BOXED, bold=True, number="@"),
    "text": replace(_BOXED, border=""),
    "text.total": replace(_BOXED, bold=True, align="center"),
    "wrap": replace(_BOXED, wrap=True),
    "wrap.center": replace(_BOXED, wrap=True, align="center"),
    "wrap.small": replace(_BOXED, wrap=True, size=9),
    "center": replace(_BOXED, align="center"),
    "center.total": replace(_BOXED, align="center", bold=True),
    "amount": replace(_BOXED, align="right", shrink=True),
    "amount.total": replace(_BOXED, align="right", bold=True, shrink=True),
    "amount.bare": replace(_BASE, align="right", shrink=True),
    "amount.left": replace(_BOXED, align="left"),
    "amount.link": replace(_BOXED, align="right", color="1F4E9E", underline=True),
    "computed.text": replace(_BOXED, fill=COMPUTED, shrink=True),
    "computed.number": replace(_BOXED, fill=COMPUTED, align="right", shrink=True),
    "carried": replace(_BOXED, fill="E4ECF7", align="right", shrink=True),
    "input.text": replace(_INPUT, wrap=True),
    "input.wrap": replace(_INPUT, wrap=True),
    "input.number": replace(_INPUT, align="right", shrink=True),
    "input.center": replace(_INPUT, align="center"),
    "input.code": replace(_INPUT, align="left"),
    "input.any": replace(_INPUT, align="center", wrap=True),
    "note": replace(_BASE, size=9.5, wrap=True),
    "body": replace(_BASE, font="仿宋", size=13, wrap=True, valign="top"),
    "heading": replace(_BASE, font=HEI, size=15, wrap=True),
    "subheading": replace(_BASE, font=KAI, size=13.5, bold=True, wrap=True),
    "caption": replace(_BASE, font=KAI, size=11, align="center", wrap=True),
    "caption.left": replace(_BASE, font=HEI, size=11),
    "point.label": replace(_BASE, wrap=True),
    "point.amount": replace(_BASE, align="right"),
    "link": replace(_BASE, color="1F4E9E", underline=True),
    "fact": replace(_BOXED, size=12, wrap=True),
    "status": replace(_BOXED, size=11, bold=True, wrap=True, color="1F4E9E"),
    "result": replace(_BOXED, align="center", bold=True),
    "legend.input": replace(_BOXED, align="center", fill=INPUT),
    "legend.pass": replace(_BOXED, align="center", fill=GREEN, bold=True),
    "legend.fail": replace(_BOXED, align="center", fill=RED, bold=True),
    "legend.explain": replace(_BOXED, align="center", fill=AMBER, bold=True),
    "legend.blank": replace(_BOXED, align="center", fill=GREY, bold=True),
    "mark.class": Style(bold=True),
    "mark.class.framed": Style(bold=True, border="thin"),
    "mark.framed": Style(border="thin"),
    "mark.pass": Style(fill=GREEN, color="1E5B1E"),
    "mark.tail": Style(fill=BLUE, color="1F4E79"),
    "mark.fail": Style(fill=RED, color="8B1A1A", bold=True),
    "mark.explain": Style(fill=AMBER, color="7F6000"),
    "mark.hint": Style(fill="FCE9C8", color="7F4B00"),
    "mark.blank": Style(fill=GREY, color="404040"),
    "mark.off": Style(color="808080"),
}


@lru_cache(maxsize=4096)
def style(role: str, number: str = "") -> Style:
    """The look of a role, with another number format where one is given. An unknown role is a fault of ours."""
    base = ROLES.get(role) or ROLES[role.rpartition(".")[0]]
    return replace(base, number=number) if number else base
