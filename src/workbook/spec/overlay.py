"""JSON Schema for pages of differences: every key of a whole page, none of them needed, and what takes away."""

from __future__ import annotations

import json
from typing import Any

from workbook.spec.schema import Schema, schema

_NAMES: Schema = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_WORDS: dict[str, Schema] = {
    "replace": {**_NAMES, "description": "keys whose inherited entries are dropped first"},
    "reorder": {**_NAMES, "description": "entries in the order that they shall have, at the places they have together"},
}
_PAGE: dict[str, Schema] = {
    "extends": {"type": "string", "description": "the inherited page that this one takes over, by its path"},
    "omit": {"type": "boolean", "description": "the inherited page at this path is left out"},
}


def overlay_schema() -> Schema:
    """The schema of whole pages (`schema`), loosened: nothing required, blanks, replace, reorder, items by name."""
    whole = schema()
    pages = [page["$ref"].rpartition("/")[2] for page in whole["oneOf"]]
    models = {name: _loose(body) for name, body in whole["$defs"].items()}
    for name in pages:
        models[name]["properties"] |= {k: v for k, v in _PAGE.items() if k not in whole["$defs"][name]["properties"]}
    return {
        "$schema": whole["$schema"],
        "title": "workbook spec page of differences",
        "description": "only what differs from the page at the same path of the spec that is extended",
        "anyOf": whole["oneOf"],
        "$defs": models,
    }


def overlay_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(overlay_schema(), ensure_ascii=False, indent=1) + "\n"


def _loose(node: Any) -> Any:
    if isinstance(node, list):
        return [_loose(item) for item in node]
    if not isinstance(node, dict):
        return node
    body = {key: value if key in ("properties", "required") else _loose(value) for key, value in node.items()}
    if "properties" in node:
        body.pop("required", None)
        body["properties"] = {name: _blank(_loose(value)) for name, value in node["properties"].items()} | _WORDS
    elif isinstance(node.get("additionalProperties"), dict):
        body["additionalProperties"] = _blank(_loose(node["additionalProperties"]))
        body["properties"] = dict(_WORDS)
        body.pop("minProperties", None)
    if node.get("type") == "array" and isinstance(node.get("items"), dict):
        changed = {"type": "object", "additionalProperties": _blank(_loose(node["items"])), "properties": dict(_WORDS)}
        return {"anyOf": [body, changed]}
    return body


def _blank(node: Schema) -> Schema:
    """A value that may be taken away."""
    described = {key: node[key] for key in ("description",) if key in node}
    return {**described, "anyOf": [{k: v for k, v in node.items() if k != "description"} or True, {"type": "null"}]}
