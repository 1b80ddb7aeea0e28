"""The book that a file was made with, and where everything of it stands in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbook.book.carried import names_of
from workbook.book.chain import SHEET as CHAINS
from workbook.book.classify import SHEET as COLLECTOR
from workbook.book.front import IDENTITY
from workbook.book.model import Book
from workbook.book.scorecard import group_name
from workbook.book.sizes import ROWS, Sizes, made_with
from workbook.data import Carried, ScorecardData, UnitData
from workbook.finding import Finding, Place, found
from workbook.layout import Layout, SheetLayout, address, layout_of
from workbook.match.identity import Claim
from workbook.match.indicators import Rows, with_inserted
from workbook.match.keys import KeyedSheet, keyed_sheets
from workbook.match.marks import Restored, restored, without_corner
from workbook.match.places import absent, placed
from workbook.match.rolled import frame, rolled_sheets
from workbook.match.template import template_book
from workbook.read.model import RawBook
from workbook.spec.model import CarriedSheet, Scorecard
from workbook.spec.spec import Spec


@dataclass(frozen=True, slots=True)
class Structure:
    """layout: where each key of the book stands in the file. sheets: key → sheet of the file. inserted: rows that
    somebody inserted between the indicators of scorecards.
    """

    book: Book
    layout: Layout = field(repr=False)
    sheets: Mapping[str, KeyedSheet] = field(repr=False)
    inserted: Rows = field(default_factory=dict, repr=False)


def structure(raw: RawBook, claim: Claim, spec: Spec) -> tuple[Structure, tuple[Finding, ...]]:
    """Findings M102 (another year than the template's), M201–M206, M209–M212."""
    sheets, told = keyed_sheets(raw, _known(spec, claim))
    findings = list(told)
    if claim.year and claim.year != str(spec.book.year):
        facts = {"carrier": "@carriers", "found": claim.year, "expected": spec.book.year}
        findings.append(found("M102", Place(file=raw.file), None, **facts))
    by_key = {sheet.key: sheet for sheet in sheets}
    book = _book(claim, spec, by_key)
    unmarked, told_marks = without_corner(raw, book, by_key)
    if unmarked.again:
        by_key |= unmarked.again
        book = _book(claim, spec, by_key)
    findings = [f for f in findings if f.code != "M203" or f.place.sheet not in unmarked.tabs]
    findings += told_marks
    if any(finding.code == "M210" for finding in told_marks):
        return Structure(book, layout_of(book), by_key), told_marks
    grown, inserted = with_inserted(book, by_key)
    if grown:
        by_key |= grown
        book = _with_identity(_book(claim, spec, by_key), book)
        copies = {(k.raw.name, address(row, k.corner[1])) for key, k in grown.items() for row in inserted[key]}
        findings = [f for f in findings if f.code != "M201" or (f.place.sheet, f.place.cell) not in copies]
    where: dict[str, SheetLayout] = {}
    for sheet in book.sheets:
        keyed = by_key.get(sheet.key)
        if keyed is None:
            where[sheet.key] = absent(sheet)
            if sheet.key not in unmarked.lost:
                findings.append(found("M206", Place(sheet=sheet.tab), key=sheet.key))
            continue
        again, told = restored(sheet, keyed)
        by_key[sheet.key] = again.keyed
        findings = [f for f in findings if not _is_mended(f, again)] + [*told]
        where[sheet.key], told = placed(sheet, again.keyed)
        findings += told
    return Structure(book, Layout(where), by_key, inserted), tuple(findings)


def _book(claim: Claim, spec: Spec, by_key: Mapping[str, KeyedSheet]) -> Book:
    """The template's book in the sizes that the file's keys tell."""
    rows = {key: frozenset(sheet.rows) for key, sheet in by_key.items()}
    sizes = Sizes(rows, tuple(name for name, _ in claim.cards), made_with(_said(by_key.get(IDENTITY))))
    cards = tuple(ScorecardData(name, department) for name, department in claim.cards)
    carried = tuple(Carried(name) for name in names_of(_record_rows(spec, by_key)))
    blank = UnitData(
        unit=claim.unit, code=claim.code, year=claim.year, spec=spec.name, scorecards=cards, carried=carried
    )
    return template_book(spec, replace(blank, rolled=frame(spec, claim, by_key)), sizes)


def _with_identity(book: Book, made: Book) -> Book:
    """The book with the identity of the one that was made: it tells how many rows that had."""
    own = next(sheet for sheet in made.sheets if sheet.key == IDENTITY)
    return replace(book, sheets=tuple(own if sheet.key == IDENTITY else sheet for sheet in book.sheets))


def _is_mended(finding: Finding, again: Restored) -> bool:
    """A key that stood twice (M201) and whose place is known all the same."""
    here = finding.code == "M201" and finding.place.sheet == again.keyed.raw.name
    return here and finding.facts.get("key") in again.mended


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
