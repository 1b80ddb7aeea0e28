"""Side sheets of a department's workbook: each unit's amounts beside each other, with live sums.

A row is one cell of the department's entry sheet (or scorecard); its key says which, so the pair is found again in a
filled file. The row shows what identifies it by formulas, so that it is typed once, on the entry sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from workbook.book.draft import Draft, fixed
from workbook.book.frame import title
from workbook.book.kinds import MONEY, input_look
from workbook.book.model import Rule, Slot, Table
from workbook.book.scope import Scope
from workbook.data.rolled import CARDS, Rolled, RolledRow
from workbook.finding import Finding, Text
from workbook.formula import Part, Ref, join, literal
from workbook.roll.entries import identity, kind_of, rules, sides
from workbook.roll.names import AMOUNT, CARD_SIDE, CASE, ELIMINATIONS, UNITS, side, unit_key
from workbook.roll.sums import FUNDS
from workbook.spec.model import Column, Entry
from workbook.spec.spec import Spec

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

NAME, ADDED, OFF, NET = "栏目", "各单位相加", "抵销", "合计"
HEAD, MONEY_UNIT, FACTOR = "栏目1", "金额单位", "换算系数"
_FEW = 6
"""So many units still fit on a landscape page; with more the page is not fitted, and its left columns repeat."""
_MANY = 20
"""With more units only the sums are printed; hundreds of pages of columns side by side are nothing that people read."""
_SCALE = 60
_NUMBERS = {"money": MONEY, "count": "0", "number": "#,##0.####", "rate": "0.00%"}

Spot = tuple[str, str, str]
"""Keys of sheet, row and column."""


@dataclass(frozen=True, slots=True)
class Around:
    """What side sheets refer to. spots: where the department's cells are, by `RolledRow.target`."""

    spec: Spec
    rolled: Rolled
    spots: Mapping[tuple[str, str, str, str], Spot]
    tables: Mapping[str, Table]


def side_key(sheet: str) -> str:
    """The key of the side sheet of an entry sheet, or of the scorecards."""
    return CARD_SIDE if sheet == CARDS else side(sheet)


def build_side(sheet: Entry | None, around: Around, part: str) -> tuple[Draft, Table]:
    """The side sheet of an entry sheet, or (None) of the scorecards. Units' amounts in their own 金额单位."""
    return _Side(sheet, around, part).build()


class _Side:
    def __init__(self, sheet: Entry | None, around: Around, part: str) -> None:
        self.sheet, self.around = sheet, around
        self.owner = CARDS if sheet is None else str(sheet.sheet)
        self.rows = around.rolled.rows[self.owner]
        self.units = around.rolled.received
        key = side_key(self.owner)
        self.draft = Draft(key, key[:31], part, "entry")
        self.offs = _internal(self.owner, around.spec)
        self.shown = self._identity()

    def _identity(self) -> dict[str, float]:
        """The columns that say which row it is, with their widths."""
        if self.sheet is None:
            return {"自评表": 26, "指标": 28}
        if kind_of(self.sheet) != "row":
            return {"项目": 26}
        by = set(identity(self.sheet))
        looked = {str(n): c for n, c in self.sheet.columns.items() if str(n) in by or (c.lookup and str(c.by) in by)}
        return {name: _width(column) for name, column in looked.items()}

    def build(self) -> tuple[Draft, Table]:
        draft = self.draft
        ids = [draft.column(name, width) for name, width in self.shown.items()]
        name = draft.column(NAME, 24)
        sums = [draft.column(key, 16) for key in ((ADDED, OFF, NET) if self.offs else (NET,))]
        units = [draft.column(unit_key(n), 16) for n in range(1, len(self.units) + 1)]
        wide = [*ids, name, *sums][-1]
        repeated = _FEW < len(units) <= _MANY
        over = name if repeated else wide  # what repeats must hold the whole title
        title(draft, f"{self.owner or '绩效自评'}：各单位对照", ids[0], over)
        draft.row("提示", 0)
        help_ = "各单位按自己的金额单位列示，合计按换算系数折算；改动一个单位的数，合计和全部公开表随之变动。"
        draft.put("提示", ids[0], help_, "help")
        draft.span("提示", ids[0], "提示", over)
        self._heads([*ids, name, *sums], units)
        for row in self.rows:
            self._row(row, draft.row(row.key), ids, name, sums, units)
        keys = [row.key for row in self.rows]
        rule = Rule(
            keys[0], keys[-1], units[0], "decimal", low="-999999999999", high="999999999999", to_column=units[-1]
        )
        rule = replace(rule, title="各单位金额", prompt="按该单位自己的金额单位填写", error="只能填数字。")
        draft.rules.append(rule)
        draft.options.update(landscape=True, freeze=(keys[0], units[0]), repeat=(HEAD, FACTOR))
        if len(units) > _MANY:
            draft.options["print_columns"] = (ids[0], wide)
        elif repeated:
            draft.options.update(repeat_columns=(ids[0], name), scale=_SCALE)
        return draft, self._table(ids, name, sums, units)

    def _heads(self, left: list[str], units: list[str]) -> None:
        """Three rows: what the column is, its 金额单位, and how it is converted."""
        draft = self.draft
        head, unit, by = draft.row(HEAD, 34), draft.row(MONEY_UNIT, 18), draft.row(FACTOR, 18)
        for column in left:
            draft.put(head, column, column, "head")
            draft.span(head, column, by, column)
        for n, column in enumerate(units, 1):
            for row, source, look, number in (
                (head, "单位名称", "head", ""),
                (unit, "金额单位", "head.small", ""),
                (by, FACTOR, "head.small", "0.####"),
            ):
                draft.later(row, column, fixed((Ref(UNITS, str(n), source),)), look, number)

    def _row(self, row: RolledRow, key: str, ids: list[str], name: str, sums: list[str], units: list[str]) -> None:
        draft = self.draft
        self._labels(row, key, ids)
        draft.put(key, name, row.name, "label")
        number = _NUMBERS.get(row.type, "")
        style = "computed.number"
        draft.later(key, sums[0], fixed(self._sum(row, key, units)), style, number)
        if self.offs:
            cases = self.offs.get(row.name, ())
            if cases:
                draft.later(key, OFF, partial(self._off, row, cases), style, number)
            else:
                draft.put(key, OFF, None, style, number)
            both = Ref(draft.key, key, ADDED, key, OFF)
            draft.later(key, NET, fixed(join("0+ROUND(SUM(", both, "),2)")), style, number)
        look = input_look(row.type)
        for n, column in enumerate(units, 1):
            value = row.amounts.get(n)
            slot = Slot("unit", self.owner, unit_key(n), row.type, number=n, row=row.key)
            draft.input(key, column, value, look, slot)

    def _labels(self, row: RolledRow, key: str, ids: list[str]) -> None:
        draft = self.draft
        if self.sheet is None:
            draft.put(key, ids[0], row.owner, "label")
            if row.row:
                self._live(key, ids[1], self.around.spots.get(("indicator", row.owner, row.row, "三级指标")), "label")
            else:
                draft.put(key, ids[1], None, "label")
        elif kind_of(self.sheet) != "row":
            draft.put(key, ids[0], row.row or self._group(row.name), "label")
        else:
            table = self.around.tables[self.owner]
            for column in ids:
                looks = self.sheet.columns.get(column)  # type: ignore[call-overload]
                style = "code" if looks is not None and looks.type == "code" else "name"
                self._live(key, column, (table.sheet, row.row, table.columns[column]), style)

    def _group(self, field: str) -> str:
        """The group of a form's field."""
        groups = (self.sheet.fields or {}) if self.sheet is not None else {}
        return next((str(group) for group, fields in groups.items() if Text(field) in fields), field)

    def _live(self, key: str, column: str, spot: Spot | None, style: str) -> None:
        if spot is None:
            self.draft.put(key, column, None, style)
            return
        source = Ref(*spot)
        self.draft.later(key, column, fixed(join("IF(", source, '="","",', source, ")")), style)

    def _sum(self, row: RolledRow, key: str, units: list[str]) -> tuple[Part, ...]:
        sheet = self.draft.key
        area = Ref(sheet, key, units[0], key, units[-1])
        factors = Ref(sheet, FACTOR, units[0], FACTOR, units[-1])
        if row.how == "funds":
            fund = next((r.key for r in self.rows if r.owner == row.owner and r.name == FUNDS and not r.row), None)
            if fund is None:
                return ('""',)
            funds = Ref(sheet, fund, units[0], fund, units[-1])
            weight = join("SUMPRODUCT((", area, '<>"")*', funds, "*", factors, ")")
            over = join("SUMPRODUCT(", area, ",", funds, ",", factors, ")")
            return join("IF(", weight, '=0,"",ROUND(', over, "/", weight, ",4))")
        if row.type == "money":
            return join("ROUND(SUMPRODUCT(", area, ",", factors, "),2)")
        return join("ROUND(SUM(", area, "),6)")

    def _off(self, row: RolledRow, cases: tuple[tuple[str, str], ...], scope: Scope) -> Parts:
        """What is taken off: the payments of these cases whose codes are the row's."""
        off = self.around.tables[ELIMINATIONS]
        table = self.around.tables[self.owner]
        pieces: list[tuple[Part, ...]] = []
        for word, case in cases:
            conditions = join(",", _column(off, CASE), ",", literal(case))
            for name in identity(self.sheet) if self.sheet is not None else ():
                here = Ref(table.sheet, row.row, table.columns[name])
                conditions = join(conditions, ",", _column(off, f"{word}{name}"), ",", here)
            pieces.append(join("-SUMIFS(", _column(off, AMOUNT), conditions, ")"))
        return join("0", *pieces), ()  # and not a bare minus: engines tell -0 from 0

    def _table(self, ids: list[str], name: str, sums: list[str], units: list[str]) -> Table:
        types = {**dict.fromkeys((*ids, name), "text"), **dict.fromkeys((*sums, *units), "money")}
        names = {f"{row.row}.{row.name}".strip(".") if self.sheet else row.key.replace("|", "."): row.key
                 for row in self.rows}  # fmt: skip
        labels = dict(zip(units, _labels([unit.name for unit in self.units]), strict=True))
        columns = {column: column for column in (*ids, name, *sums)} | {label: key for key, label in labels.items()}
        keys = [row.key for row in self.rows]
        return Table(
            self.draft.key, self.draft.key, "grid", names, columns, types, (keys[0], keys[-1]), entry=True,
            size=len(keys), body_keys=tuple(keys),
        )  # fmt: skip


def _labels(names: list[str]) -> list[str]:
    """Units' names as parts of a cell's name, each once."""
    result: list[str] = []
    for name in names:
        label = name.replace(".", "．") or "单位"
        result.append(label if label not in result else f"{label}（{len(result) + 1}）")
    return result


def _internal(sheet: str, spec: Spec) -> dict[str, tuple[tuple[str, str], ...]]:
    """Column → the cases of payments between units that reduce it, each with its word in the sheet 抵销."""
    result: dict[str, tuple[tuple[str, str], ...]] = {}
    for case, internal in rules(spec).internal.items():
        for word, owner, column in sides(internal):
            if owner == sheet:
                result[column] = (*result.get(column, ()), (word, str(case)))
    return result


def _column(table: Table, name: str) -> Ref:
    key = table.columns[name]
    return Ref(table.sheet, table.body[0], key, table.body[1], key)


def _width(column: Column) -> float:
    return column.width or {"code": 12, "choice": 16}.get(column.type, 24)
