"""The sheet 上年衔接: every value carried over from last year beside what stands in its cell now.

The record itself (上年数, where it comes from) stands in locked cells and travels with the file; what is there now and
the difference are formulas; why they differ is written on the 审核 sheet, bound to the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from workbook.book.compile import column_area
from workbook.book.draft import Draft, fixed
from workbook.book.frame import title
from workbook.book.model import Content, Jump, Mark, Slot, Table
from workbook.book.scope import Context, Scope
from workbook.data import Carried
from workbook.data.carried import CONVERSION, NAME, ORIGIN, SOURCE, VALUE, Spot, digest, locate
from workbook.formula import HERE, Formula, Part, Ref, join, literal
from workbook.spec.model import CarriedSheet
from workbook.spec.spec import Spec

MARK = "指纹"
"""The row that holds the fingerprint of the record."""
KEY = "衔接:"
"""What the keys of rows begin with; the name of the carried cell follows."""
NOW, GAP, RESULT, NOTE = "本年数", "差额", "结果", "说明"
_COLUMNS = (
    (NAME, 44), (VALUE, 16), (NOW, 16), (GAP, 14), (RESULT, 10), (NOTE, 36), (SOURCE, 40), (CONVERSION, 24),
    (ORIGIN, 32),
)  # fmt: skip
_TYPE = "record"
"""The record's texts are neither prose nor codes: no rule reads them."""
_LOOKS = {True: ("carried", "#,##0.00##", "number"), False: ("wrap.small", "@", _TYPE)}
"""Style, number format and type of the amount, and of the texts about it."""


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row for checks with each. target: the one cell that it is about, None for rows of lists."""

    name: str
    context: Context
    target: Ref | None


def build_carried(
    spec: Spec, page: CarriedSheet, carried: tuple[Carried, ...], entries: Mapping[str, Table], part: str
) -> tuple[Draft, Table, tuple[CarriedRow, ...]]:
    """The sheet, its table, and its rows. Amounts are in the unit's own 金额单位."""
    draft = Draft(str(page.sheet), str(page.tab or page.sheet), part, "carried")
    for name, width in _COLUMNS:
        draft.column(name, width)
    title(draft, page.title or page.sheet, NAME, ORIGIN)
    draft.row("提示行", 0)
    draft.put("提示行", NAME, str(page.help or ""), "help")
    draft.span("提示行", NAME, "提示行", ORIGIN)
    head = draft.row("栏目1", 24)
    for name, _ in _COLUMNS:
        draft.put(head, name, name, "head")
    spots = {c.name: locate(c.name, spec) for c in carried}
    carried = arranged(carried, spots)
    rows = {c.name: draft.row(f"{KEY}{c.name}", own=True) for c in carried}
    keys = list(rows.values()) or [draft.row("空")]
    last = draft.row(MARK, 16, own=bool(carried))
    draft.put(last, NAME, f"{MARK}（系统核对用）", "plain")
    mark = digest(carried) if carried else None
    draft.input(last, SOURCE, mark, ("plain", "@"), Slot("carried", "", MARK, _TYPE))
    types = {name: "number" if name in (VALUE, NOW, GAP) else "text" for name, _ in _COLUMNS}
    columns = {name: name for name, _ in _COLUMNS}
    table = Table(
        str(page.sheet), draft.key, "fixed", rows, columns, types, (keys[0], keys[-1]), size=len(keys),
        body_keys=tuple(keys),
    )  # fmt: skip
    result = []
    for item in carried:
        row, spot = rows[item.name], spots[item.name]
        _record(draft, row, item)
        draft.later(row, NOW, fixed(stands_now(draft.key, spot, spots, rows, entries)), "amount", "#,##0.00##")
        gap = join("ROUND(", Ref(draft.key, row, NOW), "-", Ref(draft.key, row, VALUE), ",4)")
        draft.later(row, GAP, fixed(gap), "amount", "#,##0.00##;-#,##0.00##;0.00")
        target = _cell(spot, entries)
        if target is not None:
            draft.jumps[row, NAME] = Jump(target.sheet, target.row, target.column, "跳到这个数所在的单元格")
        result.append(CarriedRow(item.name, Context(table=table, row=row), target))
    if carried:
        draft.marks.append(_gap_mark(draft.key, keys))
    else:
        draft.options["hidden"] = True
    draft.options.update(landscape=True, freeze=(keys[0], VALUE), repeat=(head, head), print_columns=(NAME, ORIGIN))
    return draft, table, tuple(result)


def answered(draft: Draft, sheet: str, lines: Iterable[tuple[str, str]]) -> None:
    """Show what the 审核 sheet says of each row. lines: name of the carried cell, id of its line there."""
    for name, line in lines:
        row = f"{KEY}{name}"
        draft.later(row, RESULT, fixed(join(Ref(sheet, line, "结果"), '&""')), "center")
        draft.later(row, NOTE, fixed(join(Ref(sheet, line, "说明"), '&""')), "wrap")
        draft.jumps[row, RESULT] = Jump(sheet, line, "说明", "到审核表写明原因")


def names_of(rows: Iterable[str]) -> tuple[str, ...]:
    """The names of carried cells, from the row keys of a filled workbook's sheet."""
    return tuple(key.removeprefix(KEY) for key in rows if key.startswith(KEY))


def arranged(carried: tuple[Carried, ...], spots: Mapping[str, Spot | None]) -> tuple[Carried, ...]:
    """Rows of one list's column stand together, what is beside them last, so that a sum can name them as a run."""
    groups: dict[tuple[str, str], int] = {}
    order = {}
    for item in carried:
        spot = spots[item.name]
        group = (spot.sheet, spot.column if spot.kind in ("row", "rest") else "") if spot is not None else ("", "")
        order[item.name] = (groups.setdefault(group, len(groups)), spot is not None and spot.kind == "rest")
    return tuple(sorted(carried, key=lambda item: order[item.name]))


def told_of(item: Carried) -> Mapping[str, Content]:
    """What the record says of a value, by the sheet's columns."""
    return {
        VALUE: item.value,
        SOURCE: item.source or None,
        CONVERSION: item.conversion or None,
        ORIGIN: item.origin or None,
    }


def _record(draft: Draft, row: str, item: Carried) -> None:
    draft.put(row, NAME, item.name, "wrap")
    for column, content in told_of(item).items():
        style, number, kind = _LOOKS[column == VALUE]
        draft.input(row, column, content, (style, number), Slot("carried", item.name, column, kind))


def _cell(spot: Spot | None, entries: Mapping[str, Table]) -> Ref | None:
    table = entries.get(spot.sheet) if spot is not None else None
    if spot is None or table is None:
        return None
    if spot.kind == "field" and spot.column in table.rows:
        return Ref(table.sheet, table.rows[spot.column], table.default)
    if spot.kind == "grid" and spot.row in table.rows and spot.column in table.columns:
        return Ref(table.sheet, table.rows[spot.row], table.columns[spot.column])
    return None


def stands_now(
    sheet: str,
    spot: Spot | None,
    spots: Mapping[str, Spot | None],
    rows: Mapping[str, str],
    entries: Mapping[str, Table],
) -> tuple[Part, ...]:
    """What stands in the cell now, 0 for a blank; of a list all rows with these codes and choices together.

    sheet and rows: where each value has its row. entries: the entry sheets' tables by name.
    """
    cell = _cell(spot, entries)
    if cell is not None:
        return join("N(", cell, ")")
    table = entries.get(spot.sheet) if spot is not None else None
    if spot is None or table is None or spot.column not in table.columns:
        return ("0",)
    area = column_area(table, table.columns[spot.column])
    if spot.kind == "rest":
        mine = [
            Ref(sheet, rows[name], NOW)
            for name, other in spots.items()
            if other is not None and other.kind == "row" and (other.sheet, other.column) == (spot.sheet, spot.column)
        ]
        others = Ref(mine[0].sheet, mine[0].row, NOW, mine[-1].row, NOW) if mine else None
        return join("SUM(", area, ")", *(("-SUM(", others, ")") if others is not None else ()))
    given = join(*[_criterion(table, k, f"{_escaped(v)}") for k, v in spot.keys.items() if v is not None])
    blank = [k for k, v in spot.keys.items() if v is None]
    terms: list[tuple[Part, ...]] = []
    for n in range(len(blank) + 1):
        for filled in combinations(blank, n):  # rows whose key is blank: all, without those where it is filled
            tests = join(given, *[_criterion(table, k, "?*") for k in filled])
            term = join("SUMIFS(", area, tests, ")") if tests else join("SUM(", area, ")")
            terms.append(join("-" if n % 2 else "+" if terms else "", term))
    return join(*terms)


def _criterion(table: Table, key: str, text: str) -> tuple[Part, ...]:
    return join(",", column_area(table, table.columns[key]), ",", literal(text))


def _escaped(text: str) -> str:
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return text


def _gap_mark(sheet: str, keys: list[str]) -> Callable[[Scope], Mark]:
    def mark(scope: Scope) -> Mark:
        test = Formula(join("ABS(", Ref(sheet, HERE, GAP), ")>5/100000"))
        return Mark(keys[0], keys[-1], GAP, GAP, test, "mark.explain")

    return mark
