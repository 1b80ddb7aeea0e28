"""A page of differences over the page that it changes, both as plain YAML data whose texts keep their places.

The laws (RFC 7386, with what order and lists need; reasons in docs/decisions.md):
- mappings merge by key; texts and lists replace; a blank value takes the inherited entry away;
- a key with `was: <inherited key>` takes that entry over, at its place, under a new name;
- a new key stands behind the key before it in the overlay, or before the key behind it; `{}` changes nothing and so
  is an anchor;
- a mapping over an inherited list changes the list's items by their `name` (`folder`), or by their number;
- `replace: [key, …]` drops the inherited entries of these keys first; `reorder: [key, …]` puts the named entries in
  this order, at the places that they have together.
Shorthands that meet a mapping are unfolded first (`=…` is a formula, a bare word a type).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from workbook.finding import Finding, Text, found, place_of
from workbook.spec.model import COLUMN_KEYS

REPLACE, REORDER, WAS = "replace", "reorder", "was"
WORDS = frozenset((REPLACE, REORDER))
_NAMES = ("name", "folder")
_PIECES = frozenset(("paragraphs", "text", "else", "parts"))  # lists whose items may be a text alone
_BLANK_IS_A_VALUE = frozenset(("series",))

Tree = Any
Entries = dict[Text, Tree]


def merge(base: Tree, over: Tree, findings: list[Finding], key: str = "", under: str = "") -> Tree:
    """What `over` makes of `base`. key: where both stand, under: in the mapping or list at which key. Finding: S112."""
    if not isinstance(over, dict):
        return over
    if not over and base is not None:
        return base
    if isinstance(base, Text) and key in ("text", "else"):
        base = [base]
    if isinstance(base, list) and under != "paragraphs":
        return _over_list(base, over, findings, key)
    base, over = _unfolded(base, over, key, under)
    if not isinstance(base, dict):
        return over
    return _over_mapping(base, over, findings, "rows" if under == "fields" else key)


def texts(value: Tree) -> tuple[Text, ...]:
    """One text, or a list of texts."""
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, Text))


def _unfolded(base: Tree, over: Entries, key: str, under: str) -> tuple[Tree, Entries]:
    """Both in one form, where a page may write the same thing in two."""
    if under == "columns" and over and isinstance(base, dict):
        if _is_head(over) and not _is_head(base):
            over = {Text("columns", place_of(next(iter(over)))): over}
        elif _is_head(base) and any(k in COLUMN_KEYS for k in over):
            base = {Text("columns", place_of(next(iter(base)))): base}
    if isinstance(base, list):
        return {Text("text"): base}, over
    if not isinstance(base, Text):
        return ({} if base is None else base), over
    if under == "columns" and _is_head(over):
        return None, over
    return {Text(_word(base, key, under), base.place): base}, over


def _word(base: Text, key: str, under: str) -> str:
    """What a text alone means in the place of a mapping."""
    if under in _PIECES:
        return "text"
    if key == "classify":
        return "from"
    if under == "scoring":
        return "score"
    return "formula" if base.startswith("=") else "type"


def _is_head(column: Entries) -> bool:
    """Nothing but columns in it."""
    return bool(column) and not any(k in COLUMN_KEYS or k in WORDS for k in column)


def _over_list(base: list[Tree], over: Entries, findings: list[Finding], key: str) -> list[Tree]:
    """Items by name or number; what is new in a list of named items gets its key for a name."""
    named = next((n for n in _NAMES if any(isinstance(item, dict) and n in item for item in base)), "")
    keyed: Entries = {}
    for number, item in enumerate(base, 1):
        name = item.get(named) if named and isinstance(item, dict) else None
        keyed[name if isinstance(name, Text) else Text(str(number))] = item
    items = []
    for name, item in _over_mapping(keyed, over, findings, key).items():
        fresh = named and name not in keyed and isinstance(item, dict) and named not in item
        items.append({Text(named, name.place): name, **item} if fresh else item)
    return items


def _over_mapping(base: Entries, over: Entries, findings: list[Finding], key: str) -> Entries:
    """The merged mapping that stands at `key`, in the order of the base."""
    dropped = _inherited(over.get(Text(REPLACE)), base, findings)
    given = [name for name in over if name not in WORDS]
    sources = {name: source for name in given if (source := _source(name, over[name], base, over)) is not None}
    renamed = {source: name for name, source in sources.items() if source != name}
    order = [renamed.get(name, name) for name in base]
    merged: Entries = {name: value for name, value in base.items() if name not in renamed and name not in dropped}
    for position, name in enumerate(given):
        value, source = over[name], sources.get(name)
        if value is None and key not in _BLANK_IS_A_VALUE:
            if source is None:
                findings.append(_nothing(name, base))
            merged.pop(name, None)
            continue
        if source is not None and source not in dropped:
            value = merge(base[source], value, findings, str(name), key)
            if source != name and isinstance(value, dict):
                names = dict.fromkeys((*texts(over[name][WAS]), *_was(base[source])))
                value = {**value, Text(WAS): list(names)}
        merged[name] = value
        if name not in order:
            order.insert(_spot(given, position, order), name)
    spelt = {name: name for name in (*merged, *base)}  # an inherited key keeps its own place
    kept: Entries = {spelt[name]: merged[name] for name in order if name in merged}
    return _reordered(kept, over.get(Text(REORDER)), findings)


def _source(name: Text, value: Tree, base: Entries, over: Entries) -> Text | None:
    """The inherited entry that an entry changes: that of its name, or the one that it `was`."""
    if name in base:
        return name
    former = texts(value.get(WAS)) if isinstance(value, dict) else ()
    return next((k for w in former for k in base if k == w and k not in over), None)


def _was(entry: Tree) -> tuple[Text, ...]:
    return texts(entry.get(WAS)) if isinstance(entry, dict) else ()


def _spot(given: list[Text], position: int, order: list[Text]) -> int:
    """Where a new key goes: behind the one before it, else before the next one that is known, else last."""
    if position > 0 and given[position - 1] in order:
        return order.index(given[position - 1]) + 1
    following = next((k for k in given[position + 1 :] if k in order), None)
    return order.index(following) if following is not None else len(order)


def _inherited(value: Tree, base: Entries, findings: list[Finding]) -> frozenset[Text]:
    """The keys that `replace` names; those that are not inherited are told."""
    names = texts(value)
    findings += [_nothing(name, base) for name in names if name not in base]
    return frozenset(name for name in names if name in base)


def _reordered(entries: Entries, wanted: Tree, findings: list[Finding]) -> Entries:
    names = list(dict.fromkeys(texts(wanted)))
    findings += [_nothing(name, entries) for name in names if name not in entries]
    moved = iter([next(k for k in entries if k == name) for name in names if name in entries])
    order = [next(moved) if name in names else name for name in entries]
    return {name: entries[name] for name in order}


def _nothing(name: Text, base: Iterable[Text]) -> Finding:
    near = difflib.get_close_matches(str(name), [str(k) for k in base], 1, 0.5)
    return found("S112", name.place, None, name=name, reason="@nothing_inherited", nearest=near[0] if near else "")
