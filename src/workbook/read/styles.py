"""styles.xml as far as reading needs it: which cell formats unlock, and which show numbers as dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from workbook.read.colours import UNKNOWN, WHITE, alike, colour_of
from workbook.read.fault import refusal, shown
from workbook.read.limits import STYLES
from workbook.read.model import Style
from workbook.read.sections import part_for
from workbook.read.xml import MAIN, Attributes, truth, walk

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""built-in formats that are dates, those of Chinese programs included"""
_PERCENT = frozenset((9, 10))
"""built-in formats 0% and 0.00%"""

_SILENT = re.compile(r""""[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]""", re.IGNORECASE | re.DOTALL)
"""what of a number format is no placeholder: quoted text, single signs, colours, conditions and places"""
_WHITENED = re.compile(r"\[(?:white|color ?2)\]", re.IGNORECASE)
_READABLE = 3
"""points; letters that are smaller are specks"""


class _Styles:
    text: Callable[[str], None] | None = None

    def __init__(self, part: str) -> None:
        self.part = part
        self.path: list[str] = []
        self.formats: dict[int, str] = {}
        self.rows: list[tuple[int, Attributes]] = []
        self.fonts: list[str] = []  # colours
        self.tiny: set[int] = set()  # fonts that nobody can read
        self.fills: list[str] = []  # colours
        self.solid = False
        self.looks: list[tuple[str, str]] = []  # ids of font and fill

    def start(self, name: str, attributes: Attributes) -> None:
        if not self.path and name != f"{MAIN}styleSheet":
            raise refusal("R307", part=self.part, found=shown(name))
        local = name.removeprefix(MAIN)
        inside = self.path[-1] if self.path else ""
        if local == "numFmt" and inside == "numFmts":
            self.formats[self._whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif local == "xf" and inside == "cellXfs":
            self.rows.append((self._whole(attributes.get("numFmtId", "0")), {}))
            if len(self.rows) > STYLES:
                raise refusal("R306", part=self.part, limit=STYLES)
            self.looks.append((attributes.get("fontId", "0"), attributes.get("fillId", "0")))
        elif local == "protection" and self.path[-2:] == ["cellXfs", "xf"]:
            self.rows[-1] = (self.rows[-1][0], attributes)
        else:
            self._colour(local, attributes)
        self.path.append(local)

    def _colour(self, local: str, attributes: Attributes) -> None:
        below = self.path[1:]
        if below == ["fonts"] and local == "font":
            self.fonts.append(colour_of({}))
        elif below == ["fonts", "font"] and local == "color":
            self.fonts[-1] = colour_of(attributes)
        elif below == ["fonts", "font"] and local == "sz" and _is_tiny(attributes.get("val", "")):
            self.tiny.add(len(self.fonts) - 1)
        elif below == ["fills"] and local == "fill":
            self.fills.append(WHITE)
        elif below == ["fills", "fill"] and local in ("patternFill", "gradientFill"):
            kind = attributes.get("patternType", "solid") if local == "patternFill" else "gradient"
            self.solid = kind == "solid"
            self.fills[-1] = WHITE if kind == "none" else UNKNOWN
        elif below == ["fills", "fill", "patternFill"] and local == "fgColor" and self.solid:
            self.fills[-1] = colour_of(attributes)

    def white(self, index: int, code: str) -> bool:
        """Whether a cell format with this part of a number format writes what nobody can see: letters in the colour of
        their ground, or of no size.
        """
        font, fill = (int(i) if i.isascii() and i.isdigit() and len(i) < 6 else 0 for i in self.looks[index])
        ground = self.fills[fill] if fill < len(self.fills) else WHITE
        letters = self.fonts[font] if font < len(self.fonts) else colour_of({})
        return font in self.tiny or alike(WHITE if _WHITENED.search(code) else letters, ground)

    def end(self, _name: str) -> None:
        self.path.pop()

    def _whole(self, text: str | None) -> int:
        if text is None or not text.isascii() or not text.isdigit() or len(text) > 9:
            raise refusal("R405", part=self.part, found=shown(text or ""))
        return int(text)


def read_styles(data: bytes, part: str) -> tuple[Style, ...]:
    """Styles by index, at least one. Raises RefusedError: R30x, R405."""
    reader = _Styles(part)
    walk(data, part, reader)
    styles = []
    for index, (number, protection) in enumerate(reader.rows):
        code = reader.formats.get(number, "General")
        own = number in reader.formats
        locked, hidden = truth(protection.get("locked"), True), truth(protection.get("hidden"))
        is_date = (number in _DATES and not own) or _is_date(code)
        is_percent = (number in _PERCENT and not own) or "%" in _SILENT.sub("", code)
        white, below = (reader.white(index, part_for(code, below=below)) for below in (False, True))
        styles.append(Style(locked, hidden, code, is_date, white, is_percent, below))
    return tuple(styles) or (Style(),)


def _is_tiny(size: str) -> bool:
    """Whether letters of so many points are too small to be read."""
    return size.replace(".", "", 1).isdecimal() and float(size) < _READABLE


@lru_cache(maxsize=1024)
def _is_date(code: str) -> bool:
    """Whether a number format's part for positive numbers shows days, months, years, hours, minutes or seconds."""
    shown = _SILENT.sub("", code) if len(code) <= 255 else ""
    return any(letter in "dmyhs" for letter in shown.partition(";")[0].lower())
