"""Two versions of 汇总/ in a department's folder, value by value: its units, what each of them has, and what passed
between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbook.data import Value
from workbook.data.amounts import strict_number
from workbook.data.carried import BETWEEN
from workbook.data.differ import Difference, row_differences
from workbook.data.unit import MONEY_UNIT
from workbook.roll.entries import entries
from workbook.roll.files import DECLARED, FOLDER, LISTED
from workbook.roll.model import factor
from workbook.roll.names import (
    AMOUNT,
    CARD_SIDE,
    CASE,
    ELIMINATIONS,
    PAYER,
    REASON,
    RECEIVER,
    UNIT_COLUMNS,
    UNITS,
    elimination_columns,
    side,
)
from workbook.spec.csvtext import read_records
from workbook.spec.spec import Spec

Table = list[list[str]]
Named = Mapping[str, Value]
_SHOWN = "栏目"
"""The column of a side list behind those that name its row; behind it stand 合计 and the units."""
_WHO = (CASE, PAYER, RECEIVER)
"""What a payment between units is known by."""


def is_rolled(folder: Path) -> bool:
    """Whether a department's folder says what was added up."""
    return (folder / FOLDER / LISTED).is_file()


def rolled_differences(old: Path, new: Path, spec: Spec, *, declared: bool = False) -> tuple[Difference, ...]:
    """All values that differ between the 汇总/ of two folders, under names such as
    支出明细（各单位）.2010301·一般公共预算.基本支出.甲局. What a unit has in a cell stands in its own 金额单位.

    declared: the old eliminations may be as people wrote them, with codes left blank that are clear by themselves.
    """
    told = [Difference(*one) for one in _eliminations(old, new, spec, declared=declared)]
    one, other = _named(old, spec), _named(new, spec)
    names = dict.fromkeys([*other, *one])
    told += [Difference(n, one.get(n), other.get(n)) for n in names if one.get(n) != other.get(n)]
    return tuple(told)


def _table(folder: Path, name: str) -> Table:
    """The records of a file, none where it is not there."""
    path = folder / FOLDER / name
    records, _ = read_records(path, name) if path.is_file() else ((), ())
    return [[str(field) for field in record.fields] for record in records]


def _named(folder: Path, spec: Spec) -> Named:
    """Name → value of everything that is not blank: what is said of the units, then what they have."""
    result: dict[str, Value] = {}
    header, *rows = _table(folder, LISTED) or [[]]
    for row in rows:
        for column, text in zip(header, row, strict=False):
            if column in UNIT_COLUMNS and text:
                _put(result, (UNITS, row[0], column), text)
    for title in (*(side(str(sheet.sheet)) for sheet in entries(spec)), CARD_SIDE):
        header, *rows = _table(folder, f"{title}.csv") or [[]]
        at = header.index(_SHOWN) if _SHOWN in header else len(header)
        for row in rows:
            called = BETWEEN.join(text for text in row[:at] if text)
            for unit, text in zip(header[at + 2 :], row[at + 2 :], strict=False):
                if text:
                    number = strict_number(text)
                    _put(result, (title, called, row[at], unit), text if number is None else number)
    return result


def _put(result: dict[str, Value], names: Iterable[str], value: Value) -> None:
    """Under its name; rows of one name are counted."""
    name = wanted = ".".join(name for name in names if name)
    number = 2
    while name in result:
        name, number = f"{wanted}（{number}）", number + 1
    result[name] = value


Told = tuple[str, Value, Value]


def _eliminations(old: Path, new: Path, spec: Spec, *, declared: bool) -> Iterator[Told]:
    kinds = elimination_columns(spec)
    unit = next((row[MONEY_UNIT] for row in _rows(new) if row.get(MONEY_UNIT)), "")
    before, after = (_in_unit(_rows(folder), unit) for folder in (old, new))
    if declared:
        before = [_completed(row, after) for row in before]
    return row_differences(ELIMINATIONS, tuple(before), tuple(after), list(_WHO), dict.fromkeys(kinds))


def _rows(folder: Path) -> list[dict[str, str]]:
    header, *rows = _table(folder, DECLARED) or [[]]
    return [dict(zip(header, row, strict=False)) for row in rows]


def _in_unit(rows: Iterable[Mapping[str, str]], unit: str) -> list[Mapping[str, Value]]:
    """The rows with their amounts in one 金额单位; a blank one is that of the department."""
    result: list[Mapping[str, Value]] = []
    for row in rows:
        values: dict[str, Value] = {name: text or None for name, text in row.items()}
        amount = strict_number(row.get(AMOUNT, ""))
        if amount is not None:
            values[AMOUNT] = amount * factor(row.get(MONEY_UNIT) or unit, unit)
        result.append(values)
    return result


def _completed(row: Mapping[str, Value], rows: Iterable[Mapping[str, Value]]) -> Mapping[str, Value]:
    """A row with the codes of the same payment among others, where it leaves them blank."""
    same = next((o for o in rows if all(o.get(n) == row.get(n) for n in (*_WHO, AMOUNT))), {})
    return {**row, **{name: value for name, value in same.items() if name != REASON and row.get(name) is None}}
