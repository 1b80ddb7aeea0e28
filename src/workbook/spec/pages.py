"""One page: YAML data to the model that its `kind` (or its key `checks`) asks for."""

from __future__ import annotations

import difflib
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from workbook.finding import Finding, Level, Place, Text, found, worst
from workbook.spec.faults import faults
from workbook.spec.fullwidth import is_key
from workbook.spec.model import AnySheet, Book, Checks
from workbook.spec.trace import first_place

KINDS: dict[str, type[BaseModel]] = {
    get_args(cls.model_fields["kind"].annotation)[0]: cls for cls in get_args(AnySheet)
}
"""kind as written in pages → its model"""

Entries = dict[Text, Any]
Told = tuple[Finding, ...]


def as_page(data: Entries, file: str, findings: tuple[Finding, ...]) -> tuple[AnySheet | Checks | None, Told]:
    """A page below the parts' folders, from its data after inheritance and what is known of them already.

    file: its name in places where the data have none. Findings: those given, and S103–S105, S107.
    """
    if "checks" in data and "kind" not in data:
        return _validated(Checks, data, findings)  # type: ignore[return-value]
    if "kind" not in data:
        wide = [k for k in data if is_key(k)]
        if not wide:
            findings += (found("S105", _start(data, file), key="kind"),)
        return None, findings
    kind = data[Text("kind")]
    if not isinstance(kind, Text) or kind not in KINDS:
        near = difflib.get_close_matches(str(kind), KINDS, 1, 0.5)
        place = kind.place if isinstance(kind, Text) else next(k for k in data if k == "kind").place
        shown = kind if isinstance(kind, Text) else "@blank"
        facts = {"key": "kind", "found": shown, "nearest": near[0] if near else ""}
        return None, (*findings, found("S104", place, expected="@one_of:" + ", ".join(KINDS), **facts))
    return _validated(KINDS[kind], data, findings)  # type: ignore[return-value]


def as_book(data: Entries, findings: tuple[Finding, ...]) -> tuple[Book | None, Told]:
    """book.yaml after inheritance. Findings: those given, and S103–S105, S107."""
    return _validated(Book, data, findings)  # type: ignore[return-value]


def _start(data: object, file: str) -> Place:
    place = first_place(data)
    return place if place.line else Place(file, 1, 1)


def _validated(
    model: type[BaseModel], data: Entries, findings: tuple[Finding, ...]
) -> tuple[BaseModel | None, tuple[Finding, ...]]:
    page: BaseModel | None = None
    told: list[Finding] = []
    try:
        page = model.model_validate(data)
    except ValidationError as error:
        told = faults(model, data, error)
    places = {f.place for f in findings}
    merged = [*findings, *(f for f in told if f.place not in places)]
    files = list(dict.fromkeys(f.place.file for f in merged))
    merged.sort(key=lambda f: (files.index(f.place.file), f.place.line, f.place.column))
    broken = (worst(merged) or Level.INFO) >= Level.ERROR
    return (None if broken else page), tuple(merged)
