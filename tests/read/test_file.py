"""Only a regular file within the limit is opened, and whatever else it is gets its own name."""

from __future__ import annotations

import base64
import os
import socket
from pathlib import Path

import pytest

from read.files import Item, guarded, packed, parts, types, zipped
from workbook.finding import Level, render
from workbook.read import inspect
from workbook.read.fault import RefusedError
from workbook.read.guard.file import read_bytes


def codes(path: Path) -> list[str]:
    package, findings = inspect(path)
    assert package is None
    assert all(render(f, lang) for f in findings for lang in ("zh", "en"))  # type: ignore[arg-type]
    return [finding.code for finding in findings]


def test_a_sound_workbook_passes(tmp_path: Path) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(packed(parts()))
    package, findings = inspect(path)
    assert package is not None and not findings
    assert package.workbook == "xl/workbook.xml" and len(package.sha256) == 64


def test_absent_and_dangling(tmp_path: Path) -> None:
    assert codes(tmp_path / "a.xlsx") == ["R101"]
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert codes(tmp_path / "b.xlsx") == ["R101"]
    assert "链接" in render(inspect(tmp_path / "b.xlsx")[1][0])


def test_a_link_to_a_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed(parts()))
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert inspect(tmp_path / "b.xlsx")[0] is not None


def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert codes(tmp_path / "loop") == ["R102"]
    assert codes(Path("a\0b.xlsx")) == ["R102"]
    assert codes(tmp_path / ("x" * 300)) == ["R102"]


def test_folder(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["R103"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_special_files_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert codes(tmp_path / "a.xlsx") == ["R104"]
    assert codes(Path("/dev/zero")) == ["R104"]
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path must be short
        try:
            server.bind("s.xlsx")
        finally:
            os.chdir(here)
    assert codes(tmp_path / "s.xlsx") == ["R104"]


def test_too_big(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)  # takes no room on the disk
    assert codes(path) == ["R105"]
    path.write_bytes(b"x" * 1000)
    with pytest.raises(RefusedError):
        read_bytes(path, 999)


def test_owner_file_and_empty_file(tmp_path: Path) -> None:
    (tmp_path / "~$报表.xlsx").write_bytes(b"\x05admin")
    assert codes(tmp_path / "~$报表.xlsx") == ["R106"]
    assert inspect(tmp_path / "~$报表.xlsx")[1][0].level == Level.INFO
    (tmp_path / "a.xlsx").write_bytes(b"")
    assert codes(tmp_path / "a.xlsx") == ["R107"]


CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.ms-excel"


def stream(name: str) -> bytes:
    return CFB + name.encode("utf-16-le") + bytes(64)


def main_part(kind: str) -> bytes:
    return packed(parts(**{"[Content_Types].xml": types({"xl/workbook.xml": kind})}))


KINDS = {
    "R108": packed(parts())[:-30],
    "R109": stream("EncryptedPackage"),
    "R110": stream("Workbook"),
    "R111": main_part(f"{EXCEL}.sheet.binary.macroEnabled.main"),
    "R112": zipped([Item("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", method=0)]),
    "R113": "科目编码,决算数\n2010301,1408.78\n".encode("gb18030"),
    "R114": b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><table></table></html>",
    "R115": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "R116": b"%PDF-1.7\n%\xe2\xe3",
    "R117": main_part(WORD),
    "R118": zipped([Item("报表.xlsx", b"x", flags=0x800)]),
    "R119": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "R120": bytes(5000),
    "R121": main_part("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
}


@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_wrong_kind_is_named(code: str) -> None:
    package, found, findings = guarded(KINDS[code])
    assert package is None
    assert found == [code]
    assert "报表.xlsx" in render(findings[0])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (stream("Book"), "R110"),
        (stream("WordDocument"), "R117"),
        (stream("Something"), "R120"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "R110"),
        (b"\xff\xd8\xff\xe0JFIF", "R115"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "R115"),
        (b"BMI,1\n", "R113"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "R115"),
        (b"\x00\x00\x00\x18ftypheic", "R115"),
        (b"{\\rtf1", "R117"),
        (b"Rar!\x1a\x07", "R118"),
        (b"PK\x05\x06" + bytes(18), "R118"),
        ("a\tb\n".encode("utf-16"), "R113"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "R114"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nMessage-ID: x\r\n", "R114"),
        (b"Received: from a by b\r\nFrom: c@d\r\nMIME-Version: 1.0\r\n\r\n<html>", "R122"),
        (b"MIME-Version: 1.0\r\nMessage-ID: <a@b>\r\nContent-Type: multipart/mixed\r\n", "R122"),
        (b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsD", "R122"),
        (base64.encodebytes(b"PK\x03\x04" + bytes(200)), "R122"),
        (base64.encodebytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200)), "R122"),
        (b"begin 644 a.xlsx\nM4$L#!`", "R122"),
        ("Date: 2022\r\n科目编码,决算数".encode(), "R113"),
        (b"<table><tr><td>1</td></tr></table>", "R114"),
        (b"\x01\x02\x03\xfe\xff\x00", "R120"),
    ],
)
def test_more_kinds(data: bytes, code: str) -> None:
    assert guarded(data)[1] == [code]
