"""Full-width punctuation in places where YAML means something by it."""

from __future__ import annotations

import re

HALF = str.maketrans(
    {
        "：": ":",
        "，": ",",
        "｛": "{",
        "｝": "}",
        "［": "[",
        "］": "]",
        "＝": "=",
        "＃": "#",
        "－": "-",
        "　": " ",
    }
)

_KEY = re.compile(r"^(?P<lead>\s*(?:- )?)(?P<key>[^\s：:#\"'“【\[{][^\s：:#\"'“【,，]*)(?P<sign>：)(?P<rest>.*)$")
_BRACKET = re.compile(r"^(?P<lead>\s*(?:- )?[^:#\"']*: )(?P<sign>[｛［])(?P<rest>.*)$")
_COMMA = re.compile(r"[{\[][^\"']*?(?P<sign>，)")
_ASCII_KEY = re.compile(r"^[a-z_]+$")


def half(text: str) -> str:
    """The text in half-width punctuation, with the blanks that YAML wants after colon and comma."""
    plain = text.translate(HALF)
    plain = re.sub(r":(?=[^\s])", ": ", plain) if "：" in text else plain
    return re.sub(r",(?=[^\s])", ", ", plain) if "，" in text else plain


def in_line(line: str, strict: bool) -> tuple[int, str, str] | None:
    """(column from 1, the offending text, what was meant), for a line that may be broken by full-width signs.

    strict: only where the key is one of the language's own English keys.
    """
    match = _KEY.match(line)
    if match and (_ASCII_KEY.match(match["key"]) or not strict):
        return match.start("key") + 1, line.strip(), half_key(line.strip())
    match = _BRACKET.match(line)
    if match:
        return match.start("sign") + 1, line.strip(), half(line.strip())
    match = None if strict else _COMMA.search(line)
    if match:
        return match.start("sign") + 1, line.strip(), half(line.strip())
    return None


def half_key(text: str) -> str:
    """Only the first full-width colon made half-width; the value may keep its own punctuation."""
    key, _, rest = text.partition("：")
    return f"{key}: {half(rest) if rest[:1] in '｛［' else rest}".rstrip()


def is_key(text: str) -> bool:
    """Whether a scalar looks like `key：value` with one of the language's English keys."""
    return bool(re.match(r"^[a-z_]+：", text))
