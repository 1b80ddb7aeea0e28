"""What a file is that is no zip container: told from its bytes, never from its name."""

from __future__ import annotations

import re

from workbook.finding import Place
from workbook.read.fault import refusal

ZIP = b"PK\x03\x04"
CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_CFB_KINDS = (
    ("EncryptedPackage", "R109", ""),
    ("EncryptionInfo", "R109", ""),
    ("Workbook", "R110", ""),
    ("Book", "R110", ""),
    ("WordDocument", "R117", "Word"),
    ("PowerPoint Document", "R117", "PowerPoint"),
)
_STARTS = (
    (b"%PDF-", "R116", ""),
    (b"\x89PNG", "R115", "PNG"),
    (b"\xff\xd8\xff", "R115", "JPEG"),
    (b"GIF8", "R115", "GIF"),
    (b"II*\x00", "R115", "TIFF"),
    (b"MM\x00*", "R115", "TIFF"),
    (b"{\\rtf", "R117", "RTF"),
    (b"Rar!", "R118", "RAR"),
    (b"7z\xbc\xaf", "R118", "7z"),
    (b"\x1f\x8b", "R118", "gzip"),
    (b"PK\x05\x06", "R118", "ZIP"),
    (b"\x09\x00\x04\x00", "R110", ""),
    (b"\x09\x02\x06\x00", "R110", ""),
    (b"\x09\x04\x06\x00", "R110", ""),
    (b"\x09\x08", "R110", ""),
)
_WEB = re.compile(rb"<!doctype html|<html|<table|<body|<frameset|^mime-version:|^from: <saved by", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:return-path|received|from|to|subject|delivered-to|reply-to|message-id|x-[a-z-]+|content-type"
    rb"|content-transfer-encoding|content-disposition|mime-version|date):[ \t]",
    re.IGNORECASE,
)
"""The first line of a mail, or of a part of one."""

_SENT = re.compile(rb"^(?:content-transfer-encoding|received|return-path|delivered-to|message-id):", re.I | re.M)
"""A head that only mails have; pages that a browser saved whole have some of the others."""

_SAVED = re.compile(rb"^from: <saved by|^x-document-type:|^snapshot-content-location:", re.I | re.M)
"""What programs write that save a page or a workbook as a whole web page."""

_ENCODED = re.compile(rb"^(?:UEsD|0M8R4KGx|UmFy)[A-Za-z0-9+/]{40}|^begin [0-7]{3} \S", re.MULTILINE)
"""A workbook or archive in base64, or anything in uuencode."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HEAD = 4096


def check_kind(data: bytes, place: Place) -> None:
    """Nothing when the bytes begin as a zip file does; else raises Refused: R107–R120, R122, R201."""
    if data.startswith(ZIP):
        return
    if data.startswith(CFB):
        _refuse_cfb(data, place)
    for start, code, kind in _STARTS:
        if data.startswith(start):
            raise refusal(code, place, kind=kind)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise refusal("R115", place, kind="WebP")
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        raise refusal("R115", place, kind="BMP")
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        raise refusal("R115", place, kind="HEIC")
    if not data.strip(b"\x00"):
        raise refusal("R120", place, reason="@only_zeros")
    if ZIP in data and b"PK\x05\x06" in data[-66_000:]:
        raise refusal("R201", place, count=data.index(ZIP))
    _refuse_text(data, place)
    raise refusal("R120", place)


def _refuse_cfb(data: bytes, place: Place) -> None:
    """Compound files: the directory names their streams in UTF-16."""
    for stream, code, kind in _CFB_KINDS:
        name = stream.encode("utf-16-le")
        # a name is followed by its end mark and padding up to the length of a directory entry
        if name + b"\x00\x00" in data:
            raise refusal(code, place, kind=kind)
    raise refusal("R120", place, reason="@compound")


def _refuse_text(data: bytes, place: Place) -> None:
    head = data[:_HEAD]
    text = _decoded(head)
    if text is None:
        return
    plain = text.lstrip("\ufeff \t\r\n").encode("utf-8")
    if _MAIL.match(plain) and _SENT.search(plain) and not _SAVED.search(plain):
        raise refusal("R122", place, kind="@mail_whole")
    if _ENCODED.search(plain):
        raise refusal("R122", place, kind="@mail_encoded")
    if _WEB.search(plain):
        raise refusal("R114", place)
    if plain.startswith(b"<"):
        raise refusal("R119", place, kind="@xml_table" if b"urn:schemas-microsoft-com:office" in plain else "")
    raise refusal("R113", place)


def _decoded(head: bytes) -> str | None:
    """The beginning as text, None when it is none."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 4:
                continue
            text = head[: error.start].decode(encoding)  # a character cut at the end
        return None if _CONTROL.search(text) else text
    return None
