"""Where two long formulas part: messages have room for some eighty characters, and these often begin alike.

What programs spell differently without meaning anything else is no difference (`formula.canonical` says what).
"""

from __future__ import annotations

import re
from itertools import takewhile

_ROOM = 80
_BEFORE, _AFTER = 24, 48
_IDLE = re.compile(r"[$'\s]|_xl(?:fn|ws)\.|(?<=TRUE)\(\)|(?<=FALSE)\(\)", re.IGNORECASE)


def parting(found: str, belongs: str) -> dict[str, object]:
    """Facts `seen` and `meant` of F102, a piece of each formula round the first difference; none of short ones."""
    if max(len(found), len(belongs)) <= _ROOM:
        return {}
    left, right = _letters(found), _letters(belongs)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0][0] == pair[1][0], zip(left, right, strict=False)))
    if alike == len(left) == len(right):
        left, right = ([(letter, n) for n, letter in enumerate(text)] for text in (found, belongs))
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
    return {"seen": _piece(found, _at(left, alike)), "meant": _piece(belongs, _at(right, alike))}


def _letters(formula: str) -> list[tuple[str, int]]:
    """The characters that carry a meaning, in capitals, with their places."""
    idle = {n for match in _IDLE.finditer(formula) for n in range(*match.span())}
    return [(letter.upper(), n) for n, letter in enumerate(formula) if n not in idle]


def _at(letters: list[tuple[str, int]], number: int) -> int:
    """Where a piece begins that has the character of this number in it."""
    last = letters[-1][1] if letters else 0
    return max(0, (letters[number][1] if number < len(letters) else last) - _BEFORE)


def _piece(text: str, start: int) -> str:
    end = start + _BEFORE + _AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
