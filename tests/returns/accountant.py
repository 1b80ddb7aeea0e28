"""What an accountant does in LibreOffice with the workbook that was handed out, as steps of an office session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from made import Made
from workbook.book.entry import END
from workbook.book.model import Sheet, Slot
from workbook.data import UnitData, Value
from workbook.layout import address

Step = dict[str, Any]


class Accountant:
    """Types a unit's data into a blank workbook. Cells are found by the hidden keys, as a reader's eye finds them by
    their headings.
    """

    def __init__(self, made: Made) -> None:
        self.made = made
        self.steps: list[Step] = []
        self.spots: dict[tuple[str, str, str, str, int], tuple[Sheet, str, str]] = {}
        for sheet in made.book.sheets:
            for (row, column), cell in sheet.cells.items():
                if cell.slot is not None:
                    self.spots[_spot(cell.slot)] = (sheet, row, column)

    def fill(self, data: UnitData, inserted: Mapping[str, tuple[int, int]]) -> list[Step]:
        """All data of the unit, then the explanations. inserted: entry list → (how many rows are there before the
        inserted ones, how many are inserted); its rows then follow each other from the first row on. A scorecard's row
        is copied whole instead, which is how an indicator gets its formulas.
        """
        for name, sheet in data.sheets.items():
            before, count = inserted.get(name, (0, 0))
            if count:
                self._insert(name, before, count)
            self._rows("row", name, sheet.rows, before, count)
            for field, value in sheet.fields.items():
                self._type(("field", name, field, "", 0), value)
            for field, value in sheet.remarks.items():
                self._type(("remark", name, field, "", 0), value)
            for (row, column), value in sheet.cells.items():
                self._type(("grid", name, column, row, 0), value)
        for card in data.scorecards:
            for fact, value in card.facts.items():
                self._type(("fact", card.name, fact, "", 0), value)
            before, count = inserted.get(card.name, (0, 0))
            self._copy(card.name, before, count)
            self._rows("indicator", card.name, card.indicators, before, count)
        for check, told in data.explanations.items():
            self._type(("explanation", check, "说明", "", 0), told.text)
            self._type(("explanation", check, "所说明的差额", "", 0), told.difference)
        return self.steps

    def _insert(self, name: str, before: int, count: int) -> None:
        sheet, row, _ = next(spot for key, spot in self.spots.items() if key[:2] == ("row", name) and key[4] == 1)
        place = self.made.layout.sheets[sheet.key]
        assert before, "a row above the first one is not inside the list"
        at = min(place.rows[row] + before, place.rows[END])
        self.steps.append({"sheet": place.tab, "row": at, "insert_rows": count})

    def _copy(self, card: str, before: int, count: int) -> None:
        for _ in range(count):
            sheet, row, _ = next(s for key, s in self.spots.items() if key[:2] == ("indicator", card) and key[4] == 1)
            place = self.made.layout.sheets[sheet.key]
            self.steps.append({"sheet": place.tab, "copy_row": place.rows[row] + before - 1})

    def _rows(self, kind: str, owner: str, rows: Sequence[Mapping[str, Value]], before: int, count: int) -> None:
        for i, row in enumerate(rows):
            for column, value in row.items():
                if value is None:
                    continue
                sheet, first, key = self.spots[kind, owner, column, "", 1]
                place = self.made.layout.sheets[sheet.key]
                number = place.rows[first] + i
                end = place.rows.get(END, 10**6) + (count if before else 0)
                assert number < end, f"{owner}: row {i + 1} needs an inserted row"
                self._put(place.tab, address(number, place.columns[key]), value)

    def _type(self, spot: tuple[str, str, str, str, int], value: Value) -> None:
        if value is not None:
            sheet, row, column = self.spots[spot]
            place = self.made.layout.sheets[sheet.key]
            slot = sheet.cells[row, column].slot
            # A year is a text in the data; nobody types it as one.
            is_year = slot is not None and slot.type == "year"
            typed = Decimal(str(value)) if is_year else value
            self._put(place.tab, address(place.rows[row], place.columns[column]), typed)

    def _put(self, tab: str, cell: str, value: Value) -> None:
        typed = float(value) if isinstance(value, Decimal) else value
        self.steps.append({"sheet": tab, "cell": cell, "set": typed})


def _spot(slot: Slot) -> tuple[str, str, str, str, int]:
    return slot.kind, slot.owner, slot.name, slot.row, slot.number


__all__ = ["Accountant"]
