"""The slips that explain best why sums do not come out: columns moved, amounts in another unit, single amounts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from workbook.judge.columnoff import other_column
from workbook.judge.corrections import WRONG, Correction, corrections
from workbook.judge.draggedfunds import dragged_funds
from workbook.judge.evidence import Evidence
from workbook.judge.formrow import form_row_off
from workbook.judge.ledger import ledger_of
from workbook.judge.leftout import LeftOut, left_out
from workbook.judge.misplaced import Misplaced, misplaced
from workbook.judge.ordered import Ordered, ordered
from workbook.judge.rowoff import one_row_off
from workbook.judge.shifts import Shift, shifts
from workbook.judge.slips import attempt_words
from workbook.judge.units import Scaled, scaled
from workbook.match import Filled
from workbook.match.match import Spot

_SWAPPED = 2
"""Entries that change places."""


@dataclass(frozen=True, slots=True)
class Suspects:
    """What explains the failing sums, the widest cause first: shifts and scaled columns, entries in the wrong place,
    then single amounts; a column of carry-over that was left out only where none of these explains the balances.

    spots: all cells that are in doubt with them; what other rules would say of those only follows. borne_out: amounts
    that with others make a sum come out which must.
    """

    shifts: tuple[Shift, ...]
    scaled: Scaled | None
    misplaced: tuple[Misplaced, ...]
    corrections: tuple[Correction, ...]
    spots: frozenset[Spot] = frozenset()
    left_out: LeftOut | None = None
    borne_out: frozenset[Spot] = frozenset()
    ordered: tuple[Ordered, ...] = ()

    def is_scaled(self, spot: Spot) -> bool:
        """Whether a cell is in one of the columns in the other unit."""
        return self.scaled is not None and spot in self.scaled.spots


@lru_cache(maxsize=1)
def suspects(filled: Filled) -> Suspects:
    """Looked for once for all rules. Nobody types a department's amounts: the slips are in its units' workbooks."""
    if filled.claim.units:
        return Suspects((), None, (), ())
    ledger = ledger_of(filled)
    evidence = Evidence(ledger)
    sorted_ones = ordered(evidence)
    apart = {spot for column in sorted_ones if column.failing for spot in column.spots}
    found = (shift for shift in shifts(evidence) if apart.isdisjoint(shift.moved))
    moved_columns = _without_outdone(evidence, tuple(found))
    taken = apart | {spot for shift in moved_columns for spot in shift.moved}
    other_unit = scaled(evidence, taken)
    taken |= set(other_unit.spots) if other_unit is not None else set()
    off = one_row_off(evidence, taken)
    taken |= {spot for entry in off for spot in entry.spots}
    for look in (dragged_funds, misplaced, other_column, form_row_off):
        off += look(evidence, taken)
        taken |= {spot for entry in off for spot in entry.spots}
    # Codes or funds that moved change which amounts belong together; the sums that come out with it ask for no more.
    settled = {identity.what for entry in off for identity in attempt_words(evidence, entry.changes).gained}
    explained = {identity.what for shift in moved_columns for identity in shift.trial.gained}
    single = tuple(
        slip
        for slip in corrections(evidence, taken, settled)
        if not explained.issuperset(i.what for i in slip.trial.gained)
    )
    lost = left_out(evidence, taken | {slip.spot for slip in single if slip.kind != WRONG})
    if lost is not None:
        single = tuple(slip for slip in single if slip.kind != WRONG or not set(slip.trial.gained) & set(lost.gained))
    taken |= {each.spot for slip in single for each in (slip, *slip.others)}
    if other_unit is None and (other_unit := scaled(evidence, taken, doubtful=True)) is not None:
        taken |= set(other_unit.spots)
    return Suspects(moved_columns, other_unit, off, single, frozenset(taken), lost, borne_out(evidence), sorted_ones)


def _without_outdone(evidence: Evidence, found: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """Without columns of which only one or two entries would move, where two entries changing places explain more: of
    the same cells, or of any if no sum comes out with the move.
    """
    if not any(len(shift.moved) <= _SWAPPED for shift in found):
        return found
    swaps = [entry for entry in misplaced(evidence, set()) if entry.partner is not None]
    return tuple(
        shift
        for shift in found
        if len(shift.moved) > _SWAPPED
        or not any(
            (shift.moved.keys() & swap.spots or not shift.trial.gained) and len(swap.gained) > shift.trial.net
            for swap in swaps
        )
    )


def borne_out(evidence: Evidence) -> frozenset[Spot]:
    """Amounts in sums of several amounts that must come out, and do."""
    sure: set[Spot] = set()
    for identity in evidence.identities:
        used = [spot for spot, _ in identity.terms if evidence.numbers[spot]]
        if identity.binding and len(used) > 1 and evidence.holds(identity):
            sure.update(used)
    return frozenset(sure)
