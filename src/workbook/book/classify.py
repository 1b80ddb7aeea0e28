"""The hidden sheet behind growing tables: every code in use, cut to its 类, 款 and 项 as numbers that sort.

A table then takes the smallest number, the next larger one, and so on: sorted, distinct, without macros or
array formulas. The codes are reached by INDEX, so rows inserted into an entry list are seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from workbook.book.compile import column_area
from workbook.book.draft import Draft, Pending, fixed
from workbook.book.model import Table
from workbook.book.scope import Context, Scope
from workbook.data import UnitData
from workbook.finding import Finding, Level, place_of
from workbook.formula import HERE, Part, Ref, join, literal
from workbook.spec.model import Classify, Entry, Source
from workbook.spec.model import Table as TableSpec
from workbook.spec.spec import Spec

SHEET = "科目汇集"
SLACK = 20
"""Rows that may be inserted into an entry list beyond its prepared ones and still be seen."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One source of codes: the entry list, its code column's name, and the conditions."""

    table: Table
    column: str
    spec: Source


@dataclass(frozen=True, slots=True)
class Request:
    """A growing table's wish: its name, its feeds, the levels it shows, code lengths by level."""

    name: str
    feeds: tuple[Feed, ...]
    levels: tuple[str, ...]
    lengths: Mapping[str, int]
    codes: str
    findings: tuple[Finding, ...] = ()


def requests_of(spec: Spec, entries: Mapping[str, Table]) -> dict[str, Request]:
    """The wishes of all growing tables of a spec. Findings in them: S213, S212."""
    lists = {
        (str(s.sheet), str(name)): str(column.list)
        for s in spec.sheets
        if isinstance(s, Entry)
        for name, column in s.columns.items()
        if column.list is not None
    }
    lengths = {name: dict(table.levels) for name, table in spec.codes.items()}
    growing = ((str(s.sheet), s.rows) for s in spec.sheets if isinstance(s, TableSpec) and isinstance(s.rows, Classify))
    return {name: request(name, rows, entries, lists, lengths) for name, rows in growing}


def request(
    name: str,
    spec: Classify,
    entries: Mapping[str, Table],
    code_lists: Mapping[tuple[str, str], str],
    lengths: Mapping[str, Mapping[str, int]],
) -> Request:
    """Find the entry lists that a growing table draws from. Findings S213, S212."""
    feeds: list[Feed] = []
    findings: list[Finding] = []
    codes = ""
    for source in spec.classify:
        sheet, _, column = str(source.source).rpartition(".")
        table = entries.get(sheet)
        if table is None or column not in table.columns:
            facts = {"name": str(source.source), "nearest": ""}
            findings.append(Finding("S213", Level.ERROR, place_of(source.source), facts))
            continue
        codes = codes or code_lists.get((sheet, column), "")
        feeds.append(Feed(table, column, source))
    return Request(name, tuple(feeds), tuple(map(str, spec.levels)), lengths.get(codes, {}), codes, tuple(findings))


def used_codes(req: Request, data: UnitData) -> set[str]:
    """Codes of all shown levels that the data use; decides how many rows a table gets."""
    found: set[str] = set()
    for feed in req.feeds:
        for row in data.sheet(feed.table.name).rows:
            code = row.get(feed.column)
            if not code or any(str(row.get(str(k)) or "") not in v for k, v in feed.spec.where.items()):
                continue
            if feed.spec.nonzero and not any(row.get(c) for n in feed.spec.nonzero for c in _named(feed.table, n)):
                continue
            found |= {str(code)[:n] for level, n in req.lengths.items() if level in req.levels and len(str(code)) >= n}
    return found


def is_blank(req: Request, data: UnitData) -> bool:
    """No amounts have been entered yet in the lists that the codes come from; what last year left does not count."""
    carried: dict[str, set[str]] = {}
    for item in data.carried:
        sheet, _, rest = item.name.partition(".")
        carried.setdefault(sheet, set()).add(rest.rpartition(".")[2])
    lists = {feed.table.name for feed in req.feeds}
    return not any(
        isinstance(value, Decimal) and column not in carried.get(name, ())
        for name in lists
        for row in data.sheet(name).rows
        for column, value in row.items()
    )


def _named(table: Table, name: str) -> list[str]:
    """The column keys that a name, or a run of columns a:b, means; none when there is no such column."""
    first, _, last = name.partition(":")
    keys = list(dict.fromkeys(table.columns.values()))
    ends = [table.columns.get(first), table.columns.get(last or first)]
    if None in ends:
        return []
    return keys[keys.index(ends[0] or "") : keys.index(ends[1] or "") + 1]


def build_collector(requests: tuple[Request, ...]) -> tuple[Draft, dict[str, Table]]:
    """The hidden sheet and, per growing table, its helper table (columns 码, 类, 款, 项; rows 总数, 1…n)."""
    draft = Draft(SHEET, SHEET, "", "hidden")
    draft.options["hidden"] = True
    index = draft.column("序", 6)
    sizes = {r.name: sum(f.table.size + 1 + SLACK for f in r.feeds) for r in requests}
    count = max(sizes.values(), default=0)
    head, label, total = draft.row("表"), draft.row("栏"), draft.row("总数")
    draft.put(total, index, "总数", "plain")
    rows = [draft.row(str(i)) for i in range(1, count + 1)]
    for i, row in enumerate(rows):
        draft.put(row, index, i + 1, "plain")
    helpers: dict[str, Table] = {}
    for req in requests:
        columns = {name: draft.column(f"{req.name}.{name}", 10) for name in ("码", *req.levels)}
        draft.put(head, columns["码"], req.name, "plain")
        for name, key in columns.items():
            draft.put(label, key, name, "plain")
        body = (rows[0], rows[sizes[req.name] - 1]) if rows and sizes[req.name] else ("总数", "总数")
        table = Table(
            f"{SHEET}·{req.name}",
            draft.key,
            "hidden",
            {"总数": total},
            columns,
            dict.fromkeys(columns.values(), "text"),
            body,
            default=columns["码"],
            size=sizes[req.name],
        )
        helpers[req.name] = table
        _fill(draft, req, table, index, rows, total)
    return draft, helpers


def area(helper: Table, levels: tuple[str, ...]) -> Ref:
    """All numbers of a helper table: levels are neighbouring columns."""
    return Ref(helper.sheet, helper.body[0], helper.columns[levels[0]], helper.body[1], helper.columns[levels[-1]])


def _fill(draft: Draft, req: Request, helper: Table, index: str, rows: list[str], total: str) -> None:
    numbers = area(helper, req.levels)
    draft.later(total, helper.columns[req.levels[0]], fixed(join("COUNT(", numbers, ")")), "plain")
    start = 0
    longest = max(req.lengths.values(), default=7)
    cuts = {}
    for level in req.levels:
        length = req.lengths.get(level, longest)
        cuts[level] = Pending(partial(_cut, helper, length, longest), "plain")
    for feed in req.feeds:
        size = feed.table.size + 1 + SLACK
        code = Pending(partial(_code, feed, index, start), "plain")
        for row in rows[start : start + size]:
            draft.cells[row, helper.columns["码"]] = code
            for level, pending in cuts.items():
                draft.cells[row, helper.columns[level]] = pending
        start += size


def _at(target: Ref, index: str, start: int) -> tuple[Part, ...]:
    here = Ref(SHEET, HERE, index)
    return join("INDEX(", target, ",", here, f"-{start}" if start else "", ")")


def _code(feed: Feed, index: str, start: int, scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """The code of entry row i as text, "" where the row is empty, does not qualify, or is beyond the list."""
    findings: list[Finding] = []
    conditions: list[tuple[Part, ...]] = []
    for column, wanted in feed.spec.where.items():
        key = feed.table.columns.get(str(column))
        if key is None:
            findings.append(Finding("S213", Level.ERROR, place_of(column), {"name": str(column), "nearest": ""}))
            continue
        value = _at(column_area(feed.table, key), index, start)
        tests = [join(value, "=", literal(str(w))) for w in wanted]
        either = join("OR(", *[join("," if i else "", t) for i, t in enumerate(tests)], ")")
        conditions.append(tests[0] if len(tests) == 1 else either)
    sums: list[tuple[Part, ...]] = []
    for name in feed.spec.nonzero:
        chosen = _named(feed.table, name)
        if not chosen:
            near = scope.nearest(f"{feed.table.name}.{name}", Context())
            findings.append(Finding("S213", Level.ERROR, place_of(name), {"name": str(name), "nearest": near}))
        sums += [join("ABS(N(", _at(column_area(feed.table, k), index, start), "))") for k in chosen]
    if sums:
        conditions.append(join(*[join("+" if i else "", s) for i, s in enumerate(sums)], ">0"))
    code = join(_at(column_area(feed.table, feed.table.columns[feed.column]), index, start), '&""')
    if not conditions:
        return join("IFERROR(", code, ',"")'), tuple(findings)
    test = (
        conditions[0]
        if len(conditions) == 1
        else join("AND(", *[join("," if i else "", c) for i, c in enumerate(conditions)], ")")
    )
    return join("IFERROR(IF(", test, ",", code, ',""),"")'), tuple(findings)


def _cut(helper: Table, length: int, longest: int, scope: Scope) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    code = Ref(helper.sheet, HERE, helper.columns["码"])
    factor = f"*{10 ** (longest - length)}" if longest > length else ""
    return join("IFERROR(IF(LEN(", code, f")>={length},VALUE(LEFT(", code, f",{length})){factor},", '""),"")'), ()
