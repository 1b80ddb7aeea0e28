"""Amounts of 三公经费 a row too high or too low: what else is told of these costs stands beside another row.

No sum shows it. Groups and persons, vehicles bought, fuel and repairs, batches and guests are told where there is
expenditure of their kind, and only there; what is said of a row in words shows that its amount is not another's.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.evidence import Evidence, Identity
from workbook.judge.misplaced import Misplaced
from workbook.judge.slips import Trial, attempt
from workbook.match.match import Spot

_COLUMNS = (a.FINAL, a.BUDGET, a.LAST)


def form_row_off(evidence: Evidence, taken: set[Spot]) -> tuple[Misplaced, ...]:
    """At most one, with all amounts that moved: of what was spent, and of other columns filled in the same rows."""
    grids, numbers = evidence.ledger.grids, evidence.numbers
    columns = [[s for row in a.COUNTS if (s := grids.get((a.CARS, row, column)))] for column in _COLUMNS]
    columns = [spots for spots in columns if len(spots) == len(a.COUNTS)]
    if not columns or not taken.isdisjoint(columns[0]):
        return ()
    spent = [numbers[spot] for spot in columns[0]]
    told = [any(numbers.get(spot, 0) for spot in _fields(evidence, names)) for names in a.COUNTS.values()]
    if _is_copied(evidence):
        return ()
    if not any(spent) or _filled(spent) == told or _is_spoken_of(evidence, spent, told):
        return ()
    for step in (1, -1):
        moved = _moved(spent, step)
        if moved is not None and _filled(moved) == told:
            made, trial = _made(evidence, columns, spent, step)
            return (made,) if not trial.lost and _adds_up(evidence, made) else ()
    return ()


def _is_copied(evidence: Evidence) -> bool:
    """Whether as many cars are bought as there are: then the number proves nothing."""
    bought, kept = (
        [evidence.numbers.get(spot) for spot in _fields(evidence, (name,))]
        for name in ("公务用车购置数", "公务用车保有量")
    )
    return bool(bought) and bool(bought[0]) and bought == kept


def _adds_up(evidence: Evidence, made: Misplaced) -> bool:
    """Whether the running cost of cars would be the sum of its parts, where these are told."""
    parts = evidence.by_what.get("@sum_of:公务用车运行费")
    change = {spot: value if isinstance(value, Decimal) else Decimal(0) for spot, value in made.changes.items()}
    return parts is None or evidence.holds(parts, change)


def _filled(amounts: list[Decimal]) -> list[bool]:
    return [amount != 0 for amount in amounts]


def _is_spoken_of(evidence: Evidence, spent: list[Decimal], told: list[bool]) -> bool:
    """Whether words are said of a row that has an amount, and lacks only its counts."""
    alone = (row for row, amount, known in zip(a.COUNTS, spent, told, strict=True) if amount and not known)
    return any(evidence.ledger.value(spot) for row in alone for spot in _fields(evidence, a.WORDS[row]))


def _fields(evidence: Evidence, names: tuple[str, ...]) -> list[Spot]:
    return [spot for name in names if (spot := evidence.ledger.fields.get((a.MORE, name)))]


def _made(evidence: Evidence, columns: list[list[Spot]], spent: list[Decimal], step: int) -> tuple[Misplaced, Trial]:
    changes: dict[Spot, Value] = {}
    for spots in columns:
        amounts = [evidence.numbers[spot] for spot in spots]
        moved = _moved(amounts, step)
        if moved is not None and _filled(amounts) == _filled(spent):
            changes |= {s: new or None for s, old, new in zip(spots, amounts, moved, strict=True) if old != new}
    source = next(i for i, amount in enumerate(spent) if amount)
    first, target = columns[0][source], columns[0][source + step]
    trial = attempt(evidence, {s: value if isinstance(value, Decimal) else Decimal(0) for s, value in changes.items()})
    gained = (Identity(f"@counts_of:{list(a.COUNTS)[source + step]}", (), False), *trial.gained)
    return Misplaced("@wrong_row", {first: None, **changes}, gained, frozenset(changes), target), trial


def _moved(amounts: list[Decimal], step: int) -> list[Decimal] | None:
    """All of them a row further down (1) or up (-1); None where one would fall out."""
    nothing = [Decimal(0)]
    if amounts[-1 if step > 0 else 0]:
        return None
    return [*nothing, *amounts[:-1]] if step > 0 else [*amounts[1:], *nothing]
