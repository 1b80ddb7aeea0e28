"""Minimal workbooks made part by part, and zip files made byte by byte, so that each fault stands alone."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook.finding import Finding
from workbook.read import Package, RawBook, RawSheet, inspect_bytes, read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FULL = 0xFFFFFFFF


@dataclass
class Item:
    """An entry of a zip file. Fields that are given replace what would be true: in both headers, or (local) there."""

    name: str | bytes
    content: bytes = b""
    method: int = 8
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    local: Mapping[str, int | bytes] | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    descriptor: bytes | None = None
    comment: bytes = b""
    gap: bytes = b""


def zipped(items: Sequence[Item], before: bytes = b"", after: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip file, true wherever an item does not say otherwise."""
    body, directory = before, b""
    for item in items:
        raw = item.name if isinstance(item.name, bytes) else item.name.encode()
        packed = item.packed
        if packed is None:
            packed = _deflated(item.content) if item.method == 8 else item.content
        crc = zlib.crc32(item.content) if item.crc is None else item.crc
        size = len(item.content) if item.size is None else item.size
        start = len(body)
        fields: dict[str, int | bytes] = {"name": raw, "flags": item.flags, "method": item.method}
        fields |= {"crc": crc, "packed": len(packed), "size": size}
        here = fields | dict(item.local or {})
        name = here["name"]
        assert isinstance(name, bytes)
        body += struct.pack("<4s5H", b"PK\x03\x04", 20, here["flags"], here["method"], 0, 33)
        body += struct.pack("<3L2H", here["crc"], here["packed"], here["size"], len(name), len(item.local_extra))
        body += name + item.local_extra + packed + (item.descriptor or b"") + item.gap
        directory += struct.pack("<4s6H", b"PK\x01\x02", 20, 20, item.flags, item.method, 0, 33)
        directory += struct.pack("<3L", crc, len(packed), size)
        directory += struct.pack("<5H2L", len(raw), len(item.extra), len(item.comment), 0, 0, 0, start)
        directory += raw + item.extra + item.comment
    count = len(items)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), len(comment))
    return body + directory + end + comment + after


def rows(cells: str, row: int = 1) -> str:
    """`sheetData` with one row of cells."""
    return f'<sheetData><row r="{row}">{cells}</row></sheetData>'


def sheet(content: str = "<sheetData/>", attributes: str = "") -> str:
    """A worksheet part."""
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{LINK}"{attributes}>{content}</worksheet>'


def relations(*links: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """A relationships part: (id, kind or whole type, target[, mode])."""
    lines = "".join(
        f'<Relationship Id="{link[0]}" Type="{link[1] if ":" in link[1] else f"{LINK}/{link[1]}"}" Target="{link[2]}"'
        + (f' TargetMode="{link[3]}"' if len(link) == 4 else "")
        + "/>"
        for link in links
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def types(overrides: Mapping[str, str], more: str = "") -> str:
    """A content types part; `more` is put into it as it stands."""
    lines = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{lines}{more}</Types>"
    )


def workbook(content: str = "", names: str = "", settings: str = "") -> str:
    """A workbook part; without content it has the one sheet 表."""
    content = content or f'<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>{names}'
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINK}">{settings}{content}</workbook>'


OVERRIDES = {
    "xl/workbook.xml": f"{SHEET_TYPE}.sheet.main+xml",
    "xl/worksheets/sheet1.xml": f"{SHEET_TYPE}.worksheet+xml",
    "xl/sharedStrings.xml": f"{SHEET_TYPE}.sharedStrings+xml",
    "xl/styles.xml": f"{SHEET_TYPE}.styles+xml",
}
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/>'
    '<xf numFmtId="4"><protection locked="0"/></xf></cellXfs></styleSheet>'
)
STRINGS = f'{HEAD}<sst xmlns="{MAIN}" count="99" uniqueCount="1"><si><t>甲</t></si><si><t>乙</t></si></sst>'


def parts(
    content: str = "<sheetData/>", overrides: Mapping[str, str] | None = None, **more: str | bytes
) -> dict[str, bytes]:
    """The parts of a workbook with one sheet. overrides: further content types; more: parts (`__` for `/`)."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": types(OVERRIDES | dict(overrides or {})),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": content if content.startswith(("<?", "<!")) else sheet(content),
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
    }
    made |= more
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items()}


def packed(made: Mapping[str, bytes]) -> bytes:
    """The parts as a sound zip file."""
    return zipped([Item(name, data) for name, data in made.items()])


def guarded(made: Mapping[str, bytes] | bytes) -> tuple[Package | None, list[str], tuple[Finding, ...]]:
    """What the guard says of parts or of a file's bytes: package, codes, findings."""
    data = made if isinstance(made, bytes) else packed(made)
    package, findings = inspect_bytes(data, "报表.xlsx")
    return package, [finding.code for finding in findings], findings


def read(made: Mapping[str, bytes]) -> tuple[RawBook | None, list[str], tuple[Finding, ...]]:
    """What the reader says of parts that the guard must let through."""
    package, codes, _ = guarded(made)
    assert package is not None, codes
    book, findings = read_workbook(package)
    return book, [finding.code for finding in findings], findings


def only_sheet(content: str, **more: str) -> RawSheet:
    """The sheet of a workbook that must be read without findings."""
    book, codes, _ = read(parts(content, **more))
    assert book is not None and not codes, codes
    return book.sheets[0]


def _deflated(content: bytes) -> bytes:
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflater.compress(content) + deflater.flush()
