"""A spec after inheritance as text again: YAML pages and code lists, each line with the place that it came from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workbook.finding import Place, Text
from workbook.spec.layers import ABSTRACT, EXTENDS
from workbook.spec.load import BOOK, Raw
from workbook.spec.spec import CodeTable

_PLAIN = re.compile(r"[\w=+（）“”《》【】、，。；：？！/%.<>≥≤·()*-][^\n\t\x00-\x1f]*", re.UNICODE)
_FIRST = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=]")
_ESCAPED = {
    n: f"\\u{n:04x}" for n in (*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
}


@dataclass(frozen=True)
class Line:
    """One line of text. place: where what it says is written; empty for lines that only hold others together."""

    text: str
    place: Place = field(default_factory=Place)


def resolved(raw: Raw) -> dict[str, tuple[Line, ...]]:
    """file → its lines; together they are a spec that extends nothing and loads as the same spec."""
    book = {key: value for key, value in raw.book.items() if key not in (EXTENDS, ABSTRACT)}
    files = {BOOK: tuple(_mapping(book, 0))}
    for _, page in raw.pages:
        if page.data is not None:
            files[page.path] = tuple(_mapping(page.data, 0))
    lists = raw.book.get(Text("codes"))
    for name, entry in (lists if isinstance(lists, dict) else {}).items():
        if str(name) in raw.codes and isinstance(entry, dict):
            files[str(entry["file"])] = tuple(_codes(raw.codes[str(name)], entry["file"].place))
    return files


def _codes(table: CodeTable, place: Place) -> Iterator[Line]:
    """A code list of this year only."""
    yield Line("code,name,level,was", place)
    for row in table.rows:
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow((row.code, row.name, row.level, "；".join(row.was)))
        yield Line(out.getvalue(), Place(row.file, row.line, 1))


def _mapping(data: dict[Text, Any], depth: int, first: str = "") -> Iterator[Line]:
    """first: what stands in place of the first line's indentation (an item's dash)."""
    for i, (key, value) in enumerate(data.items()):
        lead = first if i == 0 and first else "  " * depth
        yield from _entry(f"{lead}{scalar(key)}:", key.place, value, depth)


def _entry(head: str, place: Place, value: Any, depth: int) -> Iterator[Line]:
    if isinstance(value, dict) and value:
        yield Line(head, place)
        yield from _mapping(value, depth + 1)
    elif isinstance(value, list) and value:
        yield Line(head, place)
        yield from _items(value, depth + 1)
    else:
        shown = _leaf(value)
        at = value.place if isinstance(value, Text) and value.place.file else place
        yield Line(f"{head} {shown}".rstrip(), at)


def _items(items: list[Any], depth: int) -> Iterator[Line]:
    for item in items:
        lead = "  " * depth + "- "
        if isinstance(item, dict) and item:
            yield from _mapping(item, depth + 1, lead)
        elif isinstance(item, list) and item:
            yield Line(lead.rstrip())
            yield from _items(item, depth + 1)
        else:
            yield Line(lead + (_leaf(item) or "null"), item.place if isinstance(item, Text) else Place())


def _leaf(value: Any) -> str:
    if isinstance(value, Text):
        return scalar(value)
    return "" if value is None else ("{}" if isinstance(value, dict) else "[]")


def scalar(text: str) -> str:
    """A text as YAML: bare where that reads back as the same text, else between quotes."""
    bare = (
        _PLAIN.fullmatch(text)
        and (not _FIRST.match(text) or (text.startswith("=") and len(text) > 1))
        and not re.search(r": |:$| #|\s$", text)
        and text not in ("null", "~")
        and text == text.translate(_ESCAPED)
    )
    if bare:
        return text
    marked = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{marked.translate(_ESCAPED)}"'
