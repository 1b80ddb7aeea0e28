"""Amounts that are compared with last year or the budget, and the text that gives the reason for the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger
from workbook.match.match import Spot

_LAST, _BUDGET = "@last_year", "@budget"

_TOTALS = (
    ("收支总计", "收入支出决算总表.收入.总计.决算数", "上年收入支出总计", "收支总计变动原因"),
    (
        "财政拨款收支总计",
        "财政拨款收入支出决算总表.收入.总计.决算数",
        "上年财政拨款收入支出总计",
        "财政拨款收支变动原因",
    ),
    (
        "一般公共预算财政拨款支出",
        "一般公共预算财政拨款支出决算表.合计.小计",
        "上年一般公共预算财政拨款支出",
        "一般公共预算支出变动原因",
    ),
    ("机关运行经费", "补充资料.机关运行经费", "上年机关运行经费", "机关运行经费变动原因"),
)
_CARS_ROWS = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
_CARS = (
    ("因公出国（境）费", ("因公出国（境）费",), "因公出国（境）费与上年变动原因", a.LAST, _LAST),
    ("公务用车费用", ("公务用车购置费", "公务用车运行费"), "公务用车费用与上年变动原因", a.LAST, _LAST),
    ("公务接待费", ("公务接待费",), "公务接待费与上年变动原因", a.LAST, _LAST),
    ("因公出国（境）费", ("因公出国（境）费",), "因公出国（境）费与预算差异原因", a.BUDGET, _BUDGET),
    ("公务用车购置费", ("公务用车购置费",), "公务用车购置费与预算差异原因", a.BUDGET, _BUDGET),
    ("公务用车运行费", ("公务用车运行费",), "公务用车运行费与预算差异原因", a.BUDGET, _BUDGET),
    ("公务接待费", ("公务接待费",), "公务接待费与预算差异原因", a.BUDGET, _BUDGET),
    (
        "“三公”经费",
        _CARS_ROWS,
        "“三公”经费与预算差异原因",
        a.BUDGET,
        _BUDGET,
    ),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """now and base in the unit of entry; spot: the cell of the base (or of the amount, for a budget); reason: the
    cell of the text. against: a word of the catalogue, last year or the budget. parts: entries that are compared.
    same: both are the same amount in print, in 万元 with two decimals; no reason is printed, nor asked for.
    """

    what: str
    now: Decimal
    base: Decimal
    spot: Spot
    reason: Spot | None
    against: str
    parts: tuple[Spot, ...] = ()
    same: bool = False

    @property
    def difference(self) -> Decimal:
        return self.now - self.base


def compared(ledger: Ledger, grid: Grid) -> tuple[Compared, ...]:
    """All comparisons of which both sides are known: none of totals while no amount of this year is typed."""
    pairs = [*_cars(ledger), *_general(ledger), *_classes(ledger)]
    if ledger.computed(grid, a.STARTED) != 0:
        pairs = [*_totals(ledger, grid), *pairs]
    scale = ledger.scale(grid)
    return tuple(replace(p, same=_printed(p.now / scale) == _printed(p.base / scale)) for p in pairs)


def _printed(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _totals(ledger: Ledger, grid: Grid) -> Iterable[Compared]:
    scale = ledger.scale(grid)
    for what, name, last, reason in _TOTALS:
        spot = ledger.fields.get((a.MORE, last))
        base, now = ledger.value(spot), ledger.computed(grid, name)
        if spot is None or not isinstance(base, Decimal) or now is None:
            continue
        entered = ledger.spot_of(name)
        if entered not in ledger.filled.inputs:
            # A table's amount is in 万元, rounded: nearer than that it is the same.
            now = now * scale
            now = base if abs(now - base) < scale / 100 else now
        parts = (spot, entered) if entered is not None else (spot,)
        yield Compared(what, now, base, spot, ledger.fields.get((a.MORE, reason)), _LAST, parts)


def _cars(ledger: Ledger) -> Iterable[Compared]:
    for what, rows, reason, column, against in _CARS:
        spots = [(ledger.grids.get((a.CARS, r, a.FINAL)), ledger.grids.get((a.CARS, r, column))) for r in rows]
        now = [ledger.value(spot) for spot, _ in spots]
        base = [ledger.value(spot) for _, spot in spots]
        first = next((spot for _, spot in spots if spot is not None), None)
        known = [(n, b) for n, b in zip(now, base, strict=True) if isinstance(n, Decimal) and isinstance(b, Decimal)]
        if first is None or len(known) < len(rows):
            continue
        total = sum((n for n, _ in known), Decimal(0)), sum((b for _, b in known), Decimal(0))
        parts = tuple(spot for pair in spots for spot in pair if spot is not None)
        given = ledger.fields.get((a.MORE, reason))
        if len(rows) < len(_CARS_ROWS) or given is not None:  # not everywhere is there a reason for all of them
            yield Compared(what, total[0], total[1], first, given, against, parts)


def _general(ledger: Ledger) -> Iterable[Compared]:
    """All of 一般公共预算 against its budget, where the text gives one reason for it (Shanghai)."""
    reason = ledger.fields.get((a.MORE, "一般公共预算支出与预算差异原因"))
    spent = [row for row in ledger.filled_rows(a.SPENT) if row.text(a.FUND) == a.GENERAL]
    total = ledger.fields.get((a.MORE, "一般公共预算年初预算合计"))
    base = ledger.value(total)
    parts = tuple(row.spots[c] for row in spent for c in (a.BUDGET, *a.OUTLAYS) if c in row.spots)
    if not isinstance(base, Decimal):
        base = sum((row.number(a.BUDGET) for row in spent), Decimal(0))
    elif total is not None:
        parts = (total, *(spot for spot in parts if ledger.filled.slots[spot].name != a.BUDGET))
    if reason is None or not spent or not base:
        return
    now = sum((row.number(c) for row in spent for c in a.OUTLAYS), Decimal(0))
    yield Compared("一般公共预算财政拨款支出", now, base, parts[0], reason, _BUDGET, parts)


def _classes(ledger: Ledger) -> Iterable[Compared]:
    """Each 类 of 预算差异原因: its expenditure against its budget."""
    spent = [row for row in ledger.filled_rows(a.SPENT) if row.text(a.FUND) == a.GENERAL]
    if not any(row.values.get(a.BUDGET) is not None for row in spent):
        return
    for row in ledger.filled_rows(a.REASONS):
        code = row.text(a.CODE)
        mine = [other for other in spent if code and other.text(a.CODE).startswith(code)]
        if not mine:
            continue
        now = sum((other.number(c) for other in mine for c in a.OUTLAYS), Decimal(0))
        base = sum((other.number(a.BUDGET) for other in mine), Decimal(0))
        parts = tuple(other.spots[c] for other in mine for c in (a.BUDGET, *a.OUTLAYS) if c in other.spots)
        yield Compared(f"{code} 类支出", now, base, row.spots[a.CODE], row.spots.get("原因"), _BUDGET, parts)
