"""What somebody typed, as lists of rows, fields of forms and cells of grids, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from workbook.book.entry import END
from workbook.book.model import Sheet, Slot
from workbook.book.scope import Context, Scope
from workbook.data import Value
from workbook.data.sheets import form_fields
from workbook.finding import Place
from workbook.formula.areas import area
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.layout import address
from workbook.match import Filled
from workbook.match.match import Spot
from workbook.spec.model import Entry

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of an entry list or of a scorecard's indicators. row: its number in the file; spots: column → cell."""

    owner: str
    row: int
    values: Mapping[str, Value]
    spots: Mapping[str, Spot] = field(repr=False)

    @property
    def is_blank(self) -> bool:
        return all(value is None for value in self.values.values())

    def text(self, column: str) -> str:
        value = self.values.get(column)
        return "" if value is None else str(value)

    def number(self, column: str) -> Decimal:
        value = self.values.get(column)
        return value if isinstance(value, Decimal) else ZERO


def _again(row: ListRow, inputs: Mapping[Spot, Value]) -> ListRow:
    return replace(row, values={name: inputs[spot] for name, spot in row.spots.items()})


class Ledger:
    """lists: owner → rows in the order of the file, blank ones too. fields: (form, 项目) → cell. grids: (grid, row,
    column) → cell. facts: (scorecard, 项目) → cell. indicators: scorecard → rows. notes: (check, column) → cell.
    """

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.lists: dict[str, tuple[ListRow, ...]] = {}
        self.fields: dict[tuple[str, str], Spot] = {}
        self.grids: dict[tuple[str, str, str], Spot] = {}
        self.facts: dict[tuple[str, str], Spot] = {}
        self.indicators: dict[str, tuple[ListRow, ...]] = {}
        self.notes: dict[tuple[str, str], Spot] = {}
        rows: dict[tuple[str, str], dict[int, dict[str, Spot]]] = {}
        for spot, slot in filled.slots.items():
            match slot.kind:
                case "row" | "indicator":
                    rows.setdefault((slot.kind, slot.owner), {}).setdefault(spot[1], {})[slot.name] = spot
                case "field":
                    self.fields[slot.owner, slot.name] = spot
                case "grid":
                    self.grids[slot.owner, slot.row, slot.name] = spot
                case "fact":
                    self.facts[slot.owner, slot.name] = spot
                case "explanation":
                    self.notes[slot.owner, slot.name] = spot
        self._by_former_names()
        inputs = filled.inputs
        for (kind, owner), numbered in rows.items():
            ordered = tuple(
                ListRow(owner, number, {name: inputs[s] for name, s in spots.items()}, spots)
                for number, spots in sorted(numbered.items())
            )
            (self.lists if kind == "row" else self.indicators)[owner] = ordered

    def changed(self, change: Mapping[Spot, Value]) -> Ledger:
        """The file as if other things stood in these cells; only the lists in which they are are gathered anew."""
        other, filled = copy(self), self.filled
        inputs = {**filled.inputs, **change}
        other.filled = replace(filled, inputs=inputs)
        for name in ("by_row", "texts"):
            other.__dict__.pop(name, None)
        owners = {(filled.slots[spot].kind, filled.slots[spot].owner) for spot in change}
        other.lists, other.indicators = (
            {
                owner: tuple(_again(row, inputs) for row in rows) if (kind, owner) in owners else rows
                for owner, rows in every.items()
            }
            for kind, every in (("row", self.lists), ("indicator", self.indicators))
        )
        return other

    @cached_property
    def by_row(self) -> Mapping[tuple[str, str, int], ListRow]:
        """Rows by kind, owner and number."""
        return {
            (kind, row.owner, row.row): row
            for kind, every in (("row", self.lists), ("indicator", self.indicators))
            for rows in every.values()
            for row in rows
        }

    def _by_former_names(self) -> None:
        """Fields of forms are also found by the names that they had before: the rules know one of them."""
        for sheet in self.filled.spec.sheets:
            if isinstance(sheet, Entry) and sheet.fields is not None:
                for name, row in form_fields(sheet).items():
                    spot = self.fields.get((str(sheet.sheet), name))
                    if spot is None:
                        continue
                    for old in row.was:
                        self.fields.setdefault((str(sheet.sheet), str(old)), spot)

    @cached_property
    def by_line(self) -> Mapping[tuple[str, int], tuple[tuple[Spot, Slot], ...]]:
        """Input cells by sheet and row of the file."""
        lines: dict[tuple[str, int], list[tuple[Spot, Slot]]] = {}
        for spot, slot in self.filled.slots.items():
            lines.setdefault(spot[:2], []).append((spot, slot))
        return {line: tuple(cells) for line, cells in lines.items()}

    @property
    def reasons_by_item(self) -> bool:
        """Whether 预算差异原因 asks for each item what it was used for, and why it differs."""
        return any("用途" in row.spots for row in self.lists.get(a.REASONS, ())[:1])

    @property
    def unit(self) -> str:
        """In which the amounts are typed (单位信息.金额单位): 元, 万元, or "" while none is chosen."""
        return str(self.value(self.fields.get((a.UNIT, "金额单位"))) or "")

    def value(self, spot: Spot | None) -> Value:
        return None if spot is None else self.filled.inputs[spot]

    def filled_rows(self, owner: str) -> tuple[ListRow, ...]:
        return tuple(row for row in self.lists.get(owner, ()) if not row.is_blank)

    def columns(self, owner: str, kind: str) -> tuple[str, ...]:
        """An entry list's columns of one value type, from left to right."""
        rows = self.lists.get(owner, ())
        spots = rows[0].spots if rows else {}
        found = [name for name, spot in spots.items() if self.filled.slots[spot].type == kind]
        return tuple(sorted(found, key=lambda name: spots[name][2]))

    @cached_property
    def texts(self) -> tuple[tuple[Spot, Slot, str], ...]:
        """All texts that are not choices or codes."""
        slots = self.filled.slots
        return tuple(
            (spot, slots[spot], value)
            for spot, value in self.filled.inputs.items()
            if isinstance(value, str) and value and slots[spot].type in ("text", "any", "date")
        )

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        return {sheet.key: sheet for sheet in self.filled.book.sheets}

    def places(self, spots: Iterable[Spot]) -> Place:
        """The first of several input cells of a sheet, with all of them as its area."""
        all_ = tuple(spots)
        return replace(self.place(all_[0]), area=area(spot[1:] for spot in all_) if len(all_) > 1 else "")

    def place(self, spot: Spot) -> Place:
        """Tab, address and name of an input cell."""
        slot = self.filled.slots[spot]
        if slot.kind == "row":
            first = self.filled.layout.sheets[spot[0]].rows.get("1", spot[1])
            middle = str(slot.number) if slot.number > 0 else f"第{spot[1] - first + 1}行"
            parts = (slot.owner, middle, slot.name)
        elif slot.kind == "grid":
            parts = (slot.owner, slot.row, slot.name)
        elif slot.kind == "unit":
            parts = (spot[0], slot.row.replace("|", ".").strip("."), slot.name)
        elif slot.kind == "indicator":
            parts = (spot[0], f"指标.{slot.number}", slot.name)
        elif slot.kind == "explanation":
            parts = (spot[0], slot.owner, slot.name)
        else:
            parts = (spot[0], slot.name, "说明" if slot.kind == "remark" else "")
        tab = self.filled.layout.sheets[spot[0]].tab
        return Place(sheet=tab, cell=address(spot[1], spot[2]), name=".".join(p for p in parts if p))

    def at(self, spot: Spot) -> str:
        """tab!address, for use within a sentence."""
        return f"{self.filled.layout.sheets[spot[0]].tab}!{address(spot[1], spot[2])}"

    @cached_property
    def scope(self) -> Scope:
        book = self.filled.spec.book
        aliases = {str(k): str(v) for k, v in book.names.items()}
        return Scope(self.filled.book.tables, aliases, str(book.scale), str(book.money_unit))

    def spot_of(self, name: str) -> Spot | None:
        """The cell that a name (表.行.列) means in this file, an input or not; None when there is none."""
        target = self.scope.find(name, Context())
        if target is None or target.ref.is_area or target.code:
            return None
        where = self.filled.layout.sheets[target.ref.sheet]
        return target.ref.sheet, where.rows[target.ref.row], where.columns[target.ref.column]

    def computed(self, grid: Grid, name: str) -> Decimal | None:
        """The recomputed number of a named cell, None when it holds none."""
        spot = self.spot_of(name)
        if spot is None:
            return None
        cells = next((sheet.cells for sheet in grid.sheets if sheet.key == spot[0]), {})
        cell = cells.get(spot[1:])
        value = cell.value if cell is not None else None
        return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None

    def scale(self, grid: Grid) -> Decimal:
        """How many units of entry make one 万元."""
        return self.computed(grid, str(self.filled.spec.book.scale)) or Decimal(1)


@lru_cache(maxsize=1)
def ledger_of(filled: Filled) -> Ledger:
    """Made once for all rules."""
    return Ledger(filled)


def list_rows(sheet: Sheet) -> bool:
    """Whether a sheet is an entry list, into which rows may be inserted."""
    return sheet.kind == "entry" and any(line.key == END for line in sheet.rows)
