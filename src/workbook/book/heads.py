"""Column heads: nested columns → leaves with their keys, and the merged head rows above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.book.draft import Draft
from workbook.finding import Text
from workbook.spec.model import Column


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column that holds cells. path: the heads over it and its own name; key: its name in references."""

    path: tuple[str, ...]
    labels: tuple[str, ...]
    column: Column
    key: str


def leaves(columns: Mapping[Text, Column]) -> tuple[Leaf, ...]:
    """All leaf columns from left to right; the key is the own name where unique, else the shortest unique path."""
    found: list[tuple[tuple[str, ...], tuple[str, ...], Column]] = []

    def walk(items: Mapping[Text, Column], path: tuple[str, ...], labels: tuple[str, ...], width: float | None) -> None:
        for name, column in items.items():
            here, shown = (*path, str(name)), (*labels, str(column.label or name))
            wide = column.width if column.width is not None else width
            if column.columns:
                walk(column.columns, here, shown, wide)
            else:
                found.append((here, shown, column.model_copy(update={"width": wide})))

    walk(columns, (), (), None)
    paths = [path for path, _, _ in found]
    return tuple(Leaf(path, labels, column, _shortest(path, paths)) for path, labels, column in found)


def _shortest(path: tuple[str, ...], paths: list[tuple[str, ...]]) -> str:
    for size in range(1, len(path) + 1):
        tail = path[-size:]
        if sum(p[-size:] == tail for p in paths) == 1:
            return ".".join(tail)
    return ".".join(path)


def column_names(items: tuple[Leaf, ...], keys: Mapping[str, str]) -> dict[str, str]:
    """Every unambiguous way to name a column → its key on the sheet; the shortest first."""
    names = {leaf.key: keys[leaf.key] for leaf in items}
    ends: dict[str, list[str]] = {}
    turned: dict[str, list[str]] = {}
    for leaf in items:
        parts = leaf.path
        for a in range(len(parts)):
            for skip in range(a + 1, len(parts) + 1):
                # 决算数.购置费 may leave out the head between: 决算数.公务用车购置及运行费.购置费
                ends.setdefault(".".join((*parts[a : a + 1], *parts[skip:])), []).append(keys[leaf.key])
            ends.setdefault(".".join(parts[a:]), []).append(keys[leaf.key])
        for a in range(len(parts) - 1):
            # 决算数.公务接待费 also where the form has 公务接待费 over 预算数 and 决算数
            turned.setdefault(".".join((parts[-1], *parts[a:-1])), []).append(keys[leaf.key])
    for name, targets in (*ends.items(), *turned.items()):
        if len(set(targets)) == 1:
            names.setdefault(name, targets[0])
    return names


def depth(items: tuple[Leaf, ...]) -> int:
    return max((len(leaf.path) for leaf in items), default=1)


def draw(draft: Draft, items: tuple[Leaf, ...], keys: Mapping[str, str], rows: list[str], style: str = "head") -> None:
    """Write the heads into the given head rows (top first), equal neighbours merged, short paths stretched down."""
    levels = len(rows)
    for level in range(levels):
        i = 0
        while i < len(items):
            labels = items[i].labels
            if level >= len(labels):
                i += 1
                continue
            j = i
            last_level = level == len(labels) - 1
            while not last_level and j + 1 < len(items) and items[j + 1].labels[: level + 1] == labels[: level + 1]:
                j += 1
            bottom = rows[-1] if last_level else rows[level]
            first, last = keys[items[i].key], keys[items[j].key]
            draft.put(rows[level], first, labels[level], style)
            draft.span(rows[level], first, bottom, last, style)
            i = j + 1
