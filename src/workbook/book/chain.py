"""Texts that are repeated for the rows of a table: a chain of helper cells, each the text so far.

All chains stand on one hidden sheet; a chain has a row for each source row and the columns 数 (rows told so far)
and 文 (text so far).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from workbook.book.classify import SLACK
from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Compile, Draft, Pending
from workbook.book.model import Table
from workbook.book.scope import Context, Scope
from workbook.book.sentence import sentence
from workbook.finding import Finding
from workbook.formula import HERE, Part, Ref, join, literal
from workbook.spec.model import Fragment

SHEET = "拼句"
Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]


ANY = "每行"
"""In the context of a link: whichever row of its table the link is for."""


@dataclass(frozen=True, slots=True)
class Link:
    """One source row: the context of its names, and the test that it is in use. row: what ANY stands for there."""

    context: Context
    in_use: tuple[Part, ...]
    row: str = ""


class _Pattern:
    """A formula that rows of a table have alike but for their own row: compiled once for all of them."""

    def __init__(self, compile_: Compile) -> None:
        self._compile = compile_
        self._made: Parts | None = None
        self._same = Pending(partial(self._at, ""), "plain")

    def cell(self, row: str) -> Pending:
        """For one row; "": the formula is the same in every row."""
        return Pending(partial(self._at, row), "plain") if row else self._same

    def _at(self, row: str, scope: Scope) -> Parts:
        if self._made is None:
            self._made = self._compile(scope)
        parts, findings = self._made
        return tuple(_there(p, row) if isinstance(p, Ref) and p.row == ANY else p for p in parts), findings


def _there(ref: Ref, row: str) -> Ref:
    return Ref(ref.sheet, row, ref.column, ref.to_row, ref.to_column, ref.offset, moves=True)


class Chains:
    """The hidden sheet under construction; `add` returns where a chain's text ends."""

    def __init__(self) -> None:
        self.draft = Draft(SHEET, SHEET, "", "hidden")
        self.draft.options["hidden"] = True
        self.index = self.draft.column("序", 6)
        self.count = 0
        self._counted: dict[object, str] = {}
        self.tables: list[tuple[Table, int]] = []

    def _rows(self, size: int) -> list[str]:
        while len(self.draft.rows) < size:
            row = self.draft.row(str(len(self.draft.rows) + 1))
            self.draft.put(row, self.index, len(self.draft.rows), "plain")
        return list(self.draft.rows)[:size]

    def add(self, fragment: Fragment, links: tuple[Link, ...], levels: tuple[int, ...]) -> tuple[Part, ...]:
        """Parts of the finished text: the chain's last cell with its begin and end, or the text for no rows."""
        if not links:
            return (literal(str(fragment.none)),)
        self.count += 1
        counted = _condition(fragment, links, levels)
        number = self._counted.get(counted, "")
        if not number:
            number = self._counted[counted] = self.draft.column(f"数{self.count}", 6)
            self._column(number, links, lambda link, first: partial(_number, link, fragment, levels, number, first))
        text = self.draft.column(f"文{self.count}", 30)
        self._column(text, links, lambda link, first: partial(_text, link, fragment, number, text, first))
        rows = self._rows(len(links))
        last_number, last_text = Ref(SHEET, rows[-1], number), Ref(SHEET, rows[-1], text)
        none = literal(str(fragment.none))
        begin = f"{literal(str(fragment.begin))}&" if fragment.begin else ""
        end = f"&{literal(str(fragment.end))}" if fragment.end else ""
        return join("IF(", last_number, f"<{_only(fragment)[0]},{none},{begin}", last_text, end, ")")

    def _column(self, column: str, links: tuple[Link, ...], formula: Callable[[Link, bool], Compile]) -> None:
        """One cell for each link; formula: of a link, which may be the first."""
        made: dict[tuple[int, bool], _Pattern] = {}
        for i, (row, link) in enumerate(zip(self._rows(len(links)), links, strict=True)):
            kind = 0 if link.row else id(link), i == 0
            if kind not in made:
                made[kind] = _Pattern(formula(link, i == 0))
            self.draft.cells[row, column] = made[kind].cell(link.row)

    def entry_links(self, table: Table, context: Context) -> tuple[Link, ...]:
        """Rows of an entry list by INDEX, so that inserted rows are told too: one link for all of them."""
        index: tuple[Part, ...] = (Ref(SHEET, HERE, self.index),)
        here = replace(context, table=table, row=None, index=index)
        area = column_area(table, table.required)
        in_use = join("IFERROR(INDEX(", area, ",", index, ')&"","")<>""')
        return (Link(here, in_use),) * (table.size + 1 + SLACK)


def _condition(fragment: Fragment, links: tuple[Link, ...], levels: tuple[int, ...]) -> object:
    """What decides which rows are told: texts that tell the same rows count them once. One that names what only its
    own paragraph knows counts for itself.
    """
    context = links[0].context
    if context.local or context.special or context.table is None:
        return object()
    return context.table.full_name, tuple(k.row or k.context.row for k in links), str(fragment.when or ""), levels


def table_links(table: Table, context: Context) -> tuple[Link, ...]:
    """Rows of a table that nobody can insert into, each directly. Those of a growing table have no names of their own,
    and are alike.
    """
    if table.kind == "classify":
        alike = _link(table, context, ANY)
        return tuple(replace(alike, row=row) for row in table.body_keys)
    return tuple(_link(table, context, row) for row in table.body_keys)


def _link(table: Table, context: Context, row: str) -> Link:
    here = replace(context, table=table, row=row, index=())
    code: tuple[Part, ...] = (Ref(table.sheet, row, table.codes, moves=True),) if table.codes else ()
    in_use = join(code, '<>""') if code else ("TRUE",)
    if table.running:
        in_use = join("AND(", in_use, ",", code, "<>", literal(table.running), ")")
    return Link(here, in_use)


def _number(link: Link, fragment: Fragment, levels: tuple[int, ...], number: str, first: bool, scope: Scope) -> Parts:
    """Rows told so far."""
    tests: list[tuple[Part, ...]] = [link.in_use] if link.in_use != ("TRUE",) else []
    findings: tuple[Finding, ...] = ()
    if levels and link.context.table is not None:
        table = link.context.table
        row = link.context.row
        code: tuple[Part, ...] = (Ref(table.sheet, row or HERE, table.codes, moves=bool(row)),)
        choices = [join("LEN(", code, f")={n}") for n in levels]
        tests.append(choices[0] if len(choices) == 1 else join("OR(", *_comma(choices), ")"))
    if fragment.when is not None:
        compiled = compile_formula(fragment.when, link.context, scope)
        findings = compiled.findings
        tests.append(compiled.parts)
    test = ("TRUE",) if not tests else tests[0]
    for more in tests[1:]:
        # Nested, not AND(): the later conditions would fail on rows that are not in use.
        test = join("IF(", test, ",", more, ",FALSE)")
    before: tuple[Part, ...] = ("0",) if first else (Ref(SHEET, HERE, number, offset=-1),)
    return join(before, "+IF(IFERROR(", test, ",FALSE),1,0)"), findings


def _only(fragment: Fragment) -> tuple[int, int]:
    """First and last of the rows that are told; 0 as the last: all."""
    return fragment.only or (1, 0)


def _text(link: Link, fragment: Fragment, number: str, text: str, first: bool, scope: Scope) -> Parts:
    """The text so far: the row's phrase is added where the count has risen, within the numbers that are told."""
    here = Ref(SHEET, HERE, number)
    start, stop = _only(fragment)
    special = {**link.context.special, "序": join("TEXT(", here, ',"0")')}
    phrase, findings = sentence(fragment.text, replace(link.context, special=special), scope)
    if first:
        return join("IF(", here, f'<{start},"",', phrase, ")"), findings
    before, so_far = Ref(SHEET, HERE, number, offset=-1), Ref(SHEET, HERE, text, offset=-1)
    sep = join("IF(", before, f'<{start},"",', literal(str(fragment.sep)), ")&") if fragment.sep else ()
    same: tuple[Part, ...] = join(here, "=", before)
    if stop:
        same = join("OR(", same, ",", here, f"<{start},", here, f">{stop})")
    return join("IF(", same, ",", so_far, ",", so_far, "&", sep, phrase, ")"), findings


def _comma(items: list[tuple[Part, ...]]) -> list[tuple[Part, ...]]:
    return [join("," if i else "", item) for i, item in enumerate(items)]
