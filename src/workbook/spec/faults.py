"""Validation errors in the user's words: one finding for one fault, with its place in the page."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from workbook.finding import Finding, Text, found
from workbook.spec.fullwidth import half, half_key, is_key
from workbook.spec.model import COLUMN_KEYS
from workbook.spec.trace import Trace, names_of, trace

_EXPECTED = {
    "bool_parsing": "@bool",
    "bool_type": "@bool",
    "int_parsing": "@whole",
    "int_type": "@whole",
    "int_from_float": "@whole",
    "float_parsing": "@number",
    "float_type": "@number",
    "greater_than_equal": "@at_least:{ge}",
    "less_than_equal": "@at_most:{le}",
    "greater_than": "@more_than:{gt}",
    "less_than": "@less_than:{lt}",
    "dict_type": "@mapping",
    "mapping_type": "@mapping",
    "list_type": "@list",
    "tuple_type": "@list",
    "value_error": "@text",
    "string_type": "@text",
}

_MODELS = {"Column": "@column", "Row": "@row", "HeadField": "@row", "Tier": "@two_numbers"}

_CHOICE_LISTS = frozenset(["of", "levels", "codes", "filled", "needs", "entered", "follows", "sum", "nonzero"])


def faults(model: type[BaseModel], data: object, error: ValidationError) -> list[Finding]:
    """S103, S104, S105 and S107 for a page that is not what `model` says, in the order of the page."""
    unknown: list[tuple[Finding, Trace]] = []
    missing: list[tuple[str, Trace]] = []
    findings: list[Finding] = []
    for item in error.errors(include_url=False):
        loc = item["loc"]
        at = trace(model, data, loc)
        if not at.relevant:
            continue
        if item["type"] == "extra_forbidden":
            unknown.append((_unknown(at), at))
        elif item["type"] == "missing":
            missing.append((str(loc[-1]), trace(model, data, loc[:-1])))
        else:
            findings.append(_wrong(at, item["type"], item.get("ctx") or {}))
    findings += [finding for finding, _ in unknown]
    for name, at in missing:
        misspelt = any(other.owner is at.owner and finding.facts.get("nearest") == name for finding, other in unknown)
        if not misspelt:
            findings.append(found("S105", at.place, key=name, found=at.key))
    return _once(findings)


def doubtful(data: object) -> list[Finding]:
    """What is readable but surely not meant: `key：value`, `[a，b]`, a misspelt key taken for a head."""
    return _once(_doubtful(data, ""))


def _doubtful(data: object, under: str) -> Iterable[Finding]:
    if isinstance(data, list):
        for item in data:
            if isinstance(item, Text) and under in _CHOICE_LISTS and "，" in item:
                yield found("S107", item.place, found=item, instead=half(item))
            yield from _doubtful(item, "")
        return
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if is_key(key):
            yield found("S107", key.place, found=key, instead=half_key(key))
        if isinstance(value, dict) and under == "columns" and value:
            yield from _misspelt_head(value)
        if isinstance(value, Text) and value.startswith("＝"):
            yield found("S107", value.place, found=value, instead="=" + value[1:])
        yield from _doubtful(value, str(key))


def _misspelt_head(value: Mapping[Text, Any]) -> Iterable[Finding]:
    if any(key in COLUMN_KEYS for key in value):
        return
    for key in value:
        near = difflib.get_close_matches(key, COLUMN_KEYS, 1, 0.67) if re.fullmatch(r"[a-z_]+", key) else []
        if near:
            yield found("S103", key.place, key=key, nearest=near[0])


def _unknown(at: Trace) -> Finding:
    key = at.key if at.key is not None else Text("")
    if is_key(key):
        return found("S107", key.place, found=key, instead=half_key(key))
    known = names_of(at.owner)
    near = difflib.get_close_matches(key.lower(), known, 1, 0.67)
    nearest = near[0] if near else ""
    if not nearest and "columns" in known and re.search(r"[\u4e00-\u9fff]", key):
        nearest = f"columns: {{{key}: …}}"
    return found("S103", key.place, key=key, nearest=nearest)


def _wrong(at: Trace, kind: str, context: Mapping[str, Any]) -> Finding:
    node = at.node
    if isinstance(node, Text) and is_key(node):
        return found("S107", node.place, found=node, instead=half_key(node))
    if isinstance(node, Text) and node.startswith("＝"):
        return found("S107", node.place, found=node, instead="=" + node[1:])
    nearest = ""
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        near = difflib.get_close_matches(str(node), choices, 1, 0.5)
        nearest = near[0] if near else ""
        expected = "@one_of:" + ", ".join(c for c in choices if c)
    elif kind == "model_type":
        expected = _MODELS.get(str(context.get("class_name")), "@mapping")
    else:
        expected = _EXPECTED.get(kind, "@valid").format_map({k: _plain(v) for k, v in context.items()})
    return found("S104", at.place, key=at.key, found=_shown(node), expected=expected, nearest=nearest)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _shown(node: object) -> str:
    if node is None:
        return "@blank"
    if isinstance(node, dict):
        return "{" + ", ".join(f"{k}: …" for k in list(node)[:3]) + "}"
    return "[" + ", ".join(str(v) for v in node[:3]) + "]" if isinstance(node, list) else str(node)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the page, one for each place."""
    seen: dict[object, Finding] = {}
    for finding in findings:
        key = (finding.place, finding.code in ("S105",) and finding.facts["key"])
        seen.setdefault(key, finding)
    files = list(dict.fromkeys(f.place.file for f in seen.values()))
    return sorted(seen.values(), key=lambda f: (files.index(f.place.file), f.place.line, f.place.column))
