"""Damaged variants of a file's bytes, each made anew from its number: no variant is stored anywhere."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Region:
    """A run of bytes and what they are in the zip file: header, stream, directory or end."""

    kind: str
    start: int
    end: int


def regions(data: bytes) -> tuple[Region, ...]:
    """The parts of a sound zip file without descriptors, in order."""
    found = []
    at = 0
    while data[at : at + 4] == b"PK\x03\x04":
        packed, _, name, extra = struct.unpack("<LLHH", data[at + 18 : at + 30])
        start = at + 30 + name + extra
        found += [Region("header", at, start), Region("stream", start, start + packed)]
        at = start + packed
    end = data.rindex(b"PK\x05\x06")
    return (*found, Region("directory", at, end), Region("end", end, len(data)))


def _flip(data: bytearray, at: int, dice: Random) -> None:
    data[at] ^= 1 << dice.randrange(8)


def _other(data: bytearray, at: int, dice: Random) -> None:
    data[at] = (data[at] + dice.randrange(1, 256)) % 256


def _several(data: bytearray, at: int, dice: Random) -> None:
    for _ in range(dice.randint(2, 12)):
        _flip(data, dice.randrange(len(data)), dice)


def _truncate(data: bytearray, at: int, _dice: Random) -> None:
    del data[at:]


def _behead(data: bytearray, at: int, _dice: Random) -> None:
    del data[: at or 1]


def _insert(data: bytearray, at: int, dice: Random) -> None:
    data[at:at] = dice.randbytes(_length(dice))


def _drop(data: bytearray, at: int, dice: Random) -> None:
    del data[at : at + _length(dice)]


def _zero(data: bytearray, at: int, dice: Random) -> None:
    _put(data, at, bytes(_length(dice)))


def _fill(data: bytearray, at: int, dice: Random) -> None:
    _put(data, at, b"\xff" * _length(dice))


def _noise(data: bytearray, at: int, dice: Random) -> None:
    _put(data, at, dice.randbytes(_length(dice)))


def _swap(data: bytearray, at: int, dice: Random) -> None:
    size = _length(dice)
    other = dice.randrange(len(data))
    first, second = sorted((at, other))
    size = min(size, second - first, len(data) - second)
    data[first : first + size], data[second : second + size] = (
        data[second : second + size],
        data[first : first + size],
    )


def _repeat(data: bytearray, at: int, dice: Random) -> None:
    block = data[at : at + _length(dice)]
    data[at + len(block) : at + len(block)] = block


def _copy(data: bytearray, at: int, dice: Random) -> None:
    """A block written over another place, as a disk does that mixes up its sectors."""
    source = dice.randrange(len(data))
    _put(data, at, bytes(data[source : source + _length(dice)]))


def _lines(data: bytearray, _at: int, _dice: Random) -> None:
    """A transfer that took the file for text."""
    data[:] = data.replace(b"\n", b"\r\n") if b"\n" in data else data.replace(b"\r", b"\n")


def _ascii(data: bytearray, _at: int, _dice: Random) -> None:
    """A transfer of seven bits."""
    data[:] = bytes(byte & 0x7F for byte in data)


def _text(data: bytearray, _at: int, _dice: Random) -> None:
    """A program that read bytes as UTF-8 and wrote them again."""
    data[:] = bytes(data).decode("utf-8", "replace").encode()


def _put(data: bytearray, at: int, block: bytes) -> None:
    size = min(len(block), len(data) - at)
    data[at : at + size] = block[:size]


def _length(dice: Random) -> int:
    return dice.choice((1, 2, 3, 4, 8, 16, 64, 512, 4096))


KINDS: dict[str, Callable[[bytearray, int, Random], None]] = {
    "flip": _flip,
    "other": _other,
    "several": _several,
    "truncate": _truncate,
    "behead": _behead,
    "insert": _insert,
    "drop": _drop,
    "zero": _zero,
    "fill": _fill,
    "noise": _noise,
    "swap": _swap,
    "repeat": _repeat,
    "copy": _copy,
}
WHOLE = {"lines": _lines, "ascii": _ascii, "text": _text}
"""Damage of the whole file, which needs no second try."""


def variant(data: bytes, places: tuple[Region, ...], number: int) -> tuple[str, bytes]:
    """(what was done where, the bytes) of variant `number`; headers are hit as often as streams."""
    whole = list(WHOLE)
    damaged = bytearray(data)
    dice = Random(f"damage {number}")
    if number < len(whole):
        WHOLE[whole[number]](damaged, 0, dice)
        return f"{whole[number]} file", bytes(damaged)
    kind = list(KINDS)[number % len(KINDS)]
    wanted = dice.choice(("header", "stream", "stream", "directory", "end"))
    region = dice.choice([place for place in places if place.kind == wanted and place.end > place.start])
    KINDS[kind](damaged, dice.randrange(region.start, region.end), dice)
    return f"{kind} {wanted}", bytes(damaged)
