"""Archives of workbooks, as mail programs and shared folders hand them out: looked into, never unpacked to the disk.

The limits are those of any other file (`read/limits.py`): bytes of the archive and of each file in it, number of
entries, all bytes together counted while they are inflated, and one archive within another at most.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.campaign.entry import entry_alone
from workbook.finding import Finding, Place, found
from workbook.read import limits
from workbook.read.fault import shown

DEPTH = 2
"""An archive, and one more inside it."""

_MEGABYTE = 1024 * 1024
_DIRECTORY = limits.ENTRIES * 1024
"""Bytes that the list of entries may have."""

_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError,
    RuntimeError,
)  # fmt: skip
"""What the library says about archives that are damaged or of a kind that it does not know."""

_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name, safe to print, and its content.

    finding: why it cannot be taken out; then content is what stands for it: an archive of this entry alone, just as it
    lies there, or the whole archive where all of it is at fault. So also what is damaged has bytes of its own, by which
    it is known again and can be judged alone: `members` of them ends with the same finding.
    """

    name: str
    content: bytes
    finding: Finding | None = None


class _Budget:
    """Bytes that an archive may still give, those within it included; and bytes of entries that stay packed."""

    def __init__(self) -> None:
        self.left = limits.TOTAL_BYTES
        self.packed = limits.FILE_BYTES


class _OverError(Exception):
    """The whole archive is at fault."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def is_archive(content: bytes) -> bool:
    """A zip file that is no document: neither Office Open XML nor OpenDocument, by the names in its directory."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    tail = content[-_DIRECTORY - 100_000 :]
    marks = (b"[Content_Types].xml", b"META-INF/manifest.xml")
    if b"PK\x05\x06" not in tail or content[30:38] == b"mimetype":
        return False
    try:
        names = set(_opened(content).NameToInfo)
    except _FAULTS:
        return False
    return not any(mark.decode() in names for mark in marks) and not any(n.startswith(("xl/", "word/")) for n in names)


_OFFICE = ("[Content_Types].xml", "_rels/", "docProps/", "customXml/", "xl/", "word/", "ppt/", "mimetype", "META-INF/")
_PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def begins_as_archive(head: bytes) -> bool:
    """Whether the first bytes of a file that is too big to be read are those of an archive, and not of a document: by
    the name of its first entry.
    """
    if head.startswith(_PACKED):
        return True
    length = int.from_bytes(head[26:28], "little")
    name = head[30 : 30 + length].decode("utf-8", "replace")
    return head.startswith(b"PK\x03\x04") and not name.startswith(_OFFICE)


def members(content: bytes, name: str) -> Iterator[Member]:
    """The files of an archive, in its order; those of an archive within it stand in its place.

    Findings: R105 (too big), R107 (no file in it), R118 (archives too deep), R124 and R125 (too many files, too much in
    all), R204 (damaged), R206, R207, R212, R213, R216 (a name that leads out of the folder: its file is not taken).
    """
    try:
        yield from _members(content, name, _Budget(), 1)
    except _OverError as over:
        yield Member(name, content, over.finding)


def _members(content: bytes, name: str, budget: _Budget, depth: int) -> Iterator[Member]:
    try:
        archive = _opened(content)
    except _FAULTS:
        yield Member(name, content, found("R204", Place(file=name), None, reason="@zip_end"))
        return
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.ENTRIES:
        told = found("R124", Place(file=name), None, count=len(infos), limit=limits.ENTRIES)
        yield Member(name, content, told)
        return
    if not infos:
        yield Member(name, content, found("R107", Place(file=name), None))
    for info in infos:
        inner = f"{name}/{shown(_name(info), 200)}"
        taken = _content(archive, info, inner, budget)
        if isinstance(taken, Finding):
            alone = entry_alone(content, info)
            budget.packed -= len(alone)
            if budget.packed < 0:  # entries that share their bytes
                raise _over(name)
            yield Member(inner, alone, taken)
        elif not is_archive(taken):
            yield Member(inner, taken)
        elif depth < DEPTH:
            yield from _members(taken, inner, budget, depth + 1)
        else:
            yield Member(inner, taken, found("R118", Place(file=inner), None, kind="ZIP"))


def _over(name: str) -> _OverError:
    return _OverError(found("R125", Place(file=name), None, limit=limits.TOTAL_BYTES // _MEGABYTE))


def _opened(content: bytes) -> zipfile.ZipFile:
    """Raises BadZipFile also where the list of entries is longer than any we would read."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or int.from_bytes(content[end + 12 : end + 16], "little") > _DIRECTORY:
        raise zipfile.BadZipFile("directory")
    return zipfile.ZipFile(io.BytesIO(content))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> bytes | Finding:
    """An entry's bytes, or why there are none. Raises _OverError: R125."""
    place = Place(file=name)

    def no(code: str, **facts: object) -> Finding:
        return found(code, place, None, part=shown(_name(info)), **facts)

    pieces = _name(info).replace("\\", "/").split("/")
    if ".." in pieces or pieces[0] == "" or ":" in pieces[0] or "\x00" in info.orig_filename:
        return no("R216", reason="@name_dots" if ".." in pieces else "@name_absolute")
    if info.flag_bits & 0x41:
        return no("R207")
    if info.compress_type not in _METHODS:
        return no("R206", method=info.compress_type)
    if info.file_size > limits.RATIO_FREE and info.file_size > info.compress_size * limits.RATIO:
        return no("R212", ratio=info.file_size // max(info.compress_size, 1), limit=limits.RATIO)
    allowed = min(limits.FILE_BYTES, budget.left)
    try:
        with archive.open(info) as file:
            content = file.read(allowed + 1)
    except _FAULTS:
        return no("R213")
    budget.left -= len(content)
    if len(content) <= allowed:
        return content
    if allowed < limits.FILE_BYTES:
        raise _over(name.rpartition("/")[0])
    size = f"{-(-info.file_size // _MEGABYTE)}"
    return found("R105", place, None, size=size, limit=limits.FILE_BYTES // _MEGABYTE)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: Chinese Windows writes it in GB18030 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
