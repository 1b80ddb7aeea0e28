"""styles.xml as far as reading needs it: which cell formats unlock, and which show numbers as dates."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from workbook.read.fault import refusal, shown
from workbook.read.model import Style
from workbook.read.xml import MAIN, Attributes, truth, walk

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""built-in formats that are dates, those of Chinese programs included"""


class _Styles:
    text: Callable[[str], None] | None = None

    def __init__(self, part: str) -> None:
        self.part = part
        self.path: list[str] = []
        self.formats: dict[int, str] = {}
        self.rows: list[tuple[int, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if not self.path and name != f"{MAIN}styleSheet":
            raise refusal("R307", part=self.part, found=shown(name))
        local = name.removeprefix(MAIN)
        inside = self.path[-1] if self.path else ""
        if local == "numFmt" and inside == "numFmts":
            self.formats[self._whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif local == "xf" and inside == "cellXfs":
            self.rows.append((self._whole(attributes.get("numFmtId", "0")), {}))
        elif local == "protection" and self.path[-2:] == ["cellXfs", "xf"]:
            self.rows[-1] = (self.rows[-1][0], attributes)
        self.path.append(local)

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
    for number, protection in reader.rows:
        code = reader.formats.get(number, BUILTIN_FORMATS.get(number, "General"))
        known = number in _DATES and number not in reader.formats
        locked, hidden = truth(protection.get("locked"), True), truth(protection.get("hidden"))
        styles.append(Style(locked, hidden, code, known or (len(code) <= 255 and bool(is_date_format(code)))))
    return tuple(styles) or (Style(),)
