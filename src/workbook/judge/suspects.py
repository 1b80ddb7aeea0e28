"""The slips that explain best why sums do not come out: columns moved, amounts in another unit, single amounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from workbook.judge import accounts as a
from workbook.judge.corrections import TEN_THOUSAND, Correction, corrections
from workbook.judge.evidence import Evidence
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.leftout import LeftOut, left_out
from workbook.judge.misplaced import Misplaced, misplaced
from workbook.judge.slips import Shift, Trial, attempt, shifted
from workbook.match import Filled
from workbook.match.match import Spot

ENOUGH = Decimal(3)
"""A moved column must set right as much as three sums do."""
FARTHEST = 3
"""How many rows a column may have slipped."""
LONG = 500
"""In longer lists only the whole column, and only by one row, is tried."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """Columns of a list whose amounts are in another unit. factor: what they must be multiplied by."""

    owner: str
    columns: tuple[str, ...]
    first: Spot
    factor: Decimal
    trial: Trial


@dataclass(frozen=True, slots=True)
class Suspects:
    """What explains the failing sums, the widest cause first: shifts and scaled columns, entries in the wrong place,
    then single amounts; a column of carry-over that was left out only where none of these explains the balances.

    spots: all cells that are in doubt with them; what other rules would say of those only follows.
    """

    shifts: tuple[Shift, ...]
    scaled: tuple[Scaled, ...]
    misplaced: tuple[Misplaced, ...]
    corrections: tuple[Correction, ...]
    spots: frozenset[Spot] = frozenset()
    left_out: LeftOut | None = None


@lru_cache(maxsize=1)
def suspects(filled: Filled) -> Suspects:
    """Looked for once for all rules. Nobody types a department's amounts: the slips are in its units' workbooks."""
    if filled.claim.units:
        return Suspects((), (), (), ())
    ledger = ledger_of(filled)
    evidence = Evidence(ledger)
    shifts = _shifts(ledger, evidence)
    taken = {spot for shift in shifts for spot in shift.moved}
    scaled = _scaled(ledger, evidence, taken)
    for found in scaled:
        rows = dict(_tables(ledger))[found.owner]
        taken |= {row.spots[c] for row in rows for c in found.columns}
    moved = misplaced(evidence, taken)
    taken |= {spot for found_ in moved for spot in found_.spots}
    single = corrections(evidence, taken)
    taken |= {slip.spot for slip in single}
    return Suspects(shifts, scaled, moved, single, frozenset(taken), left_out(evidence, taken))


def _tables(ledger: Ledger) -> Iterable[tuple[str, tuple[ListRow, ...]]]:
    """Lists up to a few rows beyond their last one, and grids as if they were lists."""
    for owner, rows in ledger.lists.items():
        last = max((i for i, row in enumerate(rows) if not row.is_blank), default=-1)
        yield owner, rows[: last + 1 + FARTHEST] if last >= 0 else ()
    grids: dict[str, dict[int, dict[str, Spot]]] = {}
    for (owner, _, column), spot in ledger.grids.items():
        grids.setdefault(owner, {}).setdefault(spot[1], {})[column] = spot
    for owner, numbered in grids.items():
        yield (
            owner,
            tuple(
                ListRow(owner, n, {c: ledger.value(s) for c, s in spots.items()}, spots)
                for n, spots in sorted(numbered.items())
            ),
        )


def _money(evidence: Evidence, rows: tuple[ListRow, ...]) -> tuple[str, ...]:
    return tuple(
        c
        for c, s in (rows[0].spots.items() if rows else ())
        if s in evidence.numbers and any(r.number(c) for r in rows)
    )


def _groups(columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Each column by itself, all together, and all but the budget."""
    wide = [columns, tuple(c for c in columns if c != a.BUDGET)]
    return [(c,) for c in columns] + [group for group in dict.fromkeys(wide) if len(group) > 1]


def _doubtful(evidence: Evidence, rows: tuple[ListRow, ...], columns: tuple[str, ...]) -> set[int]:
    """Positions of rows with an amount in a sum that does not come out."""
    return {
        i
        for i, row in enumerate(rows)
        for c in columns
        for identity in evidence.by_spot.get(row.spots[c], ())
        if identity.narrow and not evidence.holds(identity)
    }


def _unlike(evidence: Evidence, rows: tuple[ListRow, ...], columns: tuple[str, ...]) -> int:
    """How many budgets or amounts of last year are far from what was spent."""
    own = {row.spots[c] for row in rows for c in columns}
    touched = (pair for pair in evidence.near if own.intersection((*pair.left, *pair.right)))
    return sum(not evidence.is_near(pair) for pair in touched)


def _shifts(ledger: Ledger, evidence: Evidence) -> tuple[Shift, ...]:
    best: list[Shift] = []
    for _, rows in _tables(ledger):
        columns = _money(evidence, rows)
        found: list[Shift] = []
        for group in _groups(columns):
            doubtful = _doubtful(evidence, rows, group)
            if len(doubtful) < 2 and _unlike(evidence, rows, group) <= ENOUGH:
                continue
            starts = {0, *sorted(doubtful)[:FARTHEST]} if len(rows) <= LONG else {0}
            for by in (1, -1, 2, -2, 3, -3) if len(rows) <= LONG else (1, -1):
                found += [shifted(evidence, rows, group, by, first) for first in starts if abs(by) < len(rows)]
        good = [s for s in found if s.trial.gain >= ENOUGH and s.trial.loss * 4 <= s.trial.gain]
        if good:
            best.append(max(good, key=lambda s: (s.trial.gain - s.trial.loss, -len(s.columns), -abs(s.by))))
    best.sort(key=lambda s: s.trial.loss - s.trial.gain)
    return tuple(_independent(best))


def _independent(shifts: list[Shift]) -> Iterable[Shift]:
    """Without those that set right the same sums as one that is better supported."""
    explained: set[int] = set()
    for shift in shifts:
        own = {id(i) for i in shift.trial.gained}
        if not own or len(own & explained) * 2 < len(own):
            explained |= own
            yield shift


def _scaled(ledger: Ledger, evidence: Evidence, taken: set[Spot]) -> tuple[Scaled, ...]:
    result: list[Scaled] = []
    for owner, rows in _tables(ledger):
        columns = _money(evidence, rows)
        found: list[Scaled] = []
        for group in _groups(columns):
            spots = [row.spots[c] for row in rows for c in group if evidence.numbers[row.spots[c]]]
            if len(spots) < 2 or taken.intersection(spots) or not _out_of_size(evidence, spots):
                continue
            for factor in (TEN_THOUSAND, 1 / TEN_THOUSAND):
                trial = attempt(evidence, {s: evidence.numbers[s] * factor for s in spots}, loose=True)
                if trial.gain >= ENOUGH and trial.loss * 4 <= trial.gain:
                    found.append(Scaled(owner, group, spots[0], factor, trial))
        if found:
            result.append(max(found, key=lambda s: (s.trial.gain - s.trial.loss, -len(s.columns))))
    result.sort(key=lambda s: s.trial.loss - s.trial.gain)
    return tuple(result[:1])


def _out_of_size(evidence: Evidence, spots: list[Spot]) -> bool:
    """Whether anything says that amounts are of the wrong size, so that trying another unit is worth the while."""
    own = set(spots)
    apart = sum(1 for pair in evidence.near if own.intersection((*pair.left, *pair.right)) and evidence.apart(pair))
    touched = {id(i): i for spot in spots for i in evidence.by_spot.get(spot, ())}.values()
    return apart >= ENOUGH or sum(not evidence.holds(i) for i in touched) >= 2
