"""Relationships: which part points to which, and that what is pointed to is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workbook.finding import Finding, Place, found
from workbook.read.fault import refusal, shown
from workbook.read.package import LOOSE, STRICT, Relationship
from workbook.read.xml import Attributes, Budget, check

_NS = "http://schemas.openxmlformats.org/package/2006/relationships "
_RELS = re.compile(r"(?:(?P<folder>.+)/)?_rels/(?P<name>[^/]*)\.rels", re.IGNORECASE)
_CODED = re.compile(r"%([0-9A-Fa-f]{2})")
NEEDED = frozenset("officeDocument worksheet sharedStrings styles comments threadedComment person".split())
"""kinds whose target we read: one that is missing would mean lost content"""


class _Relations:
    text: Callable[[str], None] | None = None

    def __init__(self, part: str, place: Place) -> None:
        self.part = part
        self.place = place
        self.depth = 0
        self.found: dict[str, tuple[str, str, bool]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth == 1 and name != f"{_NS}Relationships":
            raise refusal("R307", self.place, part=self.part, found=shown(name))
        if self.depth != 2:
            return
        key, kind = attributes.get("Id", ""), attributes.get("Type", "")
        mode, target = attributes.get("TargetMode", "Internal"), attributes.get("Target", "")
        if name != f"{_NS}Relationship" or not key or not kind or mode not in ("Internal", "External"):
            raise refusal("R219", self.place, part=self.part, reason="@relation_element")
        if key in self.found:
            raise refusal("R219", self.place, part=self.part, reason="@relation_twice", text=shown(key))
        self.found[key] = (kind.replace(STRICT, LOOSE), target, mode == "External")

    def end(self, _name: str) -> None:
        self.depth -= 1


def read_relations(
    parts: Mapping[str, bytes], place: Place
) -> tuple[dict[str, tuple[Relationship, ...]], tuple[Finding, ...]]:
    """Source part → relationships ("" is the package). Raises RefusedError: R219, R220, R3xx."""
    by_key = {part.casefold(): part for part in parts}
    relations: dict[str, tuple[Relationship, ...]] = {}
    findings: list[Finding] = []
    budget = Budget(50_000)
    for part, data in parts.items():
        match = _RELS.fullmatch(part)
        if match is None:
            continue
        folder = match["folder"] or ""
        source = f"{folder}/{match['name']}".strip("/")
        if source and source.casefold() not in by_key:
            findings.append(found("R223", place, part=shown(part)))
            continue
        reader = _Relations(part, place)
        check(data, part, reader, budget)
        made = []
        for key, (kind, target, external) in reader.found.items():
            link = Relationship(key, kind, target, external)
            if not external:
                name = by_key.get(_resolved(folder, target).casefold())
                if name is None:
                    if link.kind in NEEDED:
                        raise refusal("R220", place, part=shown(part), text=shown(target))
                    findings.append(found("R224", place, part=shown(part), text=shown(target)))
                    continue
                link = Relationship(key, kind, name)
            made.append(link)
        relations[by_key.get(source.casefold(), "")] = tuple(made)
    return relations, tuple(findings)


def _resolved(folder: str, target: str) -> str:
    """The part's name that a target means, seen from its source's folder; "" when it leads out of the package."""
    plain = _CODED.sub(lambda m: chr(int(m[1], 16)), target.partition("#")[0])
    pieces = [] if plain.startswith("/") or not folder else folder.split("/")
    for piece in plain.split("/"):
        if piece == "..":
            if not pieces:
                return ""
            pieces.pop()
        elif piece not in ("", "."):
            pieces.append(piece)
    return "/".join(piece for piece in pieces if piece)
