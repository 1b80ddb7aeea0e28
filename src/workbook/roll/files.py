"""汇总/ in a department's folder: the units that there should be, declared eliminations, and what each unit had.

应汇总单位.csv (单位名称, 单位编码) and 抵销.csv are declared by people and read again; 单位清单.csv and the side lists
are a record of what was added up, to be read and compared by people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from workbook.data import UnitData, Value
from workbook.data.csvtext import Columns, read_lines
from workbook.data.rolled import CARDS, RolledUnit
from workbook.data.strays import strays
from workbook.data.unit import MONEY_UNIT, ROLLED
from workbook.data.values import choice, read_value
from workbook.finding import Finding, found
from workbook.roll.entries import entries, identity, kind_of, rules
from workbook.roll.model import WAN, YUAN, Elimination
from workbook.roll.names import (
    ELIMINATIONS,
    REASON,
    UNIT_COLUMNS,
    UNITS,
    elimination_columns,
    side,
)
from workbook.roll.sums import sums
from workbook.spec.csvtext import csv_text, read_records
from workbook.spec.spec import Spec

FOLDER = ROLLED
EXPECTED = "应汇总单位.csv"
DECLARED = f"{ELIMINATIONS}.csv"
LISTED = f"{UNITS}.csv"
NAME, CODE = UNIT_COLUMNS[:2]


def read_expected(path: Path, shown: str) -> tuple[tuple[RolledUnit, ...], tuple[Finding, ...]]:
    """The units that there should be. Findings: D102–D113, D116 (no name), D118, U216 (a unit twice)."""
    columns = Columns("应汇总单位", (NAME, CODE), (NAME,), (CODE,), passed=("上级单位", "备注"))
    lines, told = read_lines(path, shown, columns)
    findings = list(told)
    units: dict[str, RolledUnit] = {}
    for line in lines:
        name = str(line[NAME])
        if not name:
            if NAME in line.fields:
                findings.append(found("D116", line[NAME].place, None, column=NAME))
            continue
        if name in units:
            findings.append(found("U216", line[NAME].place, None, item=name))
        units.setdefault(name, RolledUnit(name, str(line[CODE])))
    return tuple(units.values()), tuple(findings)


def read_eliminations(path: Path, shown: str, spec: Spec) -> tuple[tuple[Elimination, ...], tuple[Finding, ...]]:
    """The declared payments between units. 金额单位 may say in what the amounts are. Findings: D102–D118."""
    kinds = elimination_columns(spec)
    names = (*kinds, MONEY_UNIT)
    needed = [name for name, column in kinds.items() if name != REASON and column.type not in ("code", "choice")]
    optional = [name for name in names if name not in needed]
    lines, told = read_lines(path, shown, Columns(ELIMINATIONS, names, needed, optional))
    findings = list(told)
    result = []
    for line in lines:
        values: dict[str, Value] = {}
        for name, column in kinds.items():
            values[name], said = read_value(line[name], name, column, spec.codes)
            findings += said
        money_unit, said = choice(line[MONEY_UNIT], MONEY_UNIT, [YUAN, WAN]) if line[MONEY_UNIT] else (None, ())
        findings += said
        result.append(Elimination(values, line.place, str(money_unit or "")))
    return tuple(result), tuple(findings)


def read_listed(folder: Path) -> tuple[str, ...]:
    """The units that a department's folder was rolled up from, () for a unit's folder."""
    path = folder / FOLDER / LISTED
    if not path.is_file():
        return ()
    lines, _ = read_lines(path, LISTED, Columns(UNITS, UNIT_COLUMNS, (NAME,), UNIT_COLUMNS[1:]))
    return tuple(str(line[NAME]) for line in lines if line[NAME])


def as_declared(name: str, path: Path, money_unit: str) -> bytes:
    """A list of units or eliminations as it was written, also columns for people and what was not applied.

    Amounts stay in the 金额单位 in which they were declared, so that none is rounded; a blank one is said: it is the
    department's. No findings: the file was read before.
    """
    records, broken = read_records(path, name)
    if broken or name != DECLARED:  # broken: not read to its end
        return path.read_bytes()
    header, *rows = [[str(field) for field in record.fields] for record in records] or [[]]
    at = header.index(MONEY_UNIT) if MONEY_UNIT in header else len(header)
    table = [[*header, MONEY_UNIT] if at == len(header) else header]
    for row in rows:
        wide = row + [""] * (len(table[0]) - len(row))
        wide[at] = wide[at] or money_unit
        table.append(wide)
    return _bytes(table)


def misnamed(folder: Path, spec: Spec) -> tuple[Finding, ...]:
    """D108: files of 汇总/ that nobody reads, such as 抵消.csv."""
    sides = [f"{side(str(sheet.sheet))}.csv" for sheet in entries(spec)]
    known = (EXPECTED, DECLARED, LISTED, f"{side('自评')}.csv", *sides)
    return strays(folder / FOLDER, known, known, below=FOLDER)


def files_of(data: UnitData, spec: Spec, declared: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files of 汇总/ for rolled data, name below the unit's folder → content; none for a unit's data.

    declared: the files that somebody wrote, by name, as they are to stay (`as_declared`); None: they are made anew of
    what is in the data, also eliminations of which there are no more.
    """
    rolled = data.rolled
    if rolled is None:
        return {}
    listed = [(unit.name, unit.code, unit.expected, unit.status, unit.money_unit, unit.remark) for unit in rolled.units]
    files = {LISTED: _bytes([UNIT_COLUMNS, *listed])}
    expected = [(unit.name, unit.code) for unit in rolled.units if unit.expected == "是"]
    if expected:
        files[EXPECTED] = _bytes([(NAME, CODE), *expected])
    if rolled.eliminations or (declared is None and rules(spec).internal):
        kinds = {name: str(column.type) for name, column in elimination_columns(spec).items()}
        rows = [_elimination(row, kinds, data.money_unit) for row in rolled.eliminations]
        files[DECLARED] = _bytes([[*kinds, MONEY_UNIT], *rows])
    for sheet in entries(spec):
        owner = str(sheet.sheet)
        if owner in rolled.rows:
            by = list(identity(sheet)) if kind_of(sheet) == "row" else ["项目"]
            files[f"{side(owner)}.csv"] = _bytes(_side(data, spec, owner, by))
    if CARDS in rolled.rows:
        files[f"{side('自评')}.csv"] = _bytes(_side(data, spec, CARDS, ["自评表", "指标"]))
    return {f"{FOLDER}/{name}": content for name, content in {**files, **(declared or {})}.items()}


def _elimination(row: Mapping[str, Value], kinds: Mapping[str, str], money_unit: str) -> list[str]:
    """A line of 抵销.csv."""
    return [*(_text(row.get(name), kind) for name, kind in kinds.items()), money_unit]


def _side(data: UnitData, spec: Spec, owner: str, by: list[str]) -> Iterable[list[str]]:
    """A side list: what identifies the row, 栏目, 合计, each unit's amount in its own 金额单位."""
    rolled = data.rolled
    assert rolled is not None
    yield [*by, "栏目", "合计", *(unit.name for unit in rolled.received)]

    def row_of(sheet: str, number: str) -> dict[str, Value]:
        rows = data.sheet(sheet).rows
        return dict(rows[int(number) - 1]) if number.isdigit() and int(number) <= len(rows) else {}

    cards = {card.name: card for card in data.scorecards}
    values = sums(rolled, data.money_unit, row_of, spec)
    for row in rolled.rows[owner]:
        if owner == CARDS:
            named = cards[row.owner].indicators[int(row.row) - 1 :][:1] if row.row and row.owner in cards else ()
            ids: list[Value] = [row.owner, *(indicator.get("三级指标") for indicator in named)]
            ids += [None] * (len(by) - len(ids))
        elif row.kind == "row":
            ids = [row_of(owner, row.row).get(name) for name in by]
        else:
            ids = [row.row or row.name]
        amounts = (row.amounts.get(n) for n in range(1, len(rolled.received) + 1))
        shown = (_text(amount, row.type) for amount in (values.get(row.target), *amounts))
        yield [*map(_text, ids), row.name, *shown]


def _text(value: Value, type_: str = "") -> str:
    """Money with two decimals, other numbers with those that they need."""
    if not isinstance(value, Decimal):
        return value or ""
    return f"{value:.2f}" if type_ == "money" else f"{value.normalize():f}"


def _bytes(table: Iterable[Iterable[str]]) -> bytes:
    return csv_text(table).encode()
