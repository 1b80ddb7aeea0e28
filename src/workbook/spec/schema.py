"""JSON Schema of the spec language, for editors: the models, widened by their shorthands."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic.json_schema import models_json_schema

from workbook.spec.model import COLUMN_KEYS, AnySheet, Book, Checks, ValueType

Schema = dict[str, Any]

_REF = "#/$defs/{model}"
_WORDS: Schema = {"type": ["string", "number", "boolean"]}
_FORMULA: Schema = {"type": "string", "pattern": "^=", "description": "=… in Excel's language, by names"}
_BARE: Schema = {"enum": list(get_args(ValueType)), "description": "what stands in the cell"}
_FORMULAS = [_FORMULA, _BARE]


def schema() -> Schema:
    """One schema (draft 2020-12) for every page: book.yaml, sheets by their `kind`, pages of checks."""
    pages = [*get_args(AnySheet), Checks, Book]
    _, made = models_json_schema([(page, "validation") for page in pages], by_alias=True)
    models = {name: _plain(body) for name, body in made["$defs"].items()}
    for name, shorthands in _shorthands().items():
        own = models[name]
        models[name] = {"description": own.get("description", ""), "anyOf": [*shorthands, own]}
    for page in pages:
        models[page.__name__]["properties"].pop("$schema", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "workbook spec page",
        "description": "book.yaml, one sheet (chosen by kind), or a page of checks",
        "oneOf": [{"$ref": _REF.format(model=page.__name__)} for page in pages],
        "$defs": dict(sorted(models.items())),
    }


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _ref(model: str) -> Schema:
    return {"$ref": _REF.format(model=model)}


def _shorthands() -> dict[str, list[Schema]]:
    """model → what may be written instead of its keys"""
    head = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"not": {"enum": sorted(COLUMN_KEYS)}},
        "additionalProperties": _ref("Column"),
        "description": "a head over nested columns",
    }
    fragments = {"type": "array", "items": _ref("Fragment")}
    return {
        "Column": [*_FORMULAS, head],
        "Row": [*_FORMULAS, {"type": "null"}],
        "HeadField": list(_FORMULAS),
        "Value": [_FORMULA],
        "Rule": [{"type": "string"}],
        "Fragment": [_WORDS],
        "Paragraph": [_WORDS, fragments],
        "Source": [{"type": "string"}],
        "Tier": [{"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}],
    }


def _plain(node: Any) -> Any:
    """Pydantic's schema without invented titles and defaults; a list may be one value alone."""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    body = {k: _plain(v) if k != "properties" else {n: _plain(p) for n, p in v.items()} for k, v in node.items()}
    if isinstance(body.get("title"), str):
        del body["title"]
    body.pop("default", None)
    if body.get("type") == "string" and len(body) <= 2 and "pattern" not in body and "enum" not in body:
        return {**body, **_WORDS} if "const" not in body else body
    if body.get("type") == "array" and "items" in body and "prefixItems" not in body:
        described = {k: v for k, v in body.items() if k == "description"}
        return {**described, "anyOf": [body["items"], {k: v for k, v in body.items() if k not in described}]}
    return body
