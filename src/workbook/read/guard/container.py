"""The zip container: headers agree, spans follow each other without gap, every part inflates to what was promised."""

from __future__ import annotations

import struct
import zlib

from workbook.finding import Place
from workbook.read.fault import refusal, shown
from workbook.read.guard.directory import DESCRIPTOR, Entry, extras, read_directory
from workbook.read.package import Part

_LOCAL = struct.Struct("<4s5H3L2H")
_FULL = 0xFFFFFFFF
_DEFLATED = 8


def open_container(data: bytes, place: Place) -> tuple[dict[str, bytes], dict[str, Part]]:
    """Part name → content, and part name → part, folders left out. Raises RefusedError: R108, R202–R216."""
    entries, directory = read_directory(data, place)
    entries.sort(key=lambda entry: entry.start)
    contents: dict[str, bytes] = {}
    parts: dict[str, Part] = {}
    spans: list[tuple[Entry, int]] = []
    position = 0
    for number, entry in enumerate(entries):
        if entry.start != position:
            code = "R201" if number == 0 else "R203"
            raise refusal(code, place, part=shown(entry.name), count=abs(entry.start - position))
        following = entries[number + 1].start if number + 1 < len(entries) else directory
        begin, position = _span(data, entry, following, directory, place)
        spans.append((entry, begin))
    if position != directory:
        raise refusal("R203", place, count=abs(directory - position))
    for entry, begin in spans:  # nothing is inflated before all spans are known to be sound
        packed = data[begin : begin + entry.packed]
        content = _inflate(packed, entry, place)
        if not entry.name.endswith("/"):
            contents[entry.name] = content
            parts[entry.name] = Part(packed, entry.size, entry.method == _DEFLATED)
    return contents, parts


def _span(data: bytes, entry: Entry, following: int, directory: int, place: Place) -> tuple[int, int]:
    """Where an entry's bytes begin, and where the entry ends; its local header agrees with the directory."""
    part = shown(entry.name)
    if entry.start + _LOCAL.size > directory or data[entry.start : entry.start + 4] != b"PK\x03\x04":
        raise refusal("R205", place, part=part)
    fields = _LOCAL.unpack_from(data, entry.start)
    _, _, flags, method, _, _, crc, packed, size, named, extra = fields
    begin = entry.start + _LOCAL.size + named + extra
    name = data[entry.start + _LOCAL.size : entry.start + _LOCAL.size + named]
    more = extras(data[begin - extra : begin], place, part)
    # the time is not compared: programs that change a package in place leave it stale in one of the two
    same = (flags, method, name) == (entry.flags, entry.method, entry.raw_name)
    if not same or begin + entry.packed > directory:
        raise refusal("R205", place, part=part)
    if 0x0001 in more:
        packed, size = _wide(more[0x0001], packed, size, part, place)
    end = begin + entry.packed
    agreed = {(entry.crc, entry.packed, entry.size)}
    if flags & DESCRIPTOR:
        agreed.add((0, 0, 0))
        end = _descriptor(data, entry, end, following, place)
    if (crc, packed, size) not in agreed:
        raise refusal("R205", place, part=part)
    return begin, end


def _wide(raw: bytes, packed: int, size: int, part: str, place: Place) -> tuple[int, int]:
    """Sizes that a writer put into the 64-bit extra field without need; Excel for Mac writes zeros there."""
    values = [value for (value,) in struct.iter_unpack("<Q", raw)] if len(raw) % 8 == 0 else []
    wanted = (size == _FULL) + (packed == _FULL)
    if not wanted and not any(values):
        return packed, size
    if len(values) != wanted or not wanted:
        raise refusal("R205", place, part=part)
    if size == _FULL:
        size = values.pop(0)
    if packed == _FULL:
        packed = values.pop(0)
    return packed, size


def _descriptor(data: bytes, entry: Entry, at: int, following: int, place: Place) -> int:
    """The end of the data descriptor that follows an entry: with or without mark, 32 or 64 bits, true."""
    raw = data[at:following]
    for mark in (b"PK\x07\x08", b""):
        for sizes in ("LL", "QQ"):
            if raw == mark + struct.pack(f"<L{sizes}", entry.crc, entry.packed, entry.size):
                return following
    raise refusal("R205", place, part=shown(entry.name))


def _inflate(raw: bytes, entry: Entry, place: Place) -> bytes:
    """The content, never more than promised. Raises RefusedError: R213, R214."""
    part = shown(entry.name)
    content = raw
    if entry.method == _DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(raw, entry.size + 1)
        except zlib.error as error:
            raise refusal("R214", place, part=part) from error
        if not inflater.eof or inflater.unused_data or inflater.unconsumed_tail:
            raise refusal("R214", place, part=part)
    if len(content) != entry.size:
        raise refusal("R214", place, part=part)
    if zlib.crc32(content) != entry.crc:
        raise refusal("R213", place, part=part)
    return content
