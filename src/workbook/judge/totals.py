"""Sums of many amounts that are asked for again and again, each time with a few amounts changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from workbook.match.match import Spot


class Total:
    """A signed sum of amounts; with changed amounts it costs as much as there are changes, not terms."""

    __slots__ = ("_numbers", "_signs", "now")

    def __init__(self, terms: Iterable[tuple[Spot, int]], numbers: Mapping[Spot, Decimal]) -> None:
        self._numbers = numbers
        self._signs: dict[Spot, int] = {}
        for spot, sign in terms:
            self._signs[spot] = self._signs.get(spot, 0) + sign
        self.now = sum((sign * numbers[spot] for spot, sign in self._signs.items()), Decimal(0))

    def after(self, change: Mapping[Spot, Decimal]) -> Decimal:
        """The sum when the cells of `change` hold what it says."""
        few, many = (change, self._signs) if len(change) < len(self._signs) else (self._signs, change)
        shared = [spot for spot in few if spot in many]
        return self.now + sum((self._signs[s] * (change[s] - self._numbers[s]) for s in shared), Decimal(0))
