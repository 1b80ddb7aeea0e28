"""What was typed, beside the rule of its cell: pasting evades the rules, so they are applied again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from workbook.book.model import Rule, Slot
from workbook.data import Value
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.model import Entry
from workbook.spec.spec import CodeTable


def ruled(filled: Filled) -> Iterable[tuple[Rule, Spot, Value]]:
    """Every cell that is filled, with its rule; inserted rows have the rules of their list's first row."""
    rules = _rules(filled)
    for spot, value in filled.inputs.items():
        if value is None:
            continue
        slot = filled.slots[spot]
        rule = rules.get(spot)
        if rule is None and slot.kind == "row" and slot.number < 0:
            first = filled.layout.sheets[spot[0]].rows.get("1")
            rule = rules.get((spot[0], first, spot[2])) if first is not None else None
        if rule is not None:
            yield rule, spot, value


@lru_cache(maxsize=1)
def _rules(filled: Filled) -> Mapping[Spot, Rule]:
    result: dict[Spot, Rule] = {}
    for sheet in filled.book.sheets:
        layout = filled.layout.sheets[sheet.key]
        order = {line.key: i for i, line in enumerate(sheet.rows)}
        for rule in sheet.rules:
            keys = [line.key for line in sheet.columns]
            wide = keys[keys.index(rule.column) : keys.index(rule.to_column or rule.column) + 1]
            for line in sheet.rows[order[rule.first] : order[rule.last] + 1]:
                result |= {(sheet.key, layout.rows[line.key], layout.columns[key]): rule for key in wide}
    return result


def code_list(filled: Filled, slot: Slot) -> CodeTable | None:
    """The code list of an entry column of type code."""
    name = _lists(filled).get((slot.owner, slot.name))
    return filled.spec.codes.get(name) if name else None


@lru_cache(maxsize=1)
def _lists(filled: Filled) -> Mapping[tuple[str, str], str]:
    result: dict[tuple[str, str], str] = {}
    for sheet in filled.spec.sheets:
        if isinstance(sheet, Entry):
            for name, column in sheet.columns.items():
                result[str(sheet.sheet), str(name)] = str(column.list or "")
            for group in (sheet.fields or {}).values():
                result |= {(str(sheet.sheet), str(n)): str(f.list or "") for n, f in group.items()}
    return result
