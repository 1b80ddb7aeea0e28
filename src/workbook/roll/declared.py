"""What people have declared in 汇总/ of a department's folder, beside a workbook of the department that comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from workbook.data import UnitData, Value
from workbook.data.cleaning import clean
from workbook.data.differ import Difference
from workbook.roll.entries import as_number
from workbook.roll.files import DECLARED, EXPECTED, FOLDER, as_declared, read_eliminations, read_expected
from workbook.roll.model import Elimination, factor
from workbook.roll.names import AMOUNT, ELIMINATIONS, PAYER, REASON, RECEIVER
from workbook.spec.spec import Spec

Row = Mapping[str, Value]


def declared_beside(folder: Path, data: UnitData, spec: Spec) -> tuple[dict[str, bytes], tuple[Difference, ...]]:
    """The lists of units and eliminations that are to stay as they were written, by name below the unit's folder: those
    that say all that the workbook says. They may say more: payments of units that are not there, columns for people.

    The differences: what the others say otherwise, and would be lost when they are made anew of the workbook.
    """
    kept: dict[str, bytes] = {}
    told: list[Difference] = []
    if data.rolled is None:
        return kept, ()
    path = folder / FOLDER / EXPECTED
    due = {unit.name for unit in data.rolled.units if unit.expected == "是"}
    if due and path.is_file():
        listed = {unit.name for unit in read_expected(path, EXPECTED)[0]}
        name = EXPECTED.removesuffix(".csv")
        told += (Difference(f"{name}.{unit}", "有", None) for unit in sorted(listed - due))
        told += (Difference(f"{name}.{unit}", None, "有") for unit in sorted(due - listed))
        if listed == due:
            kept[f"{FOLDER}/{EXPECTED}"] = as_declared(EXPECTED, path, data.money_unit)
    path = folder / FOLDER / DECLARED
    if path.is_file():
        declared = read_eliminations(path, DECLARED, spec)[0]
        units = {unit.name for unit in data.rolled.units if unit.received}
        differing = tuple(_differing(declared, data.rolled.eliminations, data.money_unit, units))
        told += differing
        if not differing:
            kept[f"{FOLDER}/{DECLARED}"] = as_declared(DECLARED, path, data.money_unit)
    return kept, tuple(told)


def _differing(
    declared: Sequence[Elimination], rows: Sequence[Row], money_unit: str, units: Collection[str]
) -> Iterator[Difference]:
    """What only one of both has, each in turn as far as they go, under the number that it has in the workbook, or in
    the file where it has gone. Lines about units of which nothing was added up cannot be in the workbook. Amounts are
    the department's.
    """
    left = [(number, _in(money_unit, one)) for number, one in enumerate(declared, 1)]
    new: list[tuple[int, Row]] = []
    for number, row in enumerate(rows, 1):
        same = next((one for one in left if _is_same(one[1], row)), None)
        if same is None:
            new.append((number, row))
        else:
            left.remove(same)
    gone = [(number, row) for number, row in left if row.get(PAYER) in units and row.get(RECEIVER) in units]
    for before, after in zip_longest(gone, new):
        number, old, row = (after or before)[0], before[1] if before else {}, after[1] if after else {}
        names = [name for name in row if _is_said(name, old.get(name))] if old and row else (PAYER, RECEIVER, AMOUNT)
        for name in names:
            if clean(old.get(name)) != clean(row.get(name)):
                yield Difference(f"{ELIMINATIONS}.{number}.{name}", old.get(name), row.get(name))


def _in(money_unit: str, one: Elimination) -> Row:
    """What was declared, the amount in the department's 金额单位."""
    amount = as_number(one.values.get(AMOUNT))
    by = factor(one.money_unit or money_unit, money_unit)
    return {**one.values, AMOUNT: amount * by if amount is not None else None}


def _is_same(declared: Row, row: Row) -> bool:
    """Whether a row is what was declared."""
    return declared.get(AMOUNT) is not None and all(
        clean(row.get(name)) == clean(declared.get(name)) for name in row if _is_said(name, declared.get(name))
    )


def _is_said(name: str, value: Value) -> bool:
    """Blank codes were found when it was added up; a reason that is blank says that there is none."""
    return value is not None or name == REASON
