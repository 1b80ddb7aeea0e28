"""One entry of a zip archive as an archive of its own: its bytes as they lie there, neither unpacked nor mended."""

from __future__ import annotations

import struct
import zipfile

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_HUGE = 0xFFFFFFFF


def entry_alone(content: bytes, info: zipfile.ZipInfo) -> bytes:
    """The entry's local header and data, and a directory with what the archive's directory says of it.

    The same entry gives the same bytes, whatever lies beside it. One whose header is not where it should be keeps only
    what the directory says.
    """
    name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    own = _own(content, info)
    year, month, day, hour, minute, second = info.date_time
    central = _CENTRAL.pack(
        b"PK\x01\x02", info.create_version & 0xFF, info.create_system & 0xFF, info.extract_version & 0xFF,
        info.reserved & 0xFF, info.flag_bits, info.compress_type,
        hour << 11 | minute << 5 | second // 2, ((year - 1980) << 9 | month << 5 | day) & 0xFFFF, info.CRC,
        min(info.compress_size, _HUGE), min(info.file_size, _HUGE), len(name), len(info.extra), len(info.comment), 0,
        info.internal_attr, info.external_attr, 0,
    )  # fmt: skip
    directory = central + name + info.extra + info.comment
    return own + directory + _END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(own), 0)


def _own(content: bytes, info: zipfile.ZipInfo) -> bytes:
    start = info.header_offset
    head = content[start : start + _LOCAL.size]
    if start < 0 or len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        return b"PK\x03\x04"
    *_, name, extra = _LOCAL.unpack(head)
    return content[start : start + _LOCAL.size + name + extra + info.compress_size]
