"""What is known of a file as if other things stood in it: the same, however it was found out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from judge.good import good
from workbook.data import Value
from workbook.judge.evidence import Evidence
from workbook.judge.ledger import Ledger
from workbook.match.match import Spot

KINDS = ("row", "field", "indicator", "fact", "grid")


def some_change(dice: Random) -> dict[Spot, Value]:
    """A few cells with what stands in another of their kind, with nothing, or with another amount."""
    filled = good().filled
    spots = [spot for spot in filled.inputs if filled.slots[spot].kind in KINDS]
    change: dict[Spot, Value] = {}
    for _ in range(dice.randint(1, 6)):
        spot = dice.choice(spots)
        other = dice.choice([s for s in spots if filled.slots[s].name == filled.slots[spot].name])
        change[spot] = dice.choice([None, filled.inputs[other], Decimal(dice.randint(0, 9999))])
    return change


@pytest.mark.parametrize("number", range(40))
def test_a_changed_file_is_known_as_one_that_was_read_so(number: int) -> None:
    filled, change = good().filled, some_change(Random(number))
    read = Evidence(Ledger(replace(filled, inputs={**filled.inputs, **change})))
    base = Evidence(Ledger(filled))
    before = [base.holds(identity) for identity in base.identities]
    made = base.changed(change)
    for what in ("identities", "spoiled", "near", "numbers", "tail", "by_what", "near_now", "by_spot"):
        assert getattr(made, what) == getattr(read, what), what
    for what in ("lists", "indicators", "by_row", "texts"):
        assert getattr(made.ledger, what) == getattr(read.ledger, what), what
    assert [made.holds(identity) for identity in made.identities] == [read.holds(i) for i in read.identities]
    assert [base.holds(identity) for identity in base.identities] == before
