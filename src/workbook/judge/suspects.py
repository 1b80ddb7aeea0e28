"""The slips that explain best why sums do not come out: columns moved, amounts in another unit, single amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from workbook.judge import accounts as a
from workbook.judge.corrections import TEN_THOUSAND, WRONG, Correction, corrections
from workbook.judge.evidence import Evidence
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.judge.leftout import LeftOut, left_out
from workbook.judge.misplaced import Misplaced, misplaced
from workbook.judge.shifts import ENOUGH, Shift, shifts
from workbook.judge.slips import Trial, attempt
from workbook.judge.tables import tables
from workbook.match import Filled
from workbook.match.match import Spot


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
    moved_columns = shifts(evidence)
    taken = {spot for shift in moved_columns for spot in shift.moved}
    scaled = _scaled(ledger, evidence, taken)
    for found in scaled:
        rows = next(t.rows for t in tables(ledger) if t.owner == found.owner)
        taken |= {row.spots[c] for row in rows for c in found.columns}
    moved = misplaced(evidence, taken)
    taken |= {spot for found_ in moved for spot in found_.spots}
    single = corrections(evidence, taken)
    lost = left_out(evidence, taken | {slip.spot for slip in single if slip.kind != WRONG})
    if lost is not None:
        single = tuple(slip for slip in single if slip.kind != WRONG or not set(slip.trial.gained) & set(lost.gained))
    taken |= {each.spot for slip in single for each in (slip, *slip.others)}
    return Suspects(moved_columns, scaled, moved, single, frozenset(taken), lost)


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


def _scaled(ledger: Ledger, evidence: Evidence, taken: set[Spot]) -> tuple[Scaled, ...]:
    result: list[Scaled] = []
    for table in tables(ledger):
        owner, rows = table.owner, table.rows
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
