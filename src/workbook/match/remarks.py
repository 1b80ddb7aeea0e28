"""What the accountant wrote beside the cells: notes and threaded comments, told and never used as data.

Our own notes (handback) end in a line that signs their text. A signed note that nobody touched is not told; of one
that was written on, what follows the signature is; one whose own text was changed is told whole.
"""

from __future__ import annotations

import hashlib
import re

from workbook.finding import Finding, Place, found
from workbook.read.model import RawBook, Remark

_SIGNED = re.compile(r"(?:\n|^)—— workbook ([0-9a-f]{8})(?=\s|$)")
_LONGEST = 500


def signed(text: str) -> str:
    """A note of ours, with the line by which it is known again."""
    return f"{text}\n—— workbook {_digest(text)}"


def written(text: str) -> str:
    """What somebody else wrote in a note, "" when it is ours alone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _SIGNED.search(text)
    if match is None:
        return text.strip()
    before, after = text[: match.start()], text[match.end() :]
    return after.strip() if _digest(before) == match[1] else f"{before}\n{after}".strip()


def told_remarks(raw: RawBook) -> tuple[Finding, ...]:
    """M208 for every note and comment of somebody else, on any sheet: who wrote it, and what."""
    findings = []
    for sheet in raw.sheets:
        for remark in (*sheet.comments, *sheet.notes):
            text = _without_name(remark)
            if text:
                place = Place(sheet=sheet.name, cell=remark.cell)
                author = "" if written(remark.text) != remark.text.strip() else _shown(remark.author)
                findings.append(found("M208", place, author=author, text=_shown(text)))
    return tuple(findings)


def _without_name(remark: Remark) -> str:
    """Without the author's name that programs put above a new note."""
    text = written(remark.text)
    for colon in (":", "："):
        if remark.author and text.startswith(remark.author + colon):
            return text.removeprefix(remark.author + colon).strip()
    return text


def _shown(text: str) -> str:
    """In one line, control signs as escapes, cut where it is very long."""
    line = " ".join(text.split())
    cut = line[:_LONGEST] + ("…" if len(line) > _LONGEST else "")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)


def _digest(text: str) -> str:
    """Of the text without its blanks, which programs change."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "replace")).hexdigest()[:8]
