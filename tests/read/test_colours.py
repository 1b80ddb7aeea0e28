"""Letters that cannot be told from their ground: the styles of a file say so, whatever they are used for."""

from __future__ import annotations

import pytest

from workbook.read.model import Style
from workbook.read.styles import read_styles

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SOLID = '<patternFill patternType="solid"><fgColor {}/><bgColor indexed="64"/></patternFill>'
NONE = '<patternFill patternType="none"/>'


def style(font: str, fill: str, code: str = "0.00") -> Style:
    text = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        f"<fonts><font>{font}</font></fonts><fills><fill>{fill}</fill></fills>"
        '<cellXfs><xf numFmtId="170" fontId="0" fillId="0"/></cellXfs></styleSheet>'
    )
    return read_styles(text.encode(), "styles.xml")[0]


def unseen(font: str, fill: str, code: str = "0.00") -> bool:
    return style(font, fill, code).white


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        ('<color rgb="FFFFFFFF"/>', NONE),
        ('<color rgb="FFFEFEFE"/>', NONE),
        ('<color indexed="9"/>', SOLID.format('rgb="FFFFFFFF"')),
        ('<color theme="0"/>', SOLID.format('indexed="65"')),
        ('<color theme="0" tint="-4.9989318521683403E-2"/>', NONE),
        ('<color rgb="FFFFF2CC"/>', SOLID.format('rgb="FFFFF2CC"')),
        ('<color theme="4" tint="0.4"/>', SOLID.format('theme="4" tint="0.4"')),
        ('<color indexed="13"/>', SOLID.format('indexed="13"')),
        ("", SOLID.format('rgb="FF000000"')),
        ('<sz val="1"/>', NONE),
    ],
)
def test_letters_in_the_colour_of_their_ground_or_of_no_size(font: str, fill: str) -> None:
    assert unseen(font, fill)


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        ("", NONE),
        ('<sz val="8"/><color rgb="FF808080"/>', NONE),
        ('<color rgb="FFD9D9D9"/>', NONE),
        ('<color rgb="FFFFFFFF"/>', SOLID.format('rgb="FF1F4E79"')),
        ('<color rgb="FFFFFFFF"/>', SOLID.format('theme="4"')),
        ('<color rgb="FFFFFFFF"/>', '<patternFill patternType="gray125"/>'),
        ('<color rgb="FFFFFFFF"/>', "<gradientFill><stop/></gradientFill>"),
        ('<color theme="4" tint="0.4"/>', SOLID.format('theme="4"')),
        ('<color rgb="FF FF F"/>', SOLID.format('rgb="nonsense"')),
        ('<color theme="0" tint="nan"/>', SOLID.format('theme="1" tint="x"')),
    ],
)
def test_letters_that_are_seen(font: str, fill: str) -> None:
    assert not unseen(font, fill)


def test_a_format_may_write_in_white_too() -> None:
    assert unseen("", NONE, "[White]0.00") and unseen("", NONE, "[Color2]0.00")
    assert not unseen("", SOLID.format('rgb="FF1F4E79"'), "[White]0.00") and not unseen("", NONE, "[Red]0.00")


@pytest.mark.parametrize(
    ("code", "above", "below"),
    [
        ("0.00;-0.00;[White]0.00", False, False),
        ("0.00;[Red]-0.00;[White]0.00;@", False, False),
        ("[=0][White]0;0.00", False, False),
        ("[White][=0]0;[White]0.00", True, True),
        ("0.00;[White]-0.00", False, True),
        ("[White]0.00;[Red]-0.00", True, False),
        ("[&lt;0][White]0.00;0.00", False, True),
        ("[&gt;=10000]0.00;[White]0.00", False, True),
    ],
)
def test_white_zeros_hide_no_amount(code: str, above: bool, below: bool) -> None:
    """Each part of a format is for its own numbers; to write zeros in white is usual."""
    seen = style("", NONE, code)
    assert (seen.white, seen.white_below) == (above, below)
