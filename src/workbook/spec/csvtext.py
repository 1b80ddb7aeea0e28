"""CSV files as text with places: UTF-8 with or without BOM, GB18030 when it is not UTF-8."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from workbook.finding import Finding, Place, Text, found

BIGGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Record:
    """One record of a CSV file. Fields are stripped of blanks round them; column counts fields from 1."""

    line: int
    fields: tuple[Text, ...]


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
                fields = (Text(f.strip(), Place(shown, line, n)) for n, f in enumerate(row, 1))
                records.append(Record(line, tuple(fields)))
            line = reader.line_num + 1
    except csv.Error:
        finding = found("D113", Place(shown, line, 1), reason="@csv_quote")
        return tuple(records), (finding,)
    return tuple(records), ()
