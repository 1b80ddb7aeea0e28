"""单位清单: the units of a department with status, 金额单位 and totals; how many are due; how sums agree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from workbook.book.compile import compile_formula
from workbook.book.draft import Draft, fixed
from workbook.book.frame import title
from workbook.book.kinds import MONEY, add_rule, input_look
from workbook.book.model import Slot, Table
from workbook.book.scope import Context, Scope
from workbook.book.side import FACTOR, NAME, OFF, side_key
from workbook.data.rolled import MISSING, STATUSES, RolledUnit
from workbook.data.sheets import typed_columns
from workbook.finding import Finding
from workbook.formula import HERE, Part, Ref, join, literal
from workbook.roll.entries import entries, rules, split
from workbook.roll.model import WAN, YUAN
from workbook.roll.names import UNIT_COLUMNS, UNITS, unit_key
from workbook.spec.spec import Spec

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

SUM, OFFS, WHOLE, ENTERED, DIFFERENCE = "各单位相加", "抵销数", "汇总数", "录入表", "差额"
FOOT = (SUM, OFFS, WHOLE, ENTERED, DIFFERENCE)
EXPECTED, RECEIVED, LACKING, EXTRA = "应汇总户数", "已汇总户数", "未上报户数", "名单外户数"

_WIDTHS = {"单位名称": 34, "单位编码": 14, "应汇总": 8, "状态": 11, "金额单位": 9, "备注": 28}
_TYPES = {"应汇总": "choice", "状态": "choice", "金额单位": "choice"}
_CHOICES = {"应汇总": ("是", "否"), "状态": STATUSES, "金额单位": (YUAN, WAN)}
Area = tuple[str, tuple[str, ...]]
"""An entry sheet and some of its columns."""


def build_units(
    units: tuple[RolledUnit, ...], spec: Spec, tables: Mapping[str, Table], part: str
) -> tuple[Draft, tuple[Table, ...]]:
    """tables: those of entry sheets and side sheets. Totals in the department's 金额单位."""
    return _List(units, spec, tables, part).build()


class _List:
    def __init__(self, units: tuple[RolledUnit, ...], spec: Spec, tables: Mapping[str, Table], part: str) -> None:
        self.units, self.spec, self.tables = units, spec, tables
        self.draft = Draft(UNITS, UNITS, part, "entry")
        self.totals = {str(label): _areas(tuple(map(str, names)), spec) for label, names in rules(spec).totals.items()}
        self.keys = [str(n) for n in range(1, len(units) + 1)]

    def build(self) -> tuple[Draft, tuple[Table, ...]]:
        draft = self.draft
        number = draft.column("序号", 6)
        for name in UNIT_COLUMNS[:-1]:
            draft.column(name, _WIDTHS[name])
        draft.column(FACTOR, 10)
        for label in self.totals:
            draft.column(label, 17)
        last = draft.column(UNIT_COLUMNS[-1], _WIDTHS[UNIT_COLUMNS[-1]])
        title(draft, "汇总单位清单", number, last)
        draft.row("提示", 0)
        draft.put("提示", number, "各单位的合计按换算系数折成部门的金额单位；“汇总数”等于各单位相加减去抵销。", "help")
        draft.span("提示", number, "提示", last)
        draft.row("表头", 18)
        draft.later("表头", last, _money_unit, "meta.right")
        head = draft.row("栏目1", 30)
        for column in draft.columns:
            draft.put(head, column, column, "head")
        for n, unit in enumerate(self.units, 1):
            self._unit(n, unit)
        self._rules()
        for name in FOOT:
            self._foot(name)
        draft.row("空1", 12)
        counts = self._counts()
        draft.options.update(landscape=True, freeze=(self.keys[0], "单位编码"), repeat=(head, head))
        return draft, (self._table(), counts)

    def _unit(self, n: int, unit: RolledUnit) -> None:
        draft, row = self.draft, self.draft.row(str(n), 20)
        draft.put(row, "序号", n, "center", "0")
        facts = (unit.name, unit.code, unit.expected, unit.status, unit.money_unit, unit.remark)
        for name, value in zip(UNIT_COLUMNS, facts, strict=True):
            kind = _TYPES.get(name, "text")
            slot = Slot("row", UNITS, name, "choice", number=n)
            draft.input(row, name, value or None, input_look(kind), slot)
        if not unit.received:
            for column in (FACTOR, *self.totals):
                draft.put(row, column, None, "computed.number")
            return
        draft.later(row, FACTOR, partial(_factor, row), "computed.number", "0.####")
        for label, areas in self.totals.items():
            added = _plus([self._in_side(sheet, name, unit_key(n)) for sheet, names in areas for name in names])
            by = Ref(UNITS, row, FACTOR)
            draft.later(row, label, fixed(join("ROUND((", added, ")*", by, ",2)")), "computed.number", MONEY)

    def _in_side(self, sheet: str, column: str, key: str) -> tuple[Part, ...]:
        """What stands in one column of a side sheet for one of the entry sheet's columns."""
        table = self.tables.get(side_key(sheet))
        if table is None or key not in table.types:
            return ("0",)
        first, last = table.body
        return join(
            "SUMIFS(", Ref(table.sheet, first, key, last, key), ",", Ref(table.sheet, first, NAME, last, NAME), ",",
            literal(column), ")",
        )  # fmt: skip

    def _rules(self) -> None:
        for name, choices in _CHOICES.items():
            add_rule(self.draft, "choice", self.keys[0], self.keys[-1], name, title=name, choices=choices)

    def _foot(self, name: str) -> None:
        draft, row = self.draft, self.draft.row(name, 20)
        draft.put(row, "序号", None, "label")
        draft.put(row, "单位名称", name, "label.total")
        for column in (*UNIT_COLUMNS[1:], FACTOR):
            draft.put(row, column, None, "label")
        for label, areas in self.totals.items():
            draft.later(row, label, fixed(self._foot_parts(name, label, areas)), "computed.number", MONEY)

    def _foot_parts(self, name: str, label: str, areas: tuple[Area, ...]) -> tuple[Part, ...]:
        def at(row: str) -> Ref:
            return Ref(UNITS, row, label)

        if name == SUM:
            return join("ROUND(SUM(", Ref(UNITS, self.keys[0], label, self.keys[-1], label), "),2)")
        if name == OFFS:
            return join(
                "ROUND(", _plus([self._in_side(sheet, column, OFF) for sheet, columns in areas for column in columns]),
                ",2)",
            )  # fmt: skip
        if name == WHOLE:
            return join("ROUND(", at(SUM), "+", at(OFFS), ",2)")
        if name == DIFFERENCE:
            return join("ROUND(", at(WHOLE), "-", at(ENTERED), ",2)")
        own = []
        for sheet, columns in areas:
            table = self.tables[sheet]
            for column in columns:
                key = table.columns[column]
                own.append(join("SUM(", Ref(table.sheet, table.body[0], key, table.body[1], key), ")"))
        return join("ROUND(", _plus(own), ",2)")

    def _counts(self) -> Table:
        """户数: how many there should be, have come, are missing, and are not on the list."""
        draft = self.draft

        def count(column: str, word: str) -> tuple[Part, ...]:
            area = Ref(UNITS, self.keys[0], column, self.keys[-1], column)
            return join("COUNTIF(", area, f',"{word}")')

        named = count("应汇总", "?*")
        formulas = {
            EXPECTED: join("IF(", named, '=0,"未提供名单",', count("应汇总", "是"), ")"),
            RECEIVED: join(count("状态", "?*"), "-", count("状态", MISSING)),
            LACKING: count("状态", MISSING),
            EXTRA: count("应汇总", "否"),
        }
        rows: dict[str, str] = {}
        for name, parts in formulas.items():
            row = draft.row(name, 20)
            rows[name] = row
            draft.put(row, "单位名称", name, "label.total")
            draft.later(row, "单位编码", fixed(parts), "computed.text", "0")
        keys = list(rows.values())
        return Table(
            UNITS, UNITS, "form", rows, {"值": "单位编码"}, {"单位编码": "count"}, (keys[0], keys[-1]), block="户数",
            default="单位编码", size=len(keys), body_keys=tuple(keys), row_types=dict.fromkeys(keys, "count"),
        )  # fmt: skip

    def _table(self) -> Table:
        keys = [*self.keys, *FOOT]
        types = dict.fromkeys(self.draft.columns, "text") | {FACTOR: "number"} | dict.fromkeys(self.totals, "money")
        columns = {name: name for name in self.draft.columns if name != "序号"}
        return Table(
            UNITS, UNITS, "grid", {key: key for key in keys}, columns, types, (self.keys[0], self.keys[-1]), entry=True,
            size=len(keys), body_keys=tuple(keys),
        )  # fmt: skip


def _areas(names: tuple[str, ...], spec: Spec) -> tuple[Area, ...]:
    """Names such as 收入明细.事业收入 or 收入明细.事业收入:其他收入 → entry sheet and columns."""
    sheets = {str(sheet.sheet): sheet for sheet in entries(spec)}
    result = []
    for name in names:
        sheet, columns = split(name)
        if sheet not in sheets:
            continue
        known = list(typed_columns(sheets[sheet].columns))
        first, _, last = columns.partition(":")
        if first in known and (last or first) in known:
            result.append((sheet, tuple(known[known.index(first) : known.index(last or first) + 1])))
    return tuple(result)


def _money_unit(scope: Scope) -> Parts:
    compiled = compile_formula(scope.money_unit, Context(entry=True), scope)
    return join('"金额单位："&', compiled.parts), compiled.findings


def _factor(row: str, scope: Scope) -> Parts:
    """How many of the department's units of money one of this unit's is."""
    own = compile_formula(scope.money_unit, Context(entry=True), scope)
    here = Ref(UNITS, HERE, "金额单位")
    return join("IF(", here, f'="{WAN}",10000,1)/IF(', own.parts, f'="{WAN}",10000,1)'), own.findings


def _plus(pieces: list[tuple[Part, ...]]) -> tuple[Part, ...]:
    known = [piece for piece in pieces if piece != ("0",)]
    return join(*[join("+" if i else "", piece) for i, piece in enumerate(known)]) if known else ("0",)
