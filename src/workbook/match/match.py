"""Raw book + spec → filled: the template's book with the file's own sizes, where everything stands, all inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbook.book.model import Book, Slot
from workbook.data import UnitData, Value
from workbook.data.scorecards import DIRECTION, MEASURED
from workbook.data.sheets import data_files
from workbook.data.unit import CODE, MONEY_UNIT, SPEC, UNIT_FILE
from workbook.finding import Finding, Place, found
from workbook.layout import Layout, address
from workbook.match.gather import gather
from workbook.match.identity import Claim
from workbook.match.inputs import read_input
from workbook.match.keys import KeyedSheet
from workbook.match.places import inserted, unplaced
from workbook.match.places import slots as slots_of
from workbook.match.remarks import told_remarks
from workbook.match.structure import Structure, structure
from workbook.read.model import RawBook
from workbook.spec.spec import Spec

Spot = tuple[str, int, int]
"""sheet key, row and column in the file"""
_WORDS = frozenset(("M302", "M310"))
"""What is wrong with a number is right for a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """raw: the file as it was read. layout: where each key stands in the file.

    inputs: typed values of all input cells, inserted rows included.
    slots: what each input cell holds. unusable: those in which something stands that gave no value.
    inserted: sheet key → rows that somebody inserted into its list.
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
    unusable: frozenset[Spot] = frozenset()


def match(raw: RawBook, claim: Claim, spec: Spec) -> tuple[Filled, tuple[Finding, ...]]:
    """Findings M102 (another year than the template's), M2xx (structure) and M3xx (inputs)."""
    built, told = structure(raw, claim, spec)
    book, where, by_key = built.book, built.layout.sheets, built.sheets
    findings = list(told)
    inputs: dict[Spot, Value] = {}
    slots: dict[Spot, Slot] = {}
    new_rows = {key: tuple(sorted(rows)) for key, rows in built.inserted.items()}
    unusable: set[Spot] = set()
    open_: list[tuple[Slot, Finding]] = []
    money_unit = _money_unit(spec, built)
    for sheet in book.sheets:
        keyed = by_key.get(sheet.key)
        if keyed is None:
            continue
        layout = where[sheet.key]
        extra = inserted(sheet, keyed, layout)
        if extra:
            new_rows[sheet.key] = extra
        for spot, slot in slots_of(sheet, layout, extra):
            cell = keyed.raw.cells.get(spot[1:])
            name = f"{slot.owner}.{slot.row or slot.number or slot.name}"
            place = Place(sheet=keyed.raw.name, cell=address(spot[1], spot[2]), name=name)
            is_percent = cell is not None and raw.styles[cell.style].is_percent
            typed = read_input(cell, slot, place, money_unit if slot.kind != "unit" else "", is_percent=is_percent)
            inputs[spot], slots[spot] = typed.value, slot
            if typed.value is None and typed.findings:
                unusable.add(spot)
            if slot.type == "any":
                open_ += [(slot, one) for one in typed.findings]
            else:
                findings += typed.findings
        findings += unplaced(sheet, keyed, layout, extra)
    findings += _of_words(open_, inputs, slots)
    findings += _handed_out(claim, spec, inputs, slots, built)
    findings += told_remarks(raw)
    data = gather(claim, spec, inputs, slots)
    return Filled(
        raw, claim, spec, book, built.layout, by_key, inputs, slots, new_rows, data, frozenset(unusable)
    ), tuple(findings)


def _money_unit(spec: Spec, built: Structure) -> str:
    """元 or 万元, as it is typed; "" where it is not."""
    sheet = _unit_sheet(spec)
    for own in built.book.sheets if sheet in built.sheets else ():
        where = built.layout.sheets[own.key]
        for (row, column), cell in own.cells.items() if own.key == sheet else ():
            if cell.slot is not None and (cell.slot.kind, cell.slot.name) == ("field", MONEY_UNIT):
                text = built.sheets[sheet].text(where.rows[row], where.columns[column]).strip()
                return text if text in ("元", "万元") else ""
    return ""


def _unit_sheet(spec: Spec) -> str:
    return next((str(file.sheet.sheet) for file in data_files(spec.sheets) if file.name == UNIT_FILE), "")


def _handed_out(
    claim: Claim, spec: Spec, inputs: Mapping[Spot, Value], slots: Mapping[Spot, Slot], built: Structure
) -> list[Finding]:
    """M105: what was filled in when the workbook was handed out, and is something else now, or is gone (the code: a
    blank template is found by the identity).
    """
    sheet = _unit_sheet(spec)
    given = {CODE: claim.code, SPEC: claim.spec}
    findings = []
    for spot, slot in slots.items():
        was, now = given.get(slot.name, ""), str(inputs[spot] or "").strip()
        here = slot.kind == "field" and slot.owner == sheet and was and (now or slot.name == CODE)
        if here and now != was and not (slot.name == SPEC and now == spec.name):
            place = Place(
                sheet=built.sheets[spot[0]].raw.name, cell=address(*spot[1:]), name=f"{slot.owner}.{slot.name}"
            )
            findings.append(found("M105", place, None, column=slot.name, found=now or "@blank", expected=was))
    return findings


def _of_words(
    told: list[tuple[Slot, Finding]], inputs: Mapping[Spot, Value], slots: Mapping[Spot, Slot]
) -> list[Finding]:
    """Findings of cells that take words or numbers; where the direction asks for words, 55 and 55% are some of them."""
    asked = {(s.owner, s.number): inputs[spot] for spot, s in slots.items() if s.name == DIRECTION} if told else {}
    worded = {row for row, direction in asked.items() if direction and direction not in MEASURED}
    return [one for slot, one in told if one.code not in _WORDS or (slot.owner, slot.number) not in worded]
