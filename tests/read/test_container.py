"""The zip container is believed only where all of it agrees."""

from __future__ import annotations

import struct
import zlib

import pytest

from read.files import FULL, Item, guarded, packed, parts, zipped
from workbook.read import limits
from workbook.read.guard import directory

GOOD = [Item(name, data) for name, data in parts().items()]
DATA = parts()["xl/styles.xml"]


def with_item(item: Item) -> bytes:
    """A workbook and one more entry, which is undeclared: sound containers end in R218, or pass as XML."""
    return zipped([*GOOD, item])


def test_sound_containers_pass() -> None:
    assert guarded(zipped(GOOD))[1] == []
    assert guarded(zipped([Item(i.name, i.content, method=0) for i in GOOD]))[1] == []
    assert guarded(with_item(Item("xl/", b"", method=0)))[1] == []
    assert guarded(with_item(Item("[trash]/0000.dat", b"x")))[1] == []


@pytest.mark.parametrize("mark", [b"PK\x07\x08", b""])
@pytest.mark.parametrize("sizes", ["LL", "QQ"])
def test_descriptors_are_understood_and_checked(mark: bytes, sizes: str) -> None:
    crc, size = zlib.crc32(DATA), len(DATA)
    late = {"crc": 0, "packed": 0, "size": 0}

    def item(true_size: int) -> Item:
        raw = mark + struct.pack(f"<L{sizes}", crc, size, true_size)
        return Item("a.xml", DATA, method=0, flags=8, local=late, descriptor=raw)

    assert guarded(with_item(item(size)))[1] == []
    assert guarded(with_item(item(size + 1)))[1] == ["R205"]


def test_needless_64_bit_sizes() -> None:
    size = len(DATA)
    wide = struct.pack("<2H2Q", 1, 16, size, size)
    item = Item("a.xml", DATA, method=0, local={"packed": FULL, "size": FULL}, local_extra=wide)
    assert guarded(with_item(item))[1] == []
    zeros = struct.pack("<2H2Q", 1, 16, 0, 0)
    assert guarded(with_item(Item("a.xml", DATA, local_extra=zeros)))[1] == []
    item.local_extra = struct.pack("<2H2Q", 1, 16, size, size + 1)
    assert guarded(with_item(item))[1] == ["R205"]


BAD: dict[str, list[bytes]] = {
    "R201": [zipped(GOOD, before=b"MZ"), b"MZ" + packed(parts())],
    "R202": [zipped(GOOD, after=b"\x00"), zipped(GOOD) + b"<script>", zipped(GOOD, comment=b"x") + b"y"],
    "R203": [with_item(Item("a.xml", DATA, gap=b"hidden"))],
    "R204": [
        zipped(GOOD)[:-10] + struct.pack("<2LH", 0, 0, 0),
        zipped(GOOD).replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        with_item(Item("xl/", b"x", method=0)),
    ],
    "R205": [
        with_item(Item("a.xml", DATA, local={"name": b"b.xml"})),
        with_item(Item("a.xml", DATA, local={"method": 0})),
        with_item(Item("a.xml", DATA, local={"size": 1})),
        with_item(Item("a.xml", DATA, local={"crc": 1})),
        with_item(Item("a.xml", DATA, local={"flags": 8})),
    ],
    "R206": [with_item(Item("a.xml", DATA, method=12)), with_item(Item("a.xml", DATA, method=9))],
    "R207": [with_item(Item("a.xml", DATA, flags=1)), with_item(Item("a.xml", DATA, flags=0x41))],
    "R208": [
        with_item(Item("a.xml", DATA, flags=0x20)),
        with_item(Item("a.xml", DATA, extra=b"\x55\x54\x09\x00x")),
        with_item(Item("a.xml", DATA, extra=struct.pack("<2H", 0x7075, 5) + b"other")),
        with_item(Item("a.xml", DATA, comment=b"x")),
        with_item(Item("a.xml", DATA, size=FULL)),
    ],
    "R209": [zipped([Item(f"{n}.xml", b"") for n in range(limits.ENTRIES + 1)])],
    "R210": [with_item(Item("a.xml", DATA, size=limits.PART_BYTES + 1))],
    "R212": [with_item(Item("a.xml", bytes(1_000_000)))],
    "R213": [with_item(Item("a.xml", DATA, crc=1))],
    "R214": [
        with_item(Item("a.xml", DATA, size=len(DATA) + 1)),
        with_item(Item("a.xml", DATA, size=len(DATA) - 1)),
        with_item(Item("a.xml", DATA, packed=b"\xff\xff\xff")),
        with_item(Item("a.xml", DATA, packed=zlib.compress(DATA)[2:-4] + b"hidden")),
        with_item(Item("a.xml", DATA, method=0, size=3)),
    ],
    "R215": [
        with_item(Item("xl/workbook.xml", b"<a/>")),
        with_item(Item("XL/Workbook.xml", b"<a/>")),
        with_item(Item("xl/workbook.xml/a.xml", b"<a/>")),
    ],
    "R216": [
        with_item(Item(name, b"<a/>"))
        for name in (
            "../a.xml",
            "xl/../a.xml",
            "/a.xml",
            "xl\\a.xml",
            "xl//a.xml",
            "./a.xml",
            "c:a.xml",
            "a\x00.xml",
            "a\n.xml",
            "xl/%2e%2e/a.xml",
            "a" * 300,
            b"\xe8\xa1\xa8.xml",
            b"",
        )
    ],
}


@pytest.mark.parametrize(("code", "data"), [(code, data) for code, many in BAD.items() for data in many])
def test_a_container_that_contradicts_itself_is_refused(code: str, data: bytes) -> None:
    package, codes, _ = guarded(data)
    assert package is None and codes == [code]


def test_all_parts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOTAL_BYTES", 1000)
    assert guarded(zipped(GOOD))[1] == ["R211"]


def test_overlapping_entries() -> None:
    """Two entries that share their bytes: the way to a bomb without a ratio."""
    data = bytearray(zipped([Item("a.xml", DATA), Item("b.xml", DATA)]))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    assert guarded(bytes(data))[1] == ["R203"]


def test_a_liar_about_its_size_inflates_no_further_than_it_said() -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = bomb.compress(bytes(50_000_000)) + bomb.flush()
    assert guarded(with_item(Item("a.xml", b"", packed=raw, size=1000)))[1] == ["R214"]


def test_extra_fields_of_old_programs_pass() -> None:
    stamp = struct.pack("<2HBL", 0x5455, 5, 1, 0)
    assert guarded(with_item(Item("a.xml", DATA, extra=stamp, local_extra=stamp)))[1] == []
    assert directory.UTF8 == 0x800
