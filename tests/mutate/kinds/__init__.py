"""The kinds of mutation by group. A kind: (good workbook, dice) → one changed workbook with what must come of it."""

from __future__ import annotations

from mutate.expect import Kind
from mutate.kinds import (
    caches,
    dragged,
    entries,
    exchanged,
    formulas,
    habits,
    identity,
    indicators,
    looks,
    pasted,
    settings,
    shifted,
    structure,
    texts,
)

GROUPS: dict[str, dict[str, Kind]] = {
    "structure": structure.KINDS | indicators.KINDS,
    "formulas": formulas.KINDS,
    "pasted": pasted.KINDS,
    "caches": caches.KINDS,
    "entries": entries.KINDS | exchanged.KINDS | habits.KINDS,
    "shifted": shifted.KINDS,
    "dragged": dragged.KINDS,
    "identity": identity.KINDS,
    "texts": texts.KINDS,
    "settings": settings.KINDS,
    "looks": looks.KINDS,
}
KINDS: dict[str, Kind] = {name: kind for group in GROUPS.values() for name, kind in group.items()}
