"""[Content_Types].xml: what each part says it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbook.finding import Finding, Place, found
from workbook.read.fault import refusal, shown
from workbook.read.xml import Attributes, Budget, check

NAME = "[Content_Types].xml"
_NS = "http://schemas.openxmlformats.org/package/2006/content-types "
_OWN = "application/vnd.openxmlformats-package.content-types+xml"


class _Types:
    text: Callable[[str], None] | None = None

    def __init__(self, place: Place) -> None:
        self.place = place
        self.depth = 0
        self.defaults: dict[str, str] = {}
        self.overrides: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth == 1 and name != f"{_NS}Types":
            raise refusal("R307", self.place, part=NAME, found=shown(name))
        if self.depth != 2:
            return
        kind = attributes.get("ContentType", "").strip().lower()
        if name == f"{_NS}Default":
            self._add(self.defaults, attributes.get("Extension", "").lower(), kind)
        elif name == f"{_NS}Override":
            self._add(self.overrides, attributes.get("PartName", "").removeprefix("/").casefold(), kind)
        else:
            raise refusal("R217", self.place, reason="@types_element", text=shown(name))

    def end(self, _name: str) -> None:
        self.depth -= 1

    def _add(self, table: dict[str, str], key: str, kind: str) -> None:
        if not key or not kind:
            raise refusal("R217", self.place, reason="@types_element")
        if key in table:
            raise refusal("R217", self.place, reason="@types_twice", text=shown(key))
        table[key] = kind


def read_types(parts: Mapping[str, bytes], place: Place) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Part name → content type in lower case. Raises RefusedError: R217, R218, R3xx; R222 is told."""
    data = next((d for n, d in parts.items() if n.casefold() == NAME.casefold()), None)
    if data is None:
        raise refusal("R217", place, reason="@types_missing")
    listed = _Types(place)
    check(data, NAME, listed, Budget(20_000))
    types: dict[str, str] = {}
    for part in parts:
        kind = listed.overrides.get(part.casefold())
        if kind is None:
            kind = listed.defaults.get(part.rpartition("/")[2].rpartition(".")[2].casefold())
        if part.casefold() == NAME.casefold():
            kind = _OWN
        if kind is None:
            raise refusal("R218", place, part=shown(part))
        types[part] = kind
    present = {part.casefold() for part in parts}
    absent = [part for part in listed.overrides if part not in present]
    return types, tuple(found("R222", place, part=shown(part)) for part in absent[:5])
