"""One page: YAML text to the model that its `kind` (or its key `checks`) asks for."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ValidationError

from workbook.finding import Finding, Level, Place, Text, found, worst
from workbook.spec.csvtext import read_bytes
from workbook.spec.faults import doubtful, faults
from workbook.spec.fullwidth import half_key, is_key
from workbook.spec.model import AnySheet, Book, Checks
from workbook.spec.trace import first_place
from workbook.spec.yamltext import read_yaml

KINDS: dict[str, type[BaseModel]] = {
    get_args(cls.model_fields["kind"].annotation)[0]: cls for cls in get_args(AnySheet)
}
"""kind as written in pages → its model"""


def read_page(path: Path, file: str) -> tuple[AnySheet | Checks | None, tuple[Finding, ...]]:
    """A page below the parts' folders. file: its name in places. Findings: S101–S107, S109."""
    data, findings = _data(path, file)
    if data is None:
        return None, findings
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


def read_book(path: Path, file: str) -> tuple[Book | None, tuple[Finding, ...]]:
    """book.yaml. Findings: S101–S107, S109."""
    data, findings = _data(path, file)
    return (None, findings) if data is None else _validated(Book, data, findings)  # type: ignore[return-value]


def _data(path: Path, file: str) -> tuple[dict[Text, object] | None, tuple[Finding, ...]]:
    raw = read_bytes(path)
    if isinstance(raw, str):
        return None, (found("S106", Place(file), file=file, reason=raw),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, (found("S106", Place(file, line, 1), file=file, reason="@not_utf8"),)
    data, findings = read_yaml(text, file)
    findings += tuple(doubtful(data))
    if data is None or isinstance(data, dict):
        return data, findings
    place = first_place(data)
    if isinstance(data, Text) and "：" in data:
        start = data.split()[0]
        return None, (*findings, found("S107", place, found=start, instead=half_key(start)))
    shown = data if isinstance(data, Text) else "[…]"
    return None, (*findings, found("S104", place, found=shown, expected="@mapping"))


def _start(data: object, file: str) -> Place:
    place = first_place(data)
    return place if place.line else Place(file, 1, 1)


def _validated(
    model: type[BaseModel], data: dict[Text, object], findings: tuple[Finding, ...]
) -> tuple[BaseModel | None, tuple[Finding, ...]]:
    page: BaseModel | None = None
    told: list[Finding] = []
    try:
        page = model.model_validate(data)
    except ValidationError as error:
        told = faults(model, data, error)
    places = {f.place for f in findings}
    merged = [*findings, *(f for f in told if f.place not in places)]
    merged.sort(key=lambda f: (f.place.line, f.place.column))
    broken = (worst(merged) or Level.INFO) >= Level.ERROR
    return (None if broken else page), tuple(merged)
