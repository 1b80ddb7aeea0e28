"""A sample of `make mutate`, each mutant as a file, from end to end: a change is found and named, or harmless."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mutate.base import base
from mutate.chain import short_way, whole_way
from mutate.expect import FOUND, GOOD, HARMLESS, LET_PASS, MISSED, TOO_MANY, Expected, Mutant, verdict
from mutate.kinds import GROUPS, KINDS
from mutate.run import attempts, mutant
from workbook.finding import Level

TWICE = ("formulas", "caches")
HARD = (
    ("amount removed", 4),
    ("amount removed", 24),
    ("amount removed", 500),
    ("amount removed", 505),
    ("amount removed", 50010),
    ("amount where none was", 504),
    ("amount ÷10", 62),
    ("amount ÷10", 503),
    ("amount ×10 000", 50015),
    ("block of a form one row off", 30004),
    ("another code", 40),
    ("another code", 53),
    ("count not whole or negative", 10),
    ("date for a text", 4),
    ("date for a text", 8),
    ("date for a text", 13),
    ("date for a text", 503),
    ("digit doubled", 28),
    ("digits swapped", 50001),
    ("digit wrong", 25),
    ("digit wrong", 63),
    ("cell of a list dragged onto another", 19),
    ("cells of a column inserted or deleted", 40),
    ("date for a text", 12),
    ("out of range", 16),
    ("placeholder", 10),
    ("placeholder", 73),
    ("placeholder", 87),
    ("placeholder", 501),
    ("placeholder", 700),
    ("placeholder", 30002),
    ("required cell blank", 504),
    ("row deleted in a table", 701),
    ("sign turned", 57),
    ("two amounts swapped", 503),
    ("two amounts swapped", 505),
    ("unknown code", 17),
)
"""Of these the consequences were once told beside their cause, or another cell in its place."""


@pytest.fixture(scope="module")
def results() -> list[tuple[str, int, str, str]]:
    names = [*KINDS, *(name for group in TWICE for name in GROUPS[group])]
    numbers = Counter[str]()
    tasks = []
    for name in names:
        tasks.append((name, 10_000_000 + numbers[name], "file"))
        numbers[name] += 1
    return list(attempts(tasks))


def test_there_are_kinds_enough() -> None:
    assert len(KINDS) >= 135
    assert sum(map(len, GROUPS.values())) == len(KINDS), "two kinds have the same name"


def test_every_mutant_is_found_where_it_is_or_does_no_harm(results: list[tuple[str, int, str, str]]) -> None:
    assert len(results) >= 150
    assert [result for result in results if result[2] not in GOOD] == []
    words = Counter(word for _, _, word, _ in results)
    assert words[HARMLESS] < len(results) / 3
    let_pass = [(name, why) for name, _, word, why in results if word in LET_PASS]
    assert len(let_pass) <= len(results) / 20 and all(why for _, why in let_pass)


@pytest.mark.parametrize(("name", "number"), HARD)
def test_what_was_hard_to_tell_as_one(name: str, number: int) -> None:
    made = mutant(name, number)
    assert verdict(base(), made, short_way(made.package.parts)) == (FOUND, "")


def test_the_good_workbook_is_good() -> None:
    assert base().examined.accepted
    for parts in (base().parts, base().bare):
        assert [f for f in whole_way(parts).findings if f.level > Level.INFO] == []


@pytest.mark.parametrize("name", ["operator altered", "key removed", "number as text", "sheet copied"])
def test_the_short_way_says_what_the_whole_way_says(name: str) -> None:
    made = mutant(name, 1)
    assert short_way(made.package.parts).findings == whole_way(made.package.parts).findings


def test_more_than_one_finding_needs_a_reason() -> None:
    with pytest.raises(AssertionError, match="reason"):
        Expected(frozenset({"F102"}), most=2)


def test_two_findings_for_one_cause_would_be_seen() -> None:
    made = mutant("two formulas swapped", 1)
    one = replace(made, expected=replace(made.expected, most=1))
    examined = short_way(made.package.parts)
    assert verdict(base(), made, examined)[0] == FOUND
    assert verdict(base(), one, examined)[0] == TOO_MANY


def test_a_miss_would_be_seen() -> None:
    """Where something must be found and nothing is, the verdict says so."""
    unchanged = Mutant(base().package(), Expected(frozenset({"F102"})), "nothing")
    assert verdict(base(), unchanged, base().examined)[0] == MISSED
