"""CSV files as text with places: UTF-8 with or without BOM, GB18030 when it is not UTF-8.

People open these files in spreadsheets, which take a field that begins with = + - @ for a formula and run it. So a text
that would be taken for one is written with an apostrophe in front, and this one apostrophe is taken off again when the
file is read: `shielded` and `unshielded` undo each other for every text, also one that really begins with apostrophes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workbook.finding import Finding, Place, Text, found

BIGGEST = 64 * 1024 * 1024

_SIGNS = tuple("=+-@＝＋－＠")
"""How a formula begins, in some locales with full-width signs."""
_STARTS = ("\t", "\r", "\n")
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?", re.ASCII)
"""A negative number is one for a spreadsheet as well."""


@dataclass(frozen=True)
class Record:
    """One record of a CSV file. Fields are stripped of blanks round them; column counts fields from 1."""

    line: int
    fields: tuple[Text, ...]


def shielded(text: str) -> str:
    """A text as a field that no spreadsheet takes for a formula."""
    return f"'{text}" if _is_risky(text) else text


def unshielded(field: str) -> str:
    """The text that `shielded` was given."""
    return field[1:] if field.startswith("'") and _is_risky(field[1:]) else field


def _is_risky(text: str) -> bool:
    """The same for a text and for that text behind an apostrophe, so that nothing is shielded or unshielded twice."""
    told = text.lstrip("'")
    begin = text.lstrip("' \t\r\n\xa0\u3000")
    return told.startswith(_STARTS) or (begin.startswith(_SIGNS) and _NEGATIVE.fullmatch(begin) is None)


def csv_text(table: Iterable[Iterable[str]]) -> str:
    """Comma-separated lines with quotes where they are needed, every field shielded."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([shielded(field) for field in row] for row in table)
    return out.getvalue()


def decode(raw: bytes) -> str | None:
    """The text of a file's bytes; None when it is neither UTF-8 nor GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_bytes(path: Path) -> bytes | str:
    """A regular file's bytes, or the word (for a finding's reason) that says why not."""
    try:
        if not path.is_file():
            return "@missing"
        if path.stat().st_size > BIGGEST:
            return "@too_big"
        return path.read_bytes()
    except OSError:
        return "@unreadable"


def read_records(path: Path, shown: str, code: str = "S106") -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """Records not empty. shown: the file's name in places. Findings: `code` (unreadable), D102, D113."""
    raw = read_bytes(path)
    if isinstance(raw, str):
        return (), (found(code, Place(shown), file=shown, reason=raw),)
    text = decode(raw)
    if text is None or "\0" in text:
        return (), (found("D102", Place(shown), file=shown),)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[Record] = []
    line = 1
    try:
        for row in reader:
            if any(field.strip() for field in row):
                fields = (Text(unshielded(f).strip(), Place(shown, line, n)) for n, f in enumerate(row, 1))
                records.append(Record(line, tuple(fields)))
            line = reader.line_num + 1
    except csv.Error:
        finding = found("D113", Place(shown, line, 1), reason="@csv_quote")
        return tuple(records), (finding,)
    return tuple(records), ()
