"""The shared strings: runs of rich text joined, readings (phonetic) left out, the counts in the file ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from workbook.finding import Place
from workbook.read.fault import refusal, shown
from workbook.read.limits import CELL_TEXT
from workbook.read.text import unescaped, unfit
from workbook.read.xml import MAIN, Attributes, walk

_SI, _T, _RPH, _SST = f"{MAIN}si", f"{MAIN}t", f"{MAIN}rPh", f"{MAIN}sst"


class Texts(NamedTuple):
    """The shared strings by index, and of those that must not flow on the character that is in the way.

    Each is looked at once, however many cells have it.
    """

    strings: Sequence[str] = ()
    unfit: Mapping[int, str] = MappingProxyType({})


class _Strings:
    def __init__(self, part: str) -> None:
        self.part = part
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.path: list[str] = []
        self.size = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if not self.path and name != _SST:
            raise refusal("R307", part=self.part, found=shown(name))
        if len(self.path) == 1 and name == _SI:
            self.pieces = []
            self.size = 0
        elif len(self.path) == 1 and not name.endswith(" extLst"):
            raise refusal("R308", part=self.part, found=shown(name))
        self.path.append(name)

    def end(self, name: str) -> None:
        self.path.pop()
        if name == _SI and len(self.path) == 1:
            self.strings.append(unescaped("".join(self.pieces)))

    def text(self, data: str) -> None:
        if self.path[-1] != _T or _RPH in self.path:
            return
        self.size += len(data)
        if self.size > 7 * CELL_TEXT:  # an escape takes seven characters
            raise refusal("R406", Place(), part=self.part, limit=CELL_TEXT)
        self.pieces.append(data)


def read_strings(data: bytes, part: str) -> Texts:
    """The texts by index. Raises RefusedError: R30x, R406."""
    reader = _Strings(part)
    walk(data, part, reader)
    for text in reader.strings:
        if len(text) > CELL_TEXT:
            raise refusal("R406", Place(), part=part, limit=CELL_TEXT)
    return Texts(reader.strings, {n: char for n, text in enumerate(reader.strings) if (char := unfit(text))})
