"""Active content: whatever would run, fetch or connect when the workbook is opened. Each kind has its own code."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbook.finding import Finding, Place, found
from workbook.read.fault import shown
from workbook.read.package import Relations
from workbook.read.xml import MAIN, Attributes

_KINDS: tuple[tuple[str, str, str], ...] = (
    # code, relationship kinds, and what a content type or part name of the kind contains
    ("R507", "xlMacrosheet xlIntlMacrosheet dialogsheet", r"macrosheet|dialogsheet"),
    (
        "R501",
        "vbaProject vbaProjectSignature wordVbaData attachedToolbars",
        r"vbaproject|vbadata|(?<!binary\.)macroenabled",
    ),
    ("R502", "externalLink externalLinkPath xlExternalLinkPath", r"externallink"),
    ("R503", "connections queryTable powerPivotData", r"connections\+xml|querytable|xl/model/|datamashup"),
    ("R505", "control activeXControlBinary", r"activex"),
    ("R504", "oleObject package", r"oleobject|/embeddings/"),
    ("R506", "volatileDependencies", r"volatiledependencies"),
    ("R511", "extensibility webextension webextensiontaskpanes", r"customui/|webextension"),
)
_BY_RELATION = {kind: code for code, kinds, _ in _KINDS for kind in kinds.split()}
_BY_TEXT = [(code, re.compile(pattern)) for code, _, pattern in _KINDS]
_BINARY = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"MZ\x90")
_HYPERLINK = "hyperlink"
QUIET = frozenset(f"{MAIN}{local}" for local in ("row", "c", "v", "f", "is", "t", "si", "xf")), "macro"
"""The elements that most of a file consists of, and what makes one of them active all the same."""
_ELEMENTS = {"ddeLink": "R506", "oleLink": "R504", "oleObject": "R504", "ddeItem": "R506"}
_AUTO = re.compile(r"(?:_xlnm\.)?auto_(?:open|close|activate|deactivate)", re.IGNORECASE)
_MASHUP = "http://schemas.microsoft.com/DataMashup"


def check_active(
    contents: Mapping[str, bytes], types: Mapping[str, str], relations: Relations, place: Place
) -> tuple[Finding, ...]:
    """Every kind of active content that the parts' names, types, targets and first bytes show, one finding each."""
    seen: dict[str, str] = {}
    for part, kind in types.items():
        for code, pattern in _BY_TEXT:
            if pattern.search(part.casefold()) or pattern.search(kind):
                seen.setdefault(code, part)
                break
        else:
            if contents[part].startswith(_BINARY):
                seen.setdefault("R504", part)
    for links in relations.values():
        for link in links:
            if link.kind in _BY_RELATION:
                seen.setdefault(_BY_RELATION[link.kind], link.target)
            elif link.external and link.kind != _HYPERLINK:
                seen.setdefault("R510", link.target)
    return tuple(found(code, place, part=shown(part)) for code, part in sorted(seen.items()))


class ActiveMarkup:
    """Looks for active content while a part is parsed."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.findings: list[Finding] = []
        self._codes: set[str] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        local = name.rpartition(" ")[2]
        if local in _ELEMENTS and name.startswith(MAIN):
            self._add(_ELEMENTS[local])
        elif local == "definedName":
            self._name(attributes)
        elif "macro" in attributes and attributes["macro"].strip():
            self._add("R501", text=shown(attributes["macro"]))
        elif local == "DataMashup" and name.startswith(_MASHUP):
            self._add("R503")

    def _name(self, attributes: Attributes) -> None:
        name = attributes.get("name", "")
        if _AUTO.match(name):
            self._add("R508", text=shown(name))
        elif any(attributes.get(flag, "0") not in ("0", "false") for flag in ("xlm", "vbProcedure", "function")):
            self._add("R507", text=shown(name))

    def _add(self, code: str, text: str = "") -> None:
        if code not in self._codes:
            self._codes.add(code)
            self.findings.append(found(code, Place(), part=self.part, text=text))
