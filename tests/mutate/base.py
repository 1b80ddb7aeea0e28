"""The good workbook that is changed, and its places: inputs, formulas, fixed texts, keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from made import EXAMPLE, from_folder, the_spec
from mutate.chain import short_way
from mutate.package import Package, parts_of
from returns.back import plain
from workbook.api.filled import Examined
from workbook.book.model import Slot
from workbook.data import Value
from workbook.grid.model import GridCell
from workbook.layout import address
from workbook.match import Filled
from workbook.match.match import Spot

_CACHED = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="\w+")?><f>([^<]*)</f><v>[^<]*</v></c>')


@dataclass(frozen=True)
class Where:
    """A cell of the workbook: spot, and the names by which a finding would call it."""

    key: str
    tab: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        return address(self.row, self.column)

    @property
    def spot(self) -> Spot:
        return self.key, self.row, self.column

    @property
    def at(self) -> tuple[str, int, int]:
        """What `Package` calls a cell."""
        return self.tab, self.row, self.column

    @property
    def place(self) -> tuple[str, str]:
        return self.tab, self.cell


@dataclass(frozen=True)
class Base:
    """parts: as generated, every formula with its cached value. bare: the same without cached values."""

    parts: Mapping[str, bytes] = field(repr=False)
    bare: Mapping[str, bytes] = field(repr=False)
    examined: Examined = field(repr=False)

    @cached_property
    def filled(self) -> Filled:
        assert self.examined.filled is not None
        return self.examined.filled

    @cached_property
    def data(self) -> dict[str, Any]:
        return plain(self.filled.data)

    @cached_property
    def tabs(self) -> dict[str, str]:
        """Sheet key → tab."""
        return {key: where.tab for key, where in self.filled.layout.sheets.items()}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Sheet key → kind (entry, table, text, checks …)."""
        return {sheet.key: sheet.kind for sheet in self.filled.book.sheets}

    def package(self, *, bare: bool = False) -> Package:
        return Package(self.bare if bare else self.parts)

    @cached_property
    def _cells(self) -> tuple[tuple[Where, GridCell], ...]:
        assert self.examined.judged is not None
        found = []
        for sheet in self.examined.judged.grid.sheets:
            keyed = self.filled.sheets[sheet.key]
            hidden = {
                (r, c)
                for m in keyed.raw.merges
                for r in range(m.top, m.bottom + 1)
                for c in range(m.left, m.right + 1)
                if (r, c) != (m.top, m.left)
            }
            for (row, column), cell in sheet.cells.items():
                if row > 1 and column > 1 and (row, column) not in hidden:
                    found.append((Where(sheet.key, self.tabs[sheet.key], row, column), cell))
        return tuple(found)

    @cached_property
    def formulas(self) -> tuple[tuple[Where, GridCell], ...]:
        return tuple((where, cell) for where, cell in self._cells if cell.formula)

    @cached_property
    def fixed(self) -> tuple[tuple[Where, GridCell], ...]:
        """Cells of the template with a text or number that nobody computes or types."""
        inputs = self.filled.inputs
        return tuple(
            (where, cell)
            for where, cell in self._cells
            if not cell.formula and cell.value not in (None, "") and where.spot not in inputs
        )

    @cached_property
    def inputs(self) -> tuple[tuple[Where, Slot, Value], ...]:
        return tuple(
            (Where(spot[0], self.tabs[spot[0]], spot[1], spot[2]), slot, self.filled.inputs[spot])
            for spot, slot in self.filled.slots.items()
        )

    def typed(self, *types: str, filled: bool = True) -> tuple[tuple[Where, Slot, Value], ...]:
        """Input cells of some types, those that are filled or those that are blank."""
        return tuple(i for i in self.inputs if i[1].type in types and (i[2] is not None) == filled)

    @cached_property
    def lists(self) -> dict[str, dict[int, dict[str, tuple[Where, Value]]]]:
        """Entry list → row in the file → column → its cell; rows with a value only."""
        found: dict[str, dict[int, dict[str, tuple[Where, Value]]]] = {}
        for where, slot, value in self.inputs:
            if slot.kind == "row":
                found.setdefault(slot.owner, {}).setdefault(where.row, {})[slot.name] = (where, value)
        return {
            owner: {n: row for n, row in rows.items() if any(v is not None for _, v in row.values())}
            for owner, rows in found.items()
        }

    @cached_property
    def date_style(self) -> tuple[bytes, str]:
        """styles.xml with one more style, a date, and its number."""
        text = self.parts["xl/styles.xml"].decode()
        found = re.search(r'<cellXfs count="(\d+)">(.*?)</cellXfs>', text, re.DOTALL)
        assert found is not None
        style = '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        made = f'<cellXfs count="{int(found[1]) + 1}">{found[2]}{style}</cellXfs>'
        return (text[: found.start()] + made + text[found.end() :]).encode(), found[1]


@lru_cache(maxsize=1)
def base() -> Base:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "good.xlsx"
        from_folder(the_spec(), EXAMPLE, path)
        parts = parts_of(path.read_bytes())
    bare = {
        name: _CACHED.sub(rb"\1><f>\2</f></c>", data) if name.startswith("xl/worksheets/") else data
        for name, data in parts.items()
    }
    return Base(parts, bare, short_way(parts))
