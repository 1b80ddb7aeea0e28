"""Where two long formulas part: messages have room for some eighty characters, and these often begin alike."""

from __future__ import annotations

from itertools import takewhile

_ROOM = 80
_BEFORE, _AFTER = 24, 48


def parting(found: str, belongs: str) -> dict[str, object]:
    """Facts `seen` and `meant` of F102, a piece of each formula round the first difference; none of short ones."""
    if max(len(found), len(belongs)) <= _ROOM:
        return {}
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, belongs, strict=False)))
    start = max(0, alike - _BEFORE)
    return {"seen": _piece(found, start), "meant": _piece(belongs, start)}


def _piece(text: str, start: int) -> str:
    end = start + _BEFORE + _AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
