"""A zip file's end record and central directory, read from the bytes and believed only where all agrees."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from workbook.finding import Place
from workbook.read import limits
from workbook.read.fault import refusal, shown
from workbook.read.guard.names import check_name, check_unique

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_FULL = 0xFFFFFFFF
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
DESCRIPTOR = 0x0008
UTF8 = 0x0800
_ALLOWED = 0x0002 | 0x0004 | DESCRIPTOR | UTF8
_SECOND_NAMES = {0x7075, 0x6375}
"""extra fields that give a name or comment other than the one in the header"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the central directory. packed, size: bytes in the file, and inflated. start: of its header."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int


def read_directory(data: bytes, place: Place) -> tuple[list[Entry], int]:
    """The entries in the directory's order, and where the directory starts. Raises RefusedError: R108, R202–R212."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\x05\x06":
        _refuse_end(data, place)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if comment or disk or first_disk or here != count or start == _FULL or count == 0xFFFF:
        raise refusal("R204", place, reason="@zip_end")
    if count > limits.ENTRIES:
        raise refusal("R209", place, count=count, limit=limits.ENTRIES)
    if start + size != at or count * _ENTRY.size > size:
        raise refusal("R204", place, reason="@zip_end")
    entries = []
    position = start
    for _ in range(count):
        entry, position = _entry(data, position, at, place)
        entries.append(entry)
    if position != at:
        raise refusal("R204", place, reason="@zip_end")
    check_unique([entry.name for entry in entries], place)
    if sum(entry.size for entry in entries) > limits.TOTAL_BYTES:
        raise refusal("R211", place, limit=limits.TOTAL_BYTES // 1024 // 1024)
    return entries, start


def extras(raw: bytes, place: Place, part: str) -> dict[int, bytes]:
    """The extra fields of a header. Raises RefusedError (R208) when they are malformed, or rename the entry."""
    found: dict[int, bytes] = {}
    at = 0
    while at < len(raw):
        if at + 4 > len(raw):
            raise refusal("R208", place, part=part, reason="@zip_extra")
        tag, size = struct.unpack_from("<2H", raw, at)
        if at + 4 + size > len(raw) or tag in found or tag in _SECOND_NAMES:
            raise refusal("R208", place, part=part, reason="@zip_extra")
        found[tag] = raw[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def _entry(data: bytes, at: int, end: int, place: Place) -> tuple[Entry, int]:
    if at + _ENTRY.size > end or data[at : at + 4] != b"PK\x01\x02":
        raise refusal("R204", place, reason="@zip_entry")
    fields = _ENTRY.unpack_from(data, at)
    _, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, disk, _, _, start = fields
    at += _ENTRY.size
    if at + named + extra + comment > end or disk:
        raise refusal("R204", place, reason="@zip_entry")
    raw = data[at : at + named]
    part = shown(raw)
    if flags & _ENCRYPTED:
        raise refusal("R207", place, part=part)
    if flags & ~_ALLOWED:
        raise refusal("R208", place, part=part, reason="@zip_flags")
    if method not in (0, 8):
        raise refusal("R206", place, part=part, method=method)
    more = extras(data[at + named : at + named + extra], place, part)
    if comment or 0x0001 in more or _FULL in (packed, size, start):
        raise refusal("R208", place, part=part, reason="@zip_64")
    name = check_name(raw, bool(flags & UTF8), place)
    _check_size(part, packed, size, method, place)
    if name.endswith("/") and (size or crc):
        raise refusal("R204", place, reason="@zip_entry")
    entry = Entry(name, raw, flags, method, crc, packed, size, start)
    return entry, at + named + extra + comment


def _check_size(part: str, packed: int, size: int, method: int, place: Place) -> None:
    if size > limits.PART_BYTES:
        raise refusal("R210", place, part=part, limit=limits.PART_BYTES // 1024 // 1024)
    if size > limits.RATIO_FREE and size > packed * limits.RATIO:
        raise refusal("R212", place, part=part, ratio=size // max(packed, 1), limit=limits.RATIO)
    if method == 0 and packed != size:
        raise refusal("R214", place, part=part)


def _refuse_end(data: bytes, place: Place) -> None:
    """No end record at the very end: something follows it, or the file is cut."""
    at = data.rfind(b"PK\x05\x06")
    if at >= 0 and at + _END.size <= len(data):
        raise refusal("R202", place, count=len(data) - at - _END.size)
    raise refusal("R108", place)
