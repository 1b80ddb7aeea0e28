"""Raw book + spec → filled: the template's book with the file's own sizes, where everything stands, all inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from workbook.book.carried import names_of
from workbook.book.chain import SHEET as CHAINS
from workbook.book.classify import SHEET as COLLECTOR
from workbook.book.entry import END
from workbook.book.front import IDENTITY
from workbook.book.model import Book, Sheet, Slot
from workbook.book.scorecard import group_name
from workbook.book.sizes import ROWS, Sizes, made_with
from workbook.data import Carried, ScorecardData, UnitData, Value
from workbook.data.scorecards import DIRECTION, MEASURED
from workbook.finding import Finding, Place, found
from workbook.layout import Layout, SheetLayout, address
from workbook.match.gather import gather
from workbook.match.identity import Claim
from workbook.match.inputs import read_input
from workbook.match.keys import KeyedSheet, keyed_sheets
from workbook.match.remarks import told_remarks
from workbook.match.rolled import frame, rolled_sheets
from workbook.match.template import template_book
from workbook.read.model import Kind, RawBook
from workbook.spec.model import CarriedSheet, Scorecard
from workbook.spec.spec import Spec

Spot = tuple[str, int, int]
"""sheet key, row and column in the file"""


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """raw: the file as it was read. layout: where each key stands in the file.

    inputs: typed values of all input cells, inserted rows included.
    slots: what each input cell holds. inserted: sheet key → rows that somebody inserted into its list.
    """

    raw: RawBook = field(repr=False)
    claim: Claim
    spec: Spec
    book: Book
    layout: Layout
    sheets: Mapping[str, KeyedSheet] = field(repr=False)
    inputs: Mapping[Spot, Value] = field(repr=False)
    slots: Mapping[Spot, Slot] = field(repr=False)
    inserted: Mapping[str, tuple[int, ...]] = field(repr=False)
    data: UnitData = field(repr=False)


def match(raw: RawBook, claim: Claim, spec: Spec) -> tuple[Filled, tuple[Finding, ...]]:
    """Findings M102 (another year than the template's), M2xx (structure) and M3xx (inputs)."""
    sheets, findings_keys = keyed_sheets(raw, _known(spec, claim))
    findings = list(findings_keys)
    if claim.year and claim.year != str(spec.book.year):
        facts = {"carrier": "@carriers", "found": claim.year, "expected": spec.book.year}
        findings.append(found("M102", Place(file=raw.file), None, **facts))
    by_key = {sheet.key: sheet for sheet in sheets}
    rows = {key: frozenset(sheet.rows) for key, sheet in by_key.items()}
    sizes = Sizes(rows, tuple(name for name, _ in claim.cards), made_with(_said(by_key.get(IDENTITY))))
    cards = tuple(ScorecardData(name, department) for name, department in claim.cards)
    carried = tuple(Carried(name) for name in names_of(_record_rows(spec, by_key)))
    blank = UnitData(unit=claim.unit, year=claim.year, spec=spec.name, scorecards=cards, carried=carried)
    book = template_book(spec, replace(blank, rolled=frame(spec, claim, by_key)), sizes)
    where: dict[str, SheetLayout] = {}
    for sheet in book.sheets:
        keyed = by_key.get(sheet.key)
        where[sheet.key], told = _placed(sheet, keyed)
        findings += told
    inputs: dict[Spot, Value] = {}
    slots: dict[Spot, Slot] = {}
    inserted: dict[str, tuple[int, ...]] = {}
    open_: list[tuple[Slot, Finding]] = []
    for sheet in book.sheets:
        keyed = by_key.get(sheet.key)
        if keyed is None:
            continue
        layout = where[sheet.key]
        extra = _inserted(sheet, keyed, layout)
        if extra:
            inserted[sheet.key] = extra
        for spot, slot in _slots(sheet, layout, extra):
            cell = keyed.raw.cells.get(spot[1:])
            name = f"{slot.owner}.{slot.row or slot.number or slot.name}"
            place = Place(sheet=keyed.raw.name, cell=address(spot[1], spot[2]), name=name)
            typed = read_input(cell, slot, place)
            inputs[spot], slots[spot] = typed.value, slot
            if slot.type == "any":
                open_ += [(slot, one) for one in typed.findings]
            else:
                findings += typed.findings
        findings += _unplaced(sheet, keyed, layout, extra)
    findings += _of_words(open_, inputs, slots)
    findings += told_remarks(raw)
    data = gather(claim, spec, inputs, slots)
    return Filled(raw, claim, spec, book, Layout(where), by_key, inputs, slots, inserted, data), tuple(findings)


def _of_words(
    told: list[tuple[Slot, Finding]], inputs: Mapping[Spot, Value], slots: Mapping[Spot, Slot]
) -> list[Finding]:
    """Findings of cells that take words or numbers; where the direction asks for words, 55 is one of them."""
    asked = {(s.owner, s.number): inputs[spot] for spot, s in slots.items() if s.name == DIRECTION} if told else {}
    worded = {row for row, direction in asked.items() if direction and direction not in MEASURED}
    return [one for slot, one in told if one.code != "M302" or (slot.owner, slot.number) not in worded]


def _record_rows(spec: Spec, sheets: Mapping[str, KeyedSheet]) -> list[str]:
    """Row keys, in the file's order, of the sheet with the values carried over from last year."""
    titles = [str(s.sheet) for s in spec.sheets if isinstance(s, CarriedSheet) and str(s.sheet) in sheets]
    return [key for title in titles for key, _ in sorted(sheets[title].rows.items(), key=lambda item: item[1])]


def _said(identity: KeyedSheet | None) -> str:
    """How many rows each sheet was made with, as the identity's sheet says."""
    row = identity.rows.get(ROWS) if identity is not None else None
    return "" if identity is None or row is None else identity.text(row, identity.columns.get("值", 3))


def _known(spec: Spec, claim: Claim) -> frozenset[str]:
    """The corner keys of every sheet that the template can have."""
    pages = {str(page.sheet.sheet) for page in spec.pages if not isinstance(page.sheet, Scorecard)}
    cards = {group_name(name) for name, _ in claim.cards}
    own = rolled_sheets(spec, claim)
    return frozenset(pages | cards | set(spec.codes) | {COLLECTOR, CHAINS, IDENTITY} | own)


def _placed(sheet: Sheet, keyed: KeyedSheet | None) -> tuple[SheetLayout, list[Finding]]:
    """Findings M206 (sheet missing), M204 (row missing), M205 (column missing). What is missing stands at the end."""
    if keyed is None:
        rows = {line.key: i for i, line in enumerate(sheet.rows, 2)}
        columns = {line.key: i for i, line in enumerate(sheet.columns, 2)}
        return SheetLayout(sheet.tab, rows, columns), [found("M206", Place(sheet=sheet.tab), key=sheet.key)]
    findings: list[Finding] = []
    placed: list[dict[str, int]] = []
    gone: list[frozenset[str]] = []
    for code, lines, given in (("M204", sheet.rows, keyed.rows), ("M205", sheet.columns, keyed.columns)):
        numbers: dict[str, int] = {}
        beyond = max(given.values(), default=1) + 1000
        lost: list[str] = []
        for line in lines:
            number = given.get(line.key)
            if number is None:
                lost.append(line.key)
                number = beyond
                beyond += 1
            numbers[line.key] = number
        if lost:
            findings.append(found(code, Place(sheet=keyed.raw.name), keys="、".join(lost[:5]), count=len(lost)))
        gone.append(frozenset(lost))
        placed.append(numbers)
    there = [[number for key, number in placed[i].items() if key not in gone[i]] for i in (0, 1)]
    mixed = [any(later < earlier for earlier, later in pairwise(numbers)) for numbers in there]
    return SheetLayout(keyed.raw.name, placed[0], placed[1], gone[0], gone[1], *mixed), findings


def _inserted(sheet: Sheet, keyed: KeyedSheet, layout: SheetLayout) -> tuple[int, ...]:
    """Rows without a key inside an entry list, from its first row to its end row."""
    if sheet.kind != "entry" or END not in layout.rows or "1" not in layout.rows:
        return ()
    known = set(keyed.rows.values())
    first = min(number for key, number in keyed.rows.items() if key.isdigit())
    return tuple(row for row in range(first, layout.rows[END]) if row not in known)


def _slots(sheet: Sheet, layout: SheetLayout, extra: tuple[int, ...]) -> list[tuple[Spot, Slot]]:
    """Every input cell, those of inserted rows typed like the list's first row."""
    result: list[tuple[Spot, Slot]] = []
    first: dict[str, Slot] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.slot is None:
            continue
        result.append(((sheet.key, layout.rows[row], layout.columns[column]), cell.slot))
        if cell.slot.kind == "row" and cell.slot.number == 1:
            first[column] = cell.slot
    for number in extra:
        for column, slot in first.items():
            own = Slot("row", slot.owner, slot.name, slot.type, number=-number)
            result.append(((sheet.key, number, layout.columns[column]), own))
    return result


def _unplaced(sheet: Sheet, keyed: KeyedSheet, layout: SheetLayout, extra: tuple[int, ...]) -> list[Finding]:
    """M207: cells with a value in rows or columns that the template does not have."""
    rows = {number: key for key, number in layout.rows.items()} | dict.fromkeys(extra, "")
    columns = {number: key for key, number in layout.columns.items()}
    top, left = keyed.corner
    findings = []
    for (row, column), cell in keyed.raw.cells.items():
        if (cell.value in (None, "") and cell.formula is None) or cell.kind is Kind.BLANK:
            continue
        if row <= top or column <= left:
            continue
        if row not in rows or column not in columns:
            place = Place(sheet=keyed.raw.name, cell=address(row, column))
            findings.append(found("M207", place, text=cell.value or f"={cell.formula}"))
    return findings
