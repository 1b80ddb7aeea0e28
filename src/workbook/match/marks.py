"""Hidden keys that were cleared, overwritten or deleted: what their places still tell is read as before, and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbook.book.entry import END
from workbook.book.model import Book, Cell, Sheet
from workbook.finding import Finding, Place, found
from workbook.layout import address
from workbook.match.keys import KeyedSheet, marks, read_keys
from workbook.read.model import RawBook, RawCell, RawSheet

_ENOUGH = 0.5
"""So many of a sheet's keys must still be there for its corner to be told from them."""
_CORNER = (1, 1)
_NAMED = 8
_LARGE = 100_000
"""So many cells of merged ranges are looked at."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """again: sheets of which the corner alone was gone. lost: keys of sheets that are there without their keys."""

    again: Mapping[str, KeyedSheet] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    tabs: frozenset[str] = frozenset()


def without_corner(raw: RawBook, book: Book, by_key: Mapping[str, KeyedSheet]) -> tuple[Unmarked, tuple[Finding, ...]]:
    """Sheets of the template that are there by the name on their tab and not by their keys.

    Findings: M211 (the corner is gone, the other keys say which sheet it is), M209 (the keys are gone), and in place
    of many of these M210 (no entry sheet has its keys; nothing can be read).
    """
    known = {keyed.raw.name for keyed in by_key.values()}
    strangers = {sheet.name: sheet for sheet in raw.sheets if sheet.name not in known and not sheet.is_chart}
    again: dict[str, KeyedSheet] = {}
    lost: dict[str, str] = {}
    findings: list[Finding] = []
    for sheet in book.sheets:
        stranger = strangers.get(sheet.tab)
        if sheet.key in by_key or stranger is None:
            continue
        place = Place(sheet=stranger.name)
        if (keyed := _by_other_keys(stranger, sheet)) is not None:
            again[sheet.key] = keyed
            findings.append(found("M211", place, marks="A1"))
        else:
            lost[sheet.key] = stranger.name
            findings.append(found("M209", place, gone=_gone(stranger, sheet)))
    if lost and all(sheet.key in lost for sheet in book.sheets if sheet.kind == "entry"):
        findings = [found("M210", Place(file=raw.file), count=len(lost))]
    told = frozenset((*lost.values(), *(keyed.raw.name for keyed in again.values())))
    return Unmarked(again, frozenset(lost), told), tuple(findings)


def _by_other_keys(stranger: RawSheet, sheet: Sheet) -> KeyedSheet | None:
    """The sheet with its other keys. Where the key row or column was deleted, another key or a cell moved to A1."""
    keyed, _ = read_keys(stranger, _CORNER, sheet.key)
    rows, columns = [line.key for line in sheet.rows], [line.key for line in sheet.columns]
    corner = stranger.cells.get(_CORNER)
    if corner is not None and corner.value in (*rows, *columns):
        return None
    there = min(_share(rows, keyed.rows), _share(columns, keyed.columns))
    return keyed if there >= _ENOUGH else None


def _gone(stranger: RawSheet, sheet: Sheet) -> str:
    """Which keys a sheet has lost, a word of the catalogue."""
    first_row = {cell.value or "" for (row, _), cell in stranger.cells.items() if row == 1}
    first_column = {cell.value or "" for (_, column), cell in stranger.cells.items() if column == 1}
    if _share([line.key for line in sheet.columns], first_row) >= _ENOUGH:
        return "@key_column"
    return "@key_row" if _share([line.key for line in sheet.rows], first_column) >= _ENOUGH else "@key_both"


def _share(keys: Sequence[str], there: Iterable[str]) -> float:
    found_again = set(there)
    return sum(key in found_again for key in keys) / max(1, len(keys))


@dataclass(frozen=True, slots=True)
class Restored:
    """keyed: with the keys that were told from their places. mended: keys that are no longer doubtful."""

    keyed: KeyedSheet
    mended: frozenset[str] = frozenset()


def restored(sheet: Sheet, keyed: KeyedSheet) -> tuple[Restored, tuple[Finding, ...]]:
    """Rows and columns without their keys that stand exactly where the template's missing ones belong, and hold what
    these hold. Finding M211 names the hidden cells.
    """
    there = all(line.key in keyed.rows for line in sheet.rows) and all(c.key in keyed.columns for c in sheet.columns)
    if there and not keyed.doubled:
        return Restored(keyed), ()
    top, left = keyed.corner
    standing = [(row, column, key) for row, column, key in marks(keyed.raw, keyed.corner)]
    down = _Axis([line.key for line in sheet.rows], [(r, key) for r, c, key in standing if c == left])
    across = _Axis([line.key for line in sheet.columns], [(c, key) for r, c, key in standing if c != left])
    last_row = max((row for row, _ in keyed.raw.cells), default=top)
    last_column = max((column for _, column in keyed.raw.cells), default=left)
    by_row, by_column = _by_line(sheet)
    hidden = _covered(keyed.raw)

    def same_row(key: str, number: int) -> bool:
        others = ((keyed.columns.get(column), cell) for column, cell in by_row.get(key, {}).items())
        spots = (((number, n), cell) for n, cell in others if n is not None)
        return _same((keyed.raw.cells.get(spot), cell) for spot, cell in spots if spot not in hidden)

    def same_column(key: str, number: int) -> bool:
        others = ((keyed.rows.get(row), cell) for row, cell in by_column.get(key, {}).items())
        spots = (((n, number), cell) for n, cell in others if n is not None)
        return _same((keyed.raw.cells.get(spot), cell) for spot, cell in spots if spot not in hidden)

    is_list = sheet.kind == "entry" and any(line.key == END for line in sheet.rows)
    rows = down.told(top, last_row, same_row, is_list=is_list)
    columns = across.told(left, last_column, same_column, is_list=False)
    if not rows and not columns:
        return Restored(keyed), ()
    changed = replace(keyed, rows=down.with_(keyed.rows, rows), columns=across.with_(keyed.columns, columns))
    cells = [address(number, left) for key, number in rows.items() if down.at.get(number) != key]
    cells += [address(top, number) for key, number in columns.items() if across.at.get(number) != key]
    mended = frozenset((*rows, *columns))
    told = (found("M211", Place(sheet=keyed.raw.name), None, marks=_listed(cells)),) if cells else ()
    return Restored(changed, mended), told


def _covered(raw: RawSheet) -> frozenset[tuple[int, int]]:
    """Cells out of sight behind the first one of a merged range: they hold nothing, whatever the template has there.
    A range may be as large as a sheet; where it is, its cells are taken as they stand.
    """
    cells: set[tuple[int, int]] = set()
    for merge in raw.merges:
        rows, columns = range(merge.top, merge.bottom + 1), range(merge.left, merge.right + 1)
        if len(rows) * len(columns) <= _LARGE - len(cells):
            cells.update((row, column) for row in rows for column in columns)
            cells.discard((merge.top, merge.left))
    return frozenset(cells)


def _listed(cells: Sequence[str]) -> str:
    return "、".join(cells[:_NAMED]) + ("…" if len(cells) > _NAMED else "")


def _by_line(sheet: Sheet) -> tuple[Mapping[str, Mapping[str, Cell]], Mapping[str, Mapping[str, Cell]]]:
    rows: dict[str, dict[str, Cell]] = {}
    columns: dict[str, dict[str, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
        columns.setdefault(column, {})[row] = cell
    return rows, columns


def _same(pairs: Iterable[tuple[RawCell | None, Cell]]) -> bool:
    """Whether a line holds the fixed texts of the template's line, and formulas where that has formulas."""
    for raw, cell in pairs:
        if cell.formula is not None and (raw is None or raw.formula is None):
            return False
        fixed = cell.slot is None and isinstance(cell.content, str) and cell.content.strip()
        if fixed and (raw is None or (raw.value or "").split() != str(cell.content).split()):
            return False
    return True


class _Axis:
    """The rows or columns of a sheet: the template's keys in order, and what stands where keys belong in the file."""

    def __init__(self, keys: Sequence[str], standing: Sequence[tuple[int, str]]) -> None:
        known, times = set(keys), Counter(key for _, key in standing)
        self.keys = keys
        self.at = dict(standing)
        self.sure = {key: number for number, key in standing if key in known and times[key] == 1}

    def told(self, corner: int, last: int, same: Callable[[str, int], bool], *, is_list: bool) -> Mapping[str, int]:
        """Keys that are not sure → where they must belong: between their neighbours are just as many lines that hold
        what theirs do. In a list there may be more of them, since all its rows are alike: the first ones have the keys,
        the others were inserted or copied.
        """
        numbers = set(self.sure.values())
        result: dict[str, int] = {}
        for run, low, high in self._gaps(corner, last + 1):
            between = range(low + 1, high)
            if any(number in between for number in numbers):
                continue
            entries = is_list and all(key.isdigit() for key in run)
            if len(between) == len(run):
                pairs = [(k, n) for k, n in zip(run, between, strict=True) if same(k, n)]
            else:
                alike = (n for n in between if same(run[0], n)) if entries else ()
                pairs = list(zip(run, alike, strict=False))
            if len(pairs) == len(run):
                result |= dict(pairs)
        return result

    def _gaps(self, corner: int, end: int) -> Iterator[tuple[list[str], int, int]]:
        """Each run of keys that are not sure, with the lines before and behind it."""
        run: list[str] = []
        before = corner
        for key in self.keys:
            if key not in self.sure:
                run.append(key)
                continue
            if run:
                yield run, before, self.sure[key]
            run, before = [], self.sure[key]
        if run:
            yield run, before, end

    def with_(self, given: Mapping[str, int], told: Mapping[str, int]) -> Mapping[str, int]:
        """The keys of the file with those that were told; what stood in their cells is no key."""
        taken = set(told.values())
        return {**{key: n for key, n in given.items() if n not in taken or told.get(key) == n}, **told}
