"""Excel's limits for texts outside cells, counted as Excel counts: in UTF-16 units."""

from __future__ import annotations

import re

TITLE = 32  # title of a prompt or an error message
MESSAGE = 255  # prompt, error message, screen tip, custom property
CELL = 32767

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def clip(text: str, limit: int) -> str:
    """The text without control characters, cut to the limit (then ending in "…"); no pair is split."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    units, kept = 0, []
    for sign in text:
        units += 2 if ord(sign) > 0xFFFF else 1
        if units > limit - 1:
            break
        kept.append(sign)
    return "".join(kept) + "…"
