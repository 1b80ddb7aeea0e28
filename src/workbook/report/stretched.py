"""Cells inserted into one column of a list, or deleted from it: every formula that reaches over the column was changed
by the program, by one deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbook.finding import Finding, Place, found
from workbook.formula.address import letters, number
from workbook.formula.areas import area
from workbook.formula.canonical import canonical
from workbook.judge import Judged
from workbook.judge.ledger import list_rows
from workbook.layout import address
from workbook.match.match import Filled
from workbook.report.order import position
from workbook.report.ties import COMPARED, Ties, is_check

CODE, ALTERED, LACKS, _GUESSED = "F110", "F102", "J113", "J102"
SLIPS = frozenset(("J101", "J102", "J125", "J128"))
_LEAST = 2
"""So many formulas, and all of the workbook that reach over the column, must have been changed alike."""
_TAB = re.compile(r"('(?:[^']|'')+'|[^\s'!$(),;:=<>+*/^&\"{}-]+)!$")
_TAIL = 72
"""A tab, its quotes and the sign behind it are not longer."""
_AREA = re.compile(r"\$([A-Z]{1,3})\$([0-9]{1,7}):\$([A-Z]{1,3})\$([0-9]{1,7})(?![0-9])")
_CELL = re.compile(r"(?<![\w$:.])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![\w:(])")
_LOST = "#REF!"
_OTHER_TEMPLATE = frozenset(("M104", "M108"))
_LINES = frozenset(("M201", "M204", "M209", "M212"))
"""Where rows of a list are gone or stand twice, its areas end elsewhere for that reason."""
Rows = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Reach:
    """Columns of a list (F, F:G), as formulas reach over them and as they should."""

    tab: str
    columns: str
    now: Rows
    meant: Rows

    @property
    def numbers(self) -> range:
        first, _, last = self.columns.partition(":")
        return range(number(first), number(last or first) + 1)

    @property
    def by(self) -> int:
        return self.now[1] - self.meant[1]


@dataclass(frozen=True, slots=True)
class Stretched:
    """formulas: (tab, cell) of those that differ in nothing else."""

    finding: Finding
    tab: str
    columns: frozenset[int]
    formulas: frozenset[tuple[str, str]]


def with_stretched(findings: tuple[Finding, ...], judged: Judged) -> tuple[tuple[Finding, ...], tuple[Stretched, ...]]:
    """The findings, with F110 before the first F102 that it explains: one for all columns of a list."""
    altered = [finding for finding in findings if finding.code == ALTERED]
    if len(altered) < _LEAST or any(finding.code in _OTHER_TEMPLATE for finding in findings):
        return findings, ()
    doubted = {finding.place.sheet for finding in findings if finding.code in _LINES}
    lists = ((judged.filled.layout.sheets[s.key], s.key) for s in judged.filled.book.sheets if list_rows(s))
    tabs = {where.tab: key for where, key in lists if not where.lost_rows and where.tab not in doubted}
    explained = {id(f): reaches for f in altered if (reaches := _reaches(f, tabs))}
    whole = _whole(judged.filled, {reach for reaches in explained.values() for reach in reaches})
    explained |= {id(f): reaches for f in altered if id(f) not in explained and (reaches := _followed(f, whole))}
    own = [f for f in altered if id(f) in explained and explained[id(f)] <= whole]
    told: list[Stretched] = []
    all_ = list(findings)
    for tab, by in sorted({(reach.tab, reach.by) for reach in whole}):
        alike = sorted((r for r in whole if (r.tab, r.by) == (tab, by)), key=lambda reach: reach.numbers[0])
        theirs = [f for f in own if not explained[id(f)].isdisjoint(alike)]
        if len(theirs) >= _LEAST:
            told.append(_told(judged.filled, tabs[tab], alike, theirs))
            first = next(i for i, finding in enumerate(all_) if finding is theirs[0])
            all_.insert(first, told[-1].finding)
    return tuple(all_), tuple(told)


def _areas(formula: str, host: str) -> Iterator[tuple[re.Match[str], str, str, Rows]]:
    """Each area of several rows: where it stands, tab, columns, rows."""
    for match in _AREA.finditer(formula):
        columns = match[1] if match[1] == match[3] else f"{match[1]}:{match[3]}"
        yield match, _tab(match, host), columns, (int(match[2]), int(match[4]))


def _tab(match: re.Match[str], host: str) -> str:
    """The tab of what a reference refers to; it is read backwards, from a piece of bounded length."""
    start = match.start()
    named = _TAB.search(match.string[max(0, start - _TAIL) : start]) if match.string[start - 1 : start] == "!" else None
    return named[1].removeprefix("'").removesuffix("'").replace("''", "'") if named is not None else host


def _followed(finding: Finding, whole: frozenset[_Reach]) -> frozenset[_Reach]:
    """Columns whose single cells an altered formula follows to where they are now, if that is all that is wrong."""
    host, by = finding.place.sheet, {(reach.tab, column): reach for reach in whole for column in reach.numbers}
    followed: set[_Reach] = set()

    def back(match: re.Match[str]) -> str:
        reach = by.get((_tab(match, host), number(match[2])))
        if reach is None:
            return match[0]
        followed.add(reach)
        return f"{match[1]}{match[2]}{match[3]}{int(match[4]) - reach.by}"

    formula, belongs = finding.facts.get("found", ""), canonical(finding.facts.get("formula", ""), host)
    row = position(finding.place.cell)[0]
    gone = [(f"${letters(column)}{row + reach.by}", reach) for (tab, column), reach in by.items() if tab == host]
    for cell, reach in [("", None), *gone] if _LOST in formula else [("", None)] if by else ():
        followed.clear()  # the cell beside the formula was deleted
        mended = _CELL.sub(back, formula.replace(_LOST, cell) if cell else formula)
        if followed and canonical(mended.removeprefix("="), host) == belongs:
            return frozenset((*followed, *([reach] if reach else ())))
    return frozenset()


def _reaches(finding: Finding, tabs: Mapping[str, str]) -> frozenset[_Reach]:
    """How an altered formula reaches over columns of lists, if that is all that is wrong with it."""
    host, formula, belongs = finding.place.sheet, finding.facts.get("found", ""), finding.facts.get("formula", "")
    meant: dict[tuple[str, str], set[Rows]] = {}
    for _, tab, columns, rows in _areas(belongs, host):
        if tab in tabs:
            meant.setdefault((tab, columns), set()).add(rows)
    reaches: set[_Reach] = set()
    pieces: list[str] = []
    end = 0
    for match, tab, columns, rows in _areas(formula, host):
        right = meant.get((tab, columns), set())
        if rows in right or len(right) != 1:
            continue
        reach = _Reach(tab, columns, rows, next(iter(right)))
        if not reach.by or reach.now[0] - reach.meant[0] not in (0, reach.by):
            return frozenset()
        area_ = f"${match[1]}${reach.meant[0]}:${match[3]}${reach.meant[1]}"
        pieces += [formula[end : match.start()], area_]
        end = match.end()
        reaches.add(reach)
    mended = "".join(pieces) + formula[end:]
    same = reaches and canonical(mended.removeprefix("="), host) == canonical(belongs, host)
    return frozenset(reaches) if same else frozenset()


def _whole(filled: Filled, reaches: Iterable[_Reach]) -> frozenset[_Reach]:
    """Columns over which no formula of the file reaches as it should, and all alike."""
    by_column: dict[tuple[str, str], set[_Reach]] = {}
    for reach in reaches:
        by_column.setdefault((reach.tab, reach.columns), set()).add(reach)
    alike = {columns: next(iter(each)) for columns, each in by_column.items() if len(each) == 1}
    for keyed in filled.sheets.values() if alike else ():
        for cell in keyed.raw.cells.values():
            for _, tab, columns, rows in _areas(cell.formula or "", keyed.raw.name):
                one = alike.get((tab, columns))
                if one is not None and rows == one.meant:
                    del alike[tab, columns]
    return frozenset(alike.values())


def _told(filled: Filled, key: str, reaches: list[_Reach], altered: list[Finding]) -> Stretched:
    """Finding F110."""
    where = filled.layout.sheets[key]
    names = {column: name for name, column in where.columns.items()}
    columns = sorted({column for reach in reaches for column in reach.numbers})
    first = reaches[0]
    left = letters(columns[0])
    top, bottom = first.meant
    cells = [(row, column) for row in range(top, bottom + 1) for column in columns]
    place = Place(sheet=first.tab, cell=address(top, columns[0]), area=area(cells))
    facts = {
        "columns": "、".join(names.get(column, letters(column)) for column in columns),
        "kind": "@cells_inserted" if first.by > 0 else "@cells_deleted",
        "count": len(altered),
        "found": f"{left}{first.now[0]}:{left}{first.now[1]}",
        "expected": f"{left}{top}:{left}{bottom}",
    }
    formulas = frozenset((f.place.sheet, f.place.cell) for f in altered)
    return Stretched(found(CODE, place, None, **facts), first.tab, frozenset(columns), formulas)


def tie_altered(ties: Ties, cause: Finding, formulas: frozenset[tuple[str, str]]) -> None:
    """Ties altered formulas, by (tab, cell), to the finding of what altered them, which tells how many they are."""
    index = ties.index(cause)
    for i, finding in enumerate(ties.findings):
        if finding.code == ALTERED and (finding.place.sheet, finding.place.cell) in formulas:
            ties.tie(i, index)
            ties.silent.add(i)


def tie_shifted(ties: Ties, stretched: tuple[Stretched, ...]) -> None:
    """Ties what sums say of amounts (J101, J102, …), what the list lacks (J113), comparisons of its amounts, and then
    the checks that hang on the columns: while entries stand in other rows than their own, none can be relied on.

    What sums say of another list is told apart where they say of this one which column stands off; not so which digit
    of a single amount may be wrong there.
    """
    for each in stretched:
        cause = ties.index(each.finding)
        here = any(f.code in SLIPS and f.place.sheet == each.tab for f in ties.findings)
        for i, finding in enumerate(ties.findings):
            own = finding.place.sheet == each.tab
            guessed = finding.code == _GUESSED and not finding.facts.get("proof", "").startswith("@sum_of")
            slipped = finding.code in SLIPS and (own or not here or guessed)
            compared = finding.code in COMPARED and f"{each.tab}!" in finding.facts.get("cells", "")
            if slipped or compared or (own and finding.code == LACKS):
                ties.tie(i, cause)
        for i, _ in ties.reached(dict.fromkeys(ties.extent(cause), cause)):
            if is_check(ties.findings[i]):
                ties.tie(i, cause)
