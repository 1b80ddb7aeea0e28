"""Colours of letters and of their ground, as far as it takes to tell whether letters can be seen."""

from __future__ import annotations

import re

from workbook.read.xml import Attributes

WHITE, BLACK = "FFFFFF", "000000"
UNKNOWN = "?"
"""A ground of which the colour is not looked at: patterns and gradients. No letters are like it."""

_RGB = re.compile("[0-9A-F]{6}", re.ASCII)
_PALETTE = {"0": BLACK, "8": BLACK, "64": BLACK, "1": WHITE, "9": WHITE, "65": WHITE}
_THEME = {"0": WHITE, "1": BLACK}
_NEAR = 16
"""So little apart in each of red, green and blue, two colours are one to the eye."""


def colour_of(attributes: Attributes) -> str:
    """RRGGBB where that is known; else the number of the theme's or palette's colour, with its tint. Automatic is
    black.
    """
    rgb, theme, index = (attributes.get(name, "") for name in ("rgb", "theme", "indexed"))
    if rgb:
        colour = rgb[-6:].upper()
    elif theme:
        colour = _THEME.get(theme, f"theme {theme}")
    else:
        colour = _PALETTE.get(index, f"indexed {index}") if index else BLACK
    return _tinted(colour, attributes.get("tint", "0"))


def alike(letters: str, ground: str) -> bool:
    """Whether letters of a colour cannot be told from their ground."""
    if letters == ground:
        return True
    one, other = _channels(letters), _channels(ground)
    return bool(one) and bool(other) and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _tinted(colour: str, tint: str) -> str:
    """Black and white become greys; of other colours the tint stays beside their name."""
    try:
        share = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        return colour
    if not share:
        return colour
    if colour not in (BLACK, WHITE):
        return f"{colour} {share:.3f}"
    light = 255 if colour == WHITE else 0
    grey = round(light * (1 + share) if share < 0 else light + (255 - light) * share)
    return f"{grey:02X}" * 3


def _channels(colour: str) -> tuple[int, ...]:
    """Red, green and blue; nothing where they are not known."""
    return tuple(bytes.fromhex(colour)) if _RGB.fullmatch(colour) else ()
