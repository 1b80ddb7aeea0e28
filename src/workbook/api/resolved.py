"""What a spec is after inheritance, line by line, with where each line comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.api.places import below, once
from workbook.finding import Finding, Level, worst
from workbook.spec.layers import Layer
from workbook.spec.load import find_spec, load_pages, load_raw
from workbook.spec.resolved import Line
from workbook.spec.resolved import resolved as lines_of


@dataclass(frozen=True)
class Told:
    """One line of a resolved spec. origin: spec/page:line, "" for a line that only holds others together."""

    text: str
    origin: str


@dataclass(frozen=True)
class Resolved:
    """A whole spec after inheritance: file → lines. Empty when anything in the spec is an error."""

    name: str
    files: Mapping[str, tuple[Told, ...]]
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """All files in one text: `--- # file`, then its lines with their origins as remarks; code lists as texts."""
        return "".join(_document(name, lines) for name, lines in self.files.items())


def resolved(spec: str | Path) -> Resolved:
    """The complete spec given by name or folder. Findings: S101–S112, D102–D113."""
    root, findings = find_spec(spec)
    if root is None:
        return Resolved(str(spec), {}, findings)
    _, _, findings = load_pages(root)
    raw, book, _ = load_raw(root)
    if raw is None or book is None or (worst(findings) or Level.INFO) >= Level.ERROR:
        return Resolved(str(spec), {}, once(below(root, findings)))
    name = str(book.book)
    files = {file: tuple(_told(line, raw.layers, name) for line in lines) for file, lines in lines_of(raw).items()}
    return Resolved(name, files, once(below(root, findings)))


def _told(line: Line, layers: tuple[Layer, ...], name: str) -> Told:
    if not line.place.file:
        return Told(line.text, "")
    for layer in layers[1:]:
        inside = line.place.file.removeprefix(f"{layer.shown}/")
        if inside != line.place.file:
            return Told(line.text, f"{layer.name}/{inside}:{line.place.line}")
    return Told(line.text, f"{name}/{line.place.file}:{line.place.line}")


def _document(name: str, lines: tuple[Told, ...]) -> str:
    if name.endswith(".csv"):
        origin = lines[0].origin.rpartition(":")[0]
        return f"--- # {name}\n|  # {origin}\n" + "".join(f"  {line.text}\n" for line in lines)
    width = min(88, max((_width(line.text) for line in lines), default=0))
    told = ((line.text + " " * max(1, width - _width(line.text)), line.origin) for line in lines)
    return f"--- # {name}\n" + "".join(
        f"{text} # {origin}\n" if origin else text.rstrip() + "\n" for text, origin in told
    )


def _width(text: str) -> int:
    """Columns on a screen: a Chinese sign takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
