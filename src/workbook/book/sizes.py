"""How many rows each sheet has: as many as the data need, or as many as a filled workbook was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a filled workbook's own keys say; empty for a new workbook.

    rows: sheet key → its row keys. cards: scorecards in the order in which they were made.
    """

    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cards: tuple[str, ...] = ()

    def count(self, sheet: str, prefix: str, default: int) -> int:
        """Rows of a sheet whose keys are `prefix` and a number: the highest number, or the default for a new sheet."""
        keys = self.rows.get(sheet)
        if keys is None:
            return default
        numbers = (key.removeprefix(prefix) for key in keys if key.startswith(prefix))
        return max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=default)
