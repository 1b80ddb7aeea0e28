"""Spec + data → book: every sheet laid out by keys, every formula compiled, every fault told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbook.book.cards import plan_cards
from workbook.book.carried import CarriedRow, answered, build_carried
from workbook.book.chain import Chains
from workbook.book.charts import build_charts
from workbook.book.checks import build_checks, expand
from workbook.book.classify import build_collector, is_blank, requests_of, used_codes
from workbook.book.disclosure import Means, build_table
from workbook.book.draft import Draft
from workbook.book.entry import build_entry
from workbook.book.former import Names, with_former
from workbook.book.front import CODE, IDENTITY, build_codes, build_contents, build_cover, build_identity
from workbook.book.model import Book, Identity, Table
from workbook.book.rolling import build_rolled, with_checks
from workbook.book.scope import Context, Scope
from workbook.book.sizes import LONGEST, ROWS, Sizes, told
from workbook.book.textsheet import CARDS, Card, Surroundings, build_text, cards_of
from workbook.data import UnitData
from workbook.finding import Finding
from workbook.spec.former import former_names
from workbook.spec.model import CarriedSheet, Charts, CheckSheet, Classify, Contents, Cover, Entry, Scorecard, TextSheet
from workbook.spec.model import Table as TableSpec
from workbook.spec.spec import Spec

_GROWING = frozenset(("entry", "table", "text", "card"))
"""Kinds of sheets that have as many rows as the data need."""


def build_book(spec: Spec, data: UnitData, sizes: Sizes | None = None) -> tuple[Book, tuple[Finding, ...]]:
    """The whole workbook for one unit. Findings S2xx: faults of the spec that only its formulas show."""
    return _Builder(spec if data.rolled is None else with_checks(spec), data, sizes or Sizes()).build()


class _Builder:
    def __init__(self, spec: Spec, data: UnitData, sizes: Sizes) -> None:
        self.spec, self.data, self.sizes = spec, data, sizes
        self.findings: list[Finding] = []
        self.drafts: dict[str, Draft] = {}
        self.tables: dict[str, Table] = {}
        self.used: dict[str, dict[str, int]] = {}  # growing table → codes in use by level
        self.parts = {str(page.sheet.sheet): str(page.part) for page in spec.pages}
        self.sheets = {str(sheet.sheet): sheet for sheet in spec.sheets}
        self.former = former_names(spec.sheets).sheets
        self.carried: dict[str, tuple[CarriedRow, ...]] = {}  # sheet of carried values → its rows
        self.own: list[str] = []  # the sheets that only a department's workbook has
        self.lengths = {name: dict(table.levels) for name, table in spec.codes.items()}

    def _add(self, draft: Draft, *tables: Table) -> None:
        self.drafts[draft.key] = draft
        for table in map(self._with_former, tables):
            self.tables.setdefault(table.name, table)
            if table.block:
                self.tables[table.full_name] = table

    def _with_former(self, table: Table) -> Table:
        sheet = self.sheets.get(table.name)
        return with_former(table, sheet) if sheet is not None else table

    def _known(self) -> Mapping[str, Table]:
        """All tables so far, by their present and former names."""
        former = dict(self.former)
        for table in self.tables.values():
            former |= {f"{old}.{table.block}": table.full_name for old in table.was if table.block}
        return Names(self.tables, former)

    def _told(self) -> str:
        """How many rows each sheet has; nothing for a file that was made without this line, or if it were too long."""
        if ROWS not in self.sizes.rows.get(IDENTITY, (ROWS,)):
            return ""
        growing = ((key, draft.rows.values()) for key, draft in self.drafts.items() if draft.kind in _GROWING)
        rows = told((key, (row.key for row in rows if not row.own)) for key, rows in growing)
        return rows if len(rows) <= LONGEST else ""

    def _of(self, kind: type) -> list[object]:
        return [page.sheet for page in self.spec.pages if isinstance(page.sheet, kind)]

    def build(self) -> tuple[Book, tuple[Finding, ...]]:
        for name, codes in self.spec.codes.items():
            self._add(*build_codes(name, codes, "代码表"))
        entries = self._entries()
        self._carried(entries)
        helpers = self._disclosure(entries)
        cards = self._cards()
        self._rolled()
        chains = Chains()
        self._texts(cards, chains, helpers)
        self._charts(cards, helpers)
        groups = {name: tuple(c.tables for c in cards_of(name, cards)) for name in CARDS}
        tables = tuple(dict.fromkeys(self.tables.values()))
        scope = Scope(
            tables,
            self._aliases(),
            str(self.spec.book.scale),
            str(self.spec.book.money_unit),
            str(self.spec.book.started or ""),
            groups,
        )
        checks = self._checks(cards, scope)
        if len(chains.draft.columns) > 1:
            self.drafts[chains.draft.key] = chains.draft
        identity = self._identity()
        self.drafts[IDENTITY] = build_identity(
            identity, tuple((c.name, c.department) for c in cards), self.data.rolled, self._told()
        )
        order = self._order()
        self._front(order, checks)
        sheets = []
        for key in order:
            sheet, found = self.drafts[key].freeze(scope)
            sheets.append(sheet)
            self.findings += found
        findings = {(f.code, f.place, tuple(sorted(f.facts.items()))): f for f in self.findings}
        names = self._names(scope)
        everything = tuple(dict.fromkeys(self.tables.values()))  # cover and checks among them
        return Book(tuple(sheets), everything, identity, names), tuple(findings.values())

    def _entries(self) -> dict[str, Table]:
        entries: dict[str, Table] = {}
        locked = {c.name: c.source for c in self.data.carried}
        for sheet in self._of(Entry):
            assert isinstance(sheet, Entry)
            given = self.data.sheet(str(sheet.sheet))
            draft, table = build_entry(sheet, given, self.parts[str(sheet.sheet)], self.sizes, locked)
            self._add(draft, table)
            entries[table.name] = self.tables[table.name]
        return entries

    def _carried(self, entries: Mapping[str, Table]) -> None:
        for page in self._of(CarriedSheet):
            assert isinstance(page, CarriedSheet)
            part = self.parts[str(page.sheet)]
            draft, table, rows = build_carried(self.spec, page, self.data.carried, entries, part)
            self._add(draft, table)
            self.carried[table.name] = rows

    def _disclosure(self, entries: Mapping[str, Table]) -> dict[str, Table]:
        specs = [s for s in self._of(TableSpec) if isinstance(s, TableSpec)]
        requests = requests_of(self.spec, entries)
        for req in requests.values():
            self.findings += req.findings
        helpers: dict[str, Table] = {}
        if requests:
            collector, helpers = build_collector(tuple(requests.values()))
            self._add(collector, *helpers.values())
        for sheet in specs:
            name = str(sheet.sheet)
            wanted = requests.get(name)
            means = Means(
                self.data, dict(self.spec.codes), helpers.get(name), dict(entries), self.spec.book.frame, self.sizes
            )
            codes = used_codes(wanted, self.data) if wanted else set()
            if wanted:
                self.used[name] = {k: sum(len(c) == n for c in codes) for k, n in wanted.lengths.items()}
            used = len(codes)
            if wanted and isinstance(sheet.rows, Classify) and is_blank(wanted, self.data):
                used = max(used, sheet.rows.blank - sheet.rows.room)
                del self.used[name]  # what the unit will use is not known yet
            draft, tables = build_table(sheet, means, self.parts[name], wanted.codes if wanted else "", used)
            self._add(draft, *tables)
        return helpers

    def _cards(self) -> tuple[Card, ...]:
        specs = [s for s in self._of(Scorecard) if isinstance(s, Scorecard)]
        others = [page.sheet for page in self.spec.pages if not isinstance(page.sheet, Scorecard)]
        tabs = {str(getattr(sheet, "tab", None) or sheet.sheet) for sheet in others}
        built = plan_cards(specs, self.data, self.parts, tabs | {d.tab for d in self.drafts.values()}, self.sizes)
        for card in built:
            self._add(card.draft, *card.tables)
        return tuple(b.card for b in built)

    def _rolled(self) -> None:
        """A department's own sheets; they stand after the entry sheets."""
        if self.data.rolled is None:
            return
        for draft, tables in build_rolled(self.spec, self.data.rolled, self.drafts, self.tables, self.sizes):
            self.drafts.pop(draft.key, None)
            self._add(draft, *tables)
            self.own.append(draft.key)

    def _texts(self, cards: tuple[Card, ...], chains: Chains, helpers: Mapping[str, Table]) -> None:
        lengths = {level: n for levels in reversed(self.lengths.values()) for level, n in levels.items()}
        around = Surroundings(self._known(), cards, lengths, self.data, chains, self.sizes)
        around = replace(around, helpers=helpers, used=self.used)
        for sheet in self._of(TextSheet):
            assert isinstance(sheet, TextSheet)
            draft, table, found = build_text(sheet, around, self.parts[str(sheet.sheet)])
            self._add(draft, table)
            self.findings += found

    def _charts(self, cards: tuple[Card, ...], helpers: Mapping[str, Table]) -> None:
        for sheet in self._of(Charts):
            assert isinstance(sheet, Charts)
            draft, tables, found = build_charts(
                sheet, self._known(), helpers, cards, self.used, self.sizes, self.parts[str(sheet.sheet)]
            )
            self._add(draft, *tables)
            self.findings += found

    def _checks(self, cards: tuple[Card, ...], scope: Scope) -> Table | None:
        lines, found = expand(self.spec.checks, cards, self.spec.codes, self.carried)
        self.findings += found
        table = None
        for sheet in self._of(CheckSheet):
            assert isinstance(sheet, CheckSheet)
            draft, table = build_checks(sheet, lines, self.data, scope, self.parts[str(sheet.sheet)])
            self._add(draft, table)
            for name in self.carried:
                told = [(line.names["项目"], line.id) for line in lines if str(line.check.each) == name]
                answered(self.drafts[name], draft.key, told)
        return table

    def _order(self) -> list[str]:
        """Sheets in the order of the spec; scorecards where their pages stand; code lists and hidden sheets last."""
        order: list[str] = []
        for page in self.spec.pages:
            sheet = page.sheet
            if isinstance(sheet, Scorecard):
                wanted = [
                    d.key
                    for d in self.drafts.values()
                    if d.kind == "card" and d.options.get("scope") == str(sheet.scope)
                ]
                order += wanted
            else:
                order.append(str(sheet.sheet))
        entered = [i for i, key in enumerate(order) if key in self.drafts and self.drafts[key].kind == "entry"]
        last = max(entered, default=-1) + 1
        order[last:last] = self.own
        rest = [k for k, d in self.drafts.items() if k not in order]
        for draft in self.drafts.values():
            draft.options.pop("scope", None)
        return [*order, *sorted(rest, key=lambda k: bool(self.drafts[k].options.get("hidden")))]

    def _front(self, order: list[str], checks: Table | None) -> None:
        shown = tuple(
            (self.drafts[k].part, self.drafts[k])
            for k in order
            if k in self.drafts and not self.drafts[k].options.get("hidden")
        )
        for sheet in self._of(Contents):
            assert isinstance(sheet, Contents)
            self.drafts[str(sheet.sheet)] = build_contents(sheet, shown, self.parts[str(sheet.sheet)])
        for sheet in self._of(Cover):
            assert isinstance(sheet, Cover)
            draft, table = build_cover(sheet, shown, checks, self.parts[str(sheet.sheet)])
            self._add(draft, table)

    def _aliases(self) -> dict[str, str]:
        return {str(k): str(v) for k, v in self.spec.book.names.items()}

    def _names(self, scope: Scope) -> dict[str, tuple[str, str, str]]:
        names = {}
        for name in self._aliases():
            target = scope.find(name, Context())
            if target is not None and not target.ref.is_area:
                names[name] = (target.ref.sheet, target.ref.row, target.ref.column)
        return names

    def _identity(self) -> Identity:
        year = self.data.year or str(self.spec.book.year)
        # A file that was made without this line is compared with a book without it.
        code = self.data.code if CODE in self.sizes.rows.get(IDENTITY, (CODE,)) else None
        return Identity(self.spec.name, self.spec.hash, year, self.data.unit, code)
