"""From a validation error's path back to the page: which text, where, and which model was expected there."""

from __future__ import annotations

import difflib
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from workbook.finding import Place, Text, place_of


@dataclass(frozen=True)
class Trace:
    """Where an error's path leads.

    owner: the model whose keys stand there. key: the last key on the way. parents: the keys before it.
    node: what is written there. relevant: False when the error belongs to a form that was not meant.
    """

    owner: type[BaseModel]
    key: Text | None
    node: object
    relevant: bool = True

    @property
    def place(self) -> Place:
        """The value's place; for a mapping, a list or a blank its key's, for a page its beginning."""
        if isinstance(self.node, Text):
            return self.node.place
        if self.key is not None:
            return self.key.place
        return first_place(self.node)


def place_at(data: object, loc: Sequence[int | str]) -> Place:
    """The place of what stands at `loc`, or of the nearest thing above it that is written in the page."""
    place = first_place(data)
    for step in loc:
        if isinstance(data, dict) and step in data:
            place = place_of(next(k for k in data if k == step))
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            place = first_place(data) if isinstance(data, Text | dict) and data else place
        if isinstance(data, Text):
            place = data.place
    return place


def first_place(data: object) -> Place:
    """The place where a piece of a page begins."""
    if isinstance(data, dict) and data:
        return place_of(next(iter(data)))
    if isinstance(data, list) and data:
        return first_place(data[0])
    return place_of(data)


def names_of(model: type[BaseModel]) -> dict[str, Any]:
    """key as written in pages → the type of its value"""
    return {f.alias or n: f.annotation for n, f in model.model_fields.items()}


def trace(model: type[BaseModel], data: object, loc: Sequence[int | str]) -> Trace:
    """Follow `loc` through the model and the page together."""
    kind: Any = model
    owner, key, node = model, None, data
    for step in loc:
        if step == "[key]":
            break
        branches = _branches(kind)
        if len(branches) > 1:
            kind = _meant(branches, node)
            if _tag(kind) != str(step).split("[")[0]:
                return Trace(owner, key, node, relevant=False)
            owner = kind if _is_model(kind) else owner
            continue
        kind = branches[0] if branches else None
        if _is_model(kind):
            owner = kind
            kind = names_of(kind).get(str(step))
        else:
            kind = _inside(kind)
        if isinstance(node, dict) and step in node:
            key = next(k for k in node if k == step)
            node = node[step]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
            key = None if isinstance(node, dict | list) else key
    branches = _branches(kind)
    if len(branches) == 1 and _is_model(branches[0]):
        owner = branches[0]
    return Trace(owner, key, node)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _branches(kind: Any) -> tuple[Any, ...]:
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in (Union, types.UnionType):
        members = [m for member in get_args(kind) for m in _branches(member)]
        return tuple(m for m in members if m is not type(None))
    return () if kind is None else (kind,)


def _inside(kind: Any) -> Any:
    arguments = get_args(kind)
    if get_origin(kind) is Mapping and len(arguments) == 2:
        return arguments[1]
    return arguments[0] if get_origin(kind) is tuple and arguments else None


def _tag(kind: Any) -> str:
    return str(kind.__name__) if _is_model(kind) else "dict"


def _meant(branches: tuple[Any, ...], node: object) -> Any:
    """The branch that the page's keys speak for: one whose required key is there, or nearly there."""
    keys = [str(k) for k in node] if isinstance(node, dict) else []
    models = [b for b in branches if _is_model(b)]
    others = [b for b in branches if not _is_model(b)]
    for close in (1.0, 0.75):
        for model in models:
            needed = [f.alias or n for n, f in model.model_fields.items() if f.is_required()]
            if any(difflib.get_close_matches(n, keys, 1, close) for n in needed):
                return model
    return (others or models)[0]
