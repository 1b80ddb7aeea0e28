"""The steps of `rollup.py`: invented units, their sum the plain way and ours, and the two held against each other."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tools import plain, units
from workbook import roll_up
from workbook.data import UnitData, load_unit
from workbook.data.amounts import round_half_up
from workbook.spec.load import find_spec, load_spec

Facts = dict[str, float]


def step(name: str, target: Path, folder: Path, *arguments: str) -> Callable[[], Facts]:
    """What is measured."""
    data = sorted((folder / "2021").iterdir()) if (folder / "2021").is_dir() else []
    data += sorted(folder.glob("d*/2021/*"))
    return {
        "units": lambda: units.lay_out(folder, int(arguments[0])) or {},
        "departments": lambda: _departments(folder, int(arguments[0]), int(arguments[1])),
        "exact-total": lambda: _exact_total(folder),
        "plain-sums": lambda: plain.add_up(data, target) or {},
        "roll-up": lambda: _rolled(folder, target),
        "exact": lambda: _exact(folder, target, data),
    }[name]


def _departments(folder: Path, count: int, each: int) -> Facts:
    """d000, d001 …: departments of `each` units, together `count`."""
    for number, start in enumerate(range(0, count, each)):
        units.lay_out(folder / f"d{number:03}", min(each, count - start), start=start)
    return {}


def _rolled(folder: Path, target: Path, data: Path | None = None) -> Facts:
    done = roll_up(
        [folder / "2021"], output=target, name="示例部门", units=folder / "应汇总单位.csv",
        eliminations=folder / "抵销.csv", data=data,
    )  # fmt: skip
    assert done.written, done.findings
    return {"cells": done.cells, "formulas": done.formulas, "bytes": target.stat().st_size}


def _exact(folder: Path, target: Path, data: list[Path]) -> Facts:
    """Our data files against the plain sums."""
    _rolled(folder, target, folder / "rolled")
    return _against(folder / "rolled", data, [folder / "抵销.csv"])


def _exact_total(folder: Path) -> Facts:
    """The same of a total of departments, against the sums of all their units."""
    homes = sorted(folder.glob("d*/"))
    data = [unit for home in homes for unit in sorted((home / "2021").iterdir())]
    return _against(folder / "total", data, [home / "抵销.csv" for home in homes])


def _against(rolled: Path, data: list[Path], declared: list[Path]) -> Facts:
    """Amount by amount, eliminated ones with what was declared."""
    root, _ = find_spec(units.SPEC)
    spec, _ = load_spec(root) if root is not None else (None, ())
    assert spec is not None
    whole, _ = load_unit(rolled, spec)
    wanted, _ = plain.sums(data)
    offs = [row for path in declared for row in plain.rows(path)]
    taken = sum((Decimal(row["金额"]) for row in offs), Decimal(0))
    wrong = 0
    differences = Decimal(0)
    for (name, identity, column), amount in wanted.items():
        ours = _ours(whole, name, identity, column)
        if column in ("上级补助收入", "对附属单位补助支出"):
            differences += amount - (ours or Decimal(0))
        elif ours != amount:
            wrong += 1
    wrong += differences != 2 * taken
    return {"compared": len(wanted), "wrong": wrong, "eliminations": len(offs), "tails": _tails(whole)}


def _ours(whole: UnitData, name: str, identity: tuple[str, ...], column: str) -> Decimal | None:
    sheet, by = whole.sheet(name), plain.IDENTITY[name]
    if name == "补充资料":
        found = sheet.fields.get(identity[0])
    elif name == "三公经费":
        found = sheet.cells.get((identity[0], column))
    else:
        row = next((r for r in sheet.rows if tuple(r.get(c) for c in by) == identity), {})
        found = row.get(column)
    return found if isinstance(found, Decimal) else None


def _tails(whole: UnitData) -> float:
    """Totals of 支出明细 whose rounded rows in 万元 do not add up to the rounded total: exact in 元, a tail in 万元."""
    rows = whole.sheet("支出明细").rows
    tails = 0
    for column in ("年初预算数", "基本支出", "项目支出"):
        amounts = [a for row in rows if isinstance(a := row.get(column), Decimal)]
        tails += sum((round_half_up(a / 10000) for a in amounts), Decimal(0)) != round_half_up(sum(amounts) / 10000)
    return tails
