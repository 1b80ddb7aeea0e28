"""Live text: overview, narrative, glossary. One paragraph a row; its pieces stand in hidden cells beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from workbook.book.chain import Chains, Link, table_links
from workbook.book.compile import column_area
from workbook.book.draft import Compile, Draft, fixed
from workbook.book.frame import live, title, waiting
from workbook.book.model import Line, Table
from workbook.book.paragraph import INDENT, glued, indented, indented_text, item, listed, plain, told, whole
from workbook.book.running import put_keys
from workbook.book.scope import Context, Scope
from workbook.book.sentence import sentence
from workbook.book.sizes import Sizes, Wanted, wanted
from workbook.data import UnitData
from workbook.finding import Finding, Level, Text, place_of
from workbook.formula import Part, Ref, join
from workbook.spec.model import Fragment, Paragraph, TextSheet

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

CARDS = {"自评": None, "项目自评": False, "部门自评": True}
"""Names that `each` may take for scorecards → whether the department's (None = all)."""

UNKNOWN = 20
"""Paragraphs about codes while no amounts have been entered."""

_STEP = 20
"""Paragraphs for rows of a list, see `Wanted`."""

_STYLE = {
    "body": "body",
    "heading": "heading",
    "subheading": "subheading",
    "caption": "caption",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard's tables by short name (概况, 预算执行, 指标, 文字)."""

    name: str
    department: bool
    tables: Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What text sheets refer to: all tables of the book, scorecards, level lengths, the data."""

    tables: Mapping[str, Table]
    cards: tuple[Card, ...]
    lengths: Mapping[str, int]
    data: UnitData
    chains: Chains
    sizes: Sizes
    helpers: Mapping[str, Table] = field(default_factory=dict)  # growing table → its codes on the hidden sheet
    used: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # growing table → codes in use by level


def cards_of(name: str, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    wanted = CARDS[name]
    return tuple(c for c in cards if wanted is None or c.department == wanted)


def paragraph_rows(spec: Paragraph, filled: int) -> Wanted:
    """Paragraphs of one for each row of a list."""
    return wanted(filled + spec.room, spec.room, _STEP)


def build_text(spec: TextSheet, around: Surroundings, part: str) -> tuple[Draft, Table, tuple[Finding, ...]]:
    """The sheet, a table of its paragraphs (情况说明.<section>.<n>), and findings."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "text")
    draft.options["landscape"] = spec.landscape
    text = draft.column("文本", 84)
    # LibreOffice scales a page to its width only where there is a column break.
    margin = draft.column("边", 1)
    builder = _Builder(draft, text, around, spec.wait)
    title(draft, spec.title or spec.sheet, text, text, "title.text")
    draft.rows["标题"] = Line("标题")  # as high as its text
    if spec.help is not None:
        draft.put("标题", draft.column("提示", 36), str(spec.help), "help")
    rows: dict[str, str] = {}
    for number, section in enumerate(spec.sections, 1):
        name = str(section.name or number)
        if section.title is not None:
            row = draft.row(f"{name}", 26)
            live(draft, row, text, section.title, section.style)
        for i, paragraph in enumerate(section.paragraphs, 1):
            for key in builder.paragraph(f"{name}.{i}", paragraph):
                rows[key] = key
    keys = list(rows.values()) or [draft.row("空")]
    table = Table(
        str(spec.sheet), draft.key, "text", rows, {"文本": text}, {text: "text"}, (keys[0], keys[-1]),
        default=text, size=len(keys), body_keys=tuple(keys),
    )  # fmt: skip
    draft.options["print_columns"] = (text, margin)
    draft.options["print_last"] = list(draft.rows)[-1]
    return draft, table, tuple(builder.findings)


class _Builder:
    def __init__(self, draft: Draft, text: str, around: Surroundings, wait: bool) -> None:
        self.draft, self.text, self.around, self.wait = draft, text, around, wait
        self.findings: list[Finding] = []
        self.pieces: list[str] = []
        self.used = 0
        self.guard: tuple[Part, ...] = ()  # true where the paragraph's pieces stay blank

    def paragraph(self, key: str, spec: Paragraph) -> list[str]:
        """Rows of a paragraph: one, or with `each` one for each row of a list or each scorecard."""
        if spec.each is None:
            return [self._one(key, spec, Context())]
        name = str(spec.each)
        if name in CARDS:
            return [
                self._one(f"{key}.{card.name}", spec, Context(local=card.tables, special={"序": (f'"{n}"',)}), own=True)
                for n, card in enumerate(cards_of(name, self.around.cards), 1)
            ]
        table = self._table(spec.each)
        if table is None:
            return []
        helper = self.around.helpers.get(table.name)
        if helper is not None and spec.level is not None and str(spec.level) in helper.columns:
            return self._codes(key, spec, table, helper, str(spec.level))
        rows = len(self.around.data.sheet(table.name).rows)
        size = paragraph_rows(spec, rows) if table.entry else table.size
        count = self.around.sizes.count(self.draft.key, f"{key}.", size)
        keys = []
        for n in range(1, count + 1):
            special: dict[str, tuple[Part, ...]] = {"序": (f'"{n}"',)}
            if table.entry:
                context = Context(table=table, index=(str(n),), special=special)
                in_use = join("INDEX(", column_area(table, table.required), f',{n})&""<>""')
            else:
                row = table.body_keys[n - 1]
                context = Context(table=table, row=row, special=special)
                in_use = join(Ref(table.sheet, row, table.required), '<>""')
            keys.append(self._one(f"{key}.{n}", spec, context, in_use))
        return keys

    def _codes(self, key: str, spec: Paragraph, table: Table, helper: Table, level: str) -> list[str]:
        """One row for each code of a level that a growing table shows, in code order, and `room` further ones."""
        used = self.around.used.get(table.name)  # None: not known yet, also where last year's codes stand in the lists
        expected = UNKNOWN if used is None else used.get(level, 0) + spec.room
        wanted = self.around.sizes.count(self.draft.key, f"{key}.", expected)
        for column in ("键", "计", "位"):
            if column not in self.draft.columns:
                self.draft.column(column, 8, True)
        factor = 10 ** (max(self.around.lengths.values()) - self.around.lengths[level])
        keys = []
        for n in range(1, wanted + 1):
            number = Ref(self.draft.key, f"{key}.{n}", "键")
            code = join("TEXT(", number, f"/{factor}" if factor > 1 else "", ',"0")')
            at = join("IF(", number, '="","",MATCH(', code, ",", column_area(table, table.codes), ",0))")
            place = Ref(self.draft.key, f"{key}.{n}", "位")
            context = Context(table=table, index=(place,), special={"序": (f'"{n}"',)})
            self.guard = join(number, '=""')
            keys.append(self._one(f"{key}.{n}", spec, context, join(number, '<>""')))
            self.guard = ()
            self.draft.later(place.row, "位", fixed(at), "plain")
        put_keys(self.draft, keys, helper, (level,), spare=False)
        return keys

    def _table(self, name: Text) -> Table | None:
        table = self.around.tables.get(str(name))
        if table is None:
            facts = {"name": str(name), "nearest": "", "formula": str(name)}
            self.findings.append(Finding("S201", Level.ERROR, place_of(name), facts))
        return table

    def _one(
        self, key: str, spec: Paragraph, context: Context, in_use: tuple[Part, ...] = (), own: bool = False
    ) -> str:
        row = self.draft.row(key, own=own)
        style = _STYLE[spec.style]
        indent = INDENT if spec.style == "body" else ""
        first = spec.text[0] if spec.text else Fragment()
        sure = plain(first) and not first.text.startswith("【")
        if len(spec.text) == 1 and sure and spec.when is None and not in_use:
            text = Text(indent + indented_text(first.text, indent), place_of(first.text))
            if self.wait and indent:
                self.draft.later(row, self.text, waiting(partial(sentence, text, context)), style)
            else:
                live(self.draft, row, self.text, text, style, context)
            return row
        self.used = 0
        cells = tuple(self._cell(row, indented(f, indent), context) for f in spec.text)
        others = tuple(self._cell(row, indented(f, indent), context) for f in spec.otherwise)
        formula = partial(whole, spec, context, glued(cells, indent, sure), glued(others, indent, True), in_use)
        self.draft.later(row, self.text, waiting(formula) if self.wait else formula, style)
        return row

    def _cell(self, row: str, fragment: Fragment, context: Context) -> Ref:
        """The hidden cell that holds a fragment's text; an enumeration takes one more for each of its pieces."""
        if fragment.parts:
            pieces = tuple(self._cell(row, item(p, fragment.sep), context) for p in fragment.parts)
            together = self._next(row, fixed(glued(pieces)))
            return self._next(row, partial(listed, fragment, together, context))
        if fragment.each is not None:
            return self._next(row, fixed(self._each(fragment, context)), str(fragment.text))
        return self._next(row, partial(told, fragment, context), str(fragment.text))

    def _next(self, row: str, content: Compile, text: str = "") -> Ref:
        column = self._piece(self.used)
        self.used += 1
        formula = partial(_guarded, self.guard, content) if self.guard else content
        self.draft.later(row, column, formula, "plain", text=text)
        return Ref(self.draft.key, row, column)

    def _piece(self, i: int) -> str:
        while len(self.pieces) <= i:
            self.pieces.append(self.draft.column(f"段{len(self.pieces) + 1}", 12, True))
        return self.pieces[i]

    def _each(self, fragment: Fragment, context: Context) -> tuple[Part, ...]:
        name = str(fragment.each)
        levels = tuple(self.around.lengths[str(x)] for x in fragment.level if str(x) in self.around.lengths)
        if name in CARDS:
            cards = cards_of(name, self.around.cards)
            links = tuple(Link(replace(context, table=None, local=c.tables), ("TRUE",)) for c in cards)
            return self.around.chains.add(fragment, links, ())
        table = self._table(Text(name, place_of(fragment.each)))
        if table is None:
            return ('""',)
        links = self.around.chains.entry_links(table, context) if table.entry else table_links(table, context)
        if table.block and levels:
            links = tuple(k for k in links if _level_fits(table, k, levels))
            levels = ()
        return self.around.chains.add(fragment, links, levels)


def _guarded(test: tuple[Part, ...], content: Compile, scope: Scope) -> Parts:
    parts, findings = content(scope)
    return join("IF(", test, ',"",', parts, ")"), findings


def _level_fits(table: Table, link: Link, levels: tuple[int, ...]) -> bool:
    """Rows of a code block are fixed, so that their level is known now."""
    name = next((n for n, row in table.rows.items() if row == link.context.row), "")
    return name.isdigit() and len(name) in levels
