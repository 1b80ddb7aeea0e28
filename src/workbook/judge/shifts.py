"""Columns that stand some rows off: pasted too low or too high, from their first row or from some row on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.doubt import doubt_of
from workbook.judge.evidence import Evidence
from workbook.judge.ledger import ListRow
from workbook.judge.slips import Trial, attempt, attempt_words, open_ones
from workbook.judge.tables import BEYOND, Table, tables
from workbook.match.match import Spot

ENOUGH = Decimal(3)
"""A moved column must set right as much as three sums do, or leave whole rows where torn ones stood."""
LONG = 500
"""In longer lists only the whole column, and only by one row, is tried."""
_LIKELY = 4
"""So many of the best supported are fitted to the columns that must have moved."""
_WORDED = 4
"""A code or a name that would be nowhere any more speaks so much stronger than an amount."""
_FEWEST = 3
"""A column that is not filled in every row says something only with so many entries."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Entries of columns stand `by` rows too low (above 0) or too high, from the row `first` on.

    moved: what the cells would hold. whole: so many rows more are complete with it. slight: little speaks for it.
    """

    table: Table
    columns: tuple[str, ...]
    by: int
    first: ListRow
    moved: Mapping[Spot, Value]
    trial: Trial
    whole: int = 0
    slight: bool = False

    @property
    def owner(self) -> str:
        return self.table.owner


def shifts(evidence: Evidence) -> tuple[Shift, ...]:
    """At most one for each table, the best supported first; none that explains what another explains better."""
    best = [shift for table in tables(evidence.ledger) if (shift := _of(evidence, table)) is not None]
    best.sort(key=lambda shift: -shift.trial.net)
    return tuple(_independent(best))


def _independent(found: list[Shift]) -> Iterable[Shift]:
    """Without those that set right the same sums as one that is better supported."""
    explained: set[str] = set()
    for shift in found:
        own = {identity.what for identity in shift.trial.gained}
        if not own or len(own & explained) * 2 < len(own):
            explained |= own
            yield shift


def _of(evidence: Evidence, table: Table) -> Shift | None:
    """None of a table that lost a column: what stands beside nothing may stand where it belongs."""
    if table.owner in evidence.unknown.torn:
        return None
    found = [*_amounts(evidence, table), *_words(evidence, table), *_ends(evidence, table)]
    good = sorted((s for s in found if _is_good(evidence, s)), key=_rank, reverse=True)
    likely = {(s.by, s.first.row, s.whole > 0): s for s in reversed(good)}
    fitted = [_fitted(evidence, shift) for shift in sorted(likely.values(), key=_rank, reverse=True)[:_LIKELY]]
    return max(fitted, key=_rank, default=None)


def _rank(shift: Shift) -> tuple[Decimal, int, int]:
    return shift.trial.net, -len(shift.columns), -abs(shift.by)


def _is_good(evidence: Evidence, shift: Shift) -> bool:
    trial = shift.trial
    if not any(shift.moved.values()):
        return False  # entries do not move by going away
    if trial.gain >= ENOUGH and trial.loss * 4 <= trial.gain:
        return True
    return not trial.loss and (shift.whole > 0 or _is_slight(evidence, shift))


def _is_slight(evidence: Evidence, shift: Shift) -> bool:
    """In a short table few sums can come out right: nearly all that do not, or nearly all pairs of amounts that are
    far apart while the end from which the entries went is blank.
    """
    trial, table, numbers = shift.trial, shift.table, evidence.numbers
    if trial.gain >= ENOUGH or shift.whole or shift.first is not table.rows[0]:
        return False
    if sum(identity.narrow for identity in trial.gained) >= 2:
        amounts = {spot: value for spot, value in shift.moved.items() if isinstance(value, Decimal)}
        left = trial.left if trial.left >= 0 else open_ones(evidence, amounts)
        if left <= abs(shift.by):
            return True
    rows = table.rows if table.labelled else [row for row in table.rows if not row.is_blank]
    ends = rows[: shift.by] if shift.by > 0 else rows[shift.by :]
    bare = all(row.values.get(name) is None for row in ends for name in shift.columns)
    paid = all(table.rows[0].spots[name] in numbers for name in shift.columns)
    return paid and bare and trial.near >= 2 and not trial.gained


def _fitted(evidence: Evidence, best: Shift) -> Shift:
    """Without the columns that need not have moved, and with those that must have moved too."""
    table, first = best.table, best.table.rows.index(best.first)
    for column in best.columns if len(best.columns) > 1 else ():
        rest = tuple(name for name in best.columns if name != column)
        narrower = _made(evidence, table, rest, best.by, first) if rest else best
        if narrower.trial.net >= best.trial.net:
            best = replace(narrower, whole=best.whole)
    for column in table.columns:
        if column not in best.columns:
            wider = _made(evidence, table, (*best.columns, column), best.by, first)
            if wider.trial.net > best.trial.net:
                best = replace(wider, whole=best.whole)
    return replace(best, slight=_is_slight(evidence, best))


# ---- what is tried


def _amounts(evidence: Evidence, table: Table) -> Iterable[Shift]:
    """Each column of amounts by itself, all together, and all but the budget."""
    names = tuple(c for c in table.columns if table.rows[0].spots[c] in evidence.numbers)
    names = tuple(c for c in names if any(row.number(c) for row in table.rows))
    wide = [names, tuple(c for c in names if c != a.BUDGET)]
    for group in (*((name,) for name in names), *(g for g in dict.fromkeys(wide) if len(g) > 1)):
        doubt = doubt_of(evidence, table, group)
        if len(doubt.failing) < 2 and _unlike(evidence, table, group) <= ENOUGH:
            continue
        short = len(table.rows) <= LONG
        starts = {0, *sorted(doubt.failing)[:BEYOND]} if short else {0}
        for by in (1, -1, 2, -2, 3, -3) if short else (1, -1):
            for first in starts if abs(by) < len(table.rows) else ():
                if not doubt.speaks_against(_change(evidence, table, group, by, first)):
                    yield _made(evidence, table, group, by, first)


def _words(evidence: Evidence, table: Table) -> Iterable[Shift]:
    """Each column of codes, choices or names: what adds up with what hangs on them."""
    if table.labelled or len(table.rows) > LONG:
        return
    names = [c for c in table.columns if table.rows[0].spots[c] not in evidence.numbers]
    amounts = tuple(c for c in table.columns if c not in names)
    doubt = doubt_of(evidence, table, amounts)
    if not amounts or (not table.torn() and len(doubt.failing) < BEYOND):
        return
    types = evidence.ledger.filled.slots
    keys = [c for c in names if types[table.rows[0].spots[c]].type in ("code", "choice")] or names[:1]
    for group in dict.fromkeys((*((name,) for name in keys), tuple(keys))):
        for by in (1, -1, 2, -2, 3, -3):
            if abs(by) < len(table.rows) and not doubt.speaks_against(_change(evidence, table, group, by, 0)):
                yield _made(evidence, table, group, by, 0)


def _ends(evidence: Evidence, table: Table) -> Iterable[Shift]:
    """Columns that alone hold something in the last rows, and nothing in as many of the first ones; and columns that
    alone hold nothing in the last rows.
    """
    if table.labelled:
        return
    rows = [row for row in table.rows if not row.is_blank]
    amounts = [name for name in table.columns if table.rows[0].spots[name] in evidence.numbers]
    yield from _below(evidence, table, rows, amounts)
    for by in range(1, min(BEYOND, len(rows) - 1) + 1):
        low = tuple(name for name in table.columns if _any(rows[-by:], name))
        others = [name for name in table.columns if name not in low]
        if not any(_any(table.rows[:by], name) for name in low) and _each(table.rows[:by], others):
            unclear = [n for n in others if n in amounts and not _any(table.rows[:by], n)]
            for group in dict.fromkeys((low, (*low, *unclear))):
                made = _made(evidence, table, group, by, 0)
                yield replace(made, whole=_made_whole(made, by))
        usual = table.dense
        gone = tuple(name for name in others if name in usual or name in amounts)
        if gone and low and len(table.rows) <= LONG:
            yield _made(evidence, table, gone, -by, 0)


def _below(evidence: Evidence, table: Table, rows: list[ListRow], amounts: Sequence[str]) -> Iterable[Shift]:
    """Amounts that stand alone in a row below the last one, and that one has none but its budget."""
    last = [name for name, value in rows[-1].values.items() if value is not None]
    spent = {*last, *(name for name in amounts if name != a.BUDGET)}
    if len(rows) > 1 and set(last) <= set(amounts) and not any(_any(rows[-2:-1], name) for name in spent):
        made = _made(evidence, table, tuple(last), 1, table.rows.index(rows[-2]))
        yield replace(made, whole=_made_whole(made, 1))


def _any(rows: Sequence[ListRow], name: str) -> bool:
    return any(row.values.get(name) is not None for row in rows)


def _each(rows: Sequence[ListRow], names: Sequence[str]) -> bool:
    """Whether each of the rows holds something in one of the columns."""
    return all(any(row.values.get(name) is not None for name in names) for row in rows)


def _made_whole(shift: Shift, by: int) -> int:
    """Rows that become complete: those at both ends, or for columns that are not always filled those at the end."""
    table = shift.table
    won = table.torn() - table.torn(shift.moved)
    entries = sum(row.values.get(c) is not None for row in table.rows for c in shift.columns)
    return won if won >= 2 * by or (won >= by and entries >= _FEWEST) else 0


def _made(evidence: Evidence, table: Table, columns: tuple[str, ...], by: int, first: int) -> Shift:
    """The columns' entries moved back, from rows[first] on; in a row without a successor the entry goes."""
    columns = tuple(name for name in table.columns if name in columns)
    change = _change(evidence, table, columns, by, first)
    amounts = {spot: value if isinstance(value, Decimal) else Decimal(0) for spot, value in change.items()}
    plain = all(spot in evidence.numbers for spot in change)
    trial = attempt(evidence, amounts) if plain else attempt_words(evidence, change)
    edges = table.torn() - table.torn(change)
    gone = _dropped(table, columns, change)
    bare = _WORDED * _bare(table, columns, by) if not first else 0
    near, apart = trial.near + max(edges, 0), trial.apart + max(-edges, 0) + gone + bare
    return Shift(table, columns, by, table.rows[first], change, replace(trial, near=near, apart=apart))


def _change(evidence: Evidence, table: Table, columns: tuple[str, ...], by: int, first: int) -> Mapping[Spot, Value]:
    numbers, rows, slots = evidence.numbers, table.rows, evidence.ledger.filled.slots
    change: dict[Spot, Value] = {}
    for column in columns:
        for i in range(first, len(rows)):
            spot = rows[i].spots[column]
            before = rows[i].values.get(column)
            value = _value(rows, column, i + by, first)
            if i + by < first and i == first and slots[spot].type != "code":
                value = before  # what was there is lost; nothing better is known
            if value != before and not (spot in numbers and not value and not before):
                change[spot] = value
    return change


def _value(rows: tuple[ListRow, ...], column: str, source: int, first: int) -> Value:
    return rows[source].values.get(column) if first <= source < len(rows) else None


def _bare(table: Table, columns: tuple[str, ...], by: int) -> int:
    """Rows at the beginning that hold nothing beside the columns that would go away from there: a list begins in its
    first row.
    """
    left = [name for name in table.columns if name not in columns]
    rows = [row for row in table.rows[: max(-by, 0)] if not row.is_blank] if not table.labelled else []
    return sum(not any(row.values.get(name) is not None for name in left) for row in rows)


def _dropped(table: Table, columns: tuple[str, ...], change: Mapping[Spot, Value]) -> int:
    """Entries that would be nowhere any more: a paste does not make entries out of nothing."""
    held = {row.spots[column]: row.values.get(column) for row in table.rows for column in columns}
    after = {change.get(spot, value) for spot, value in held.items()}
    lost = [value for value in held.values() if value and value not in after]
    return sum(1 if isinstance(value, Decimal) else _WORDED for value in lost)


def _unlike(evidence: Evidence, table: Table, columns: tuple[str, ...]) -> int:
    """How many budgets or amounts of last year are far from what was spent."""
    own = {row.spots[c] for row in table.rows for c in columns}
    touched = (pair for pair in evidence.near if own.intersection((*pair.left, *pair.right)))
    return sum(not evidence.is_near(pair) for pair in touched)
