"""How the innermost code says that reading cannot go on: an exception that carries the finding."""

from __future__ import annotations

from workbook.finding import Finding, Place, found


class RefusedError(Exception):
    """The part (or the file) is refused; never leaves this package."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def refusal(code: str, place: Place | None = None, /, **facts: object) -> RefusedError:
    """The exception to raise, with a finding of the catalogue."""
    return RefusedError(found(code, place, **facts))


def shown(raw: bytes | str, longest: int = 60) -> str:
    """A name or value from the file, safe to print: control, format and unpaired characters as escapes."""
    text = raw.decode("utf-8", "backslashreplace") if isinstance(raw, bytes) else raw
    cut = text[:longest] + ("…" if len(text) > longest else "")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
