"""Units made up at random, saved again by other programs: the same data, to the cent and to the letter.

Tabs, line ends and blanks belong to these programs, and some take _x0041_ for the letter that it stands for.
ROUND_TRIPS=200 makes a long run of it: a tenth as many through each program, with new units each time.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from made import make, the_spec
from returns.back import data_of, examined, plain
from returns.test_round_trip import LONG
from returns.units import units
from returns.writers import WRITERS

SPEC = the_spec()


@settings(
    max_examples=LONG // 10 or 1,
    derandomize=not LONG,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(draw=st.data())
@pytest.mark.parametrize("writer", WRITERS)
def test_random_data_come_back_from_other_programs(writer: str, draw: st.DataObject) -> None:
    data = draw.draw(units(SPEC))
    with TemporaryDirectory() as folder:
        made = make(SPEC, data, Path(folder) / "unit.xlsx", clean=False)
        target = Path(folder) / "saved"
        target.mkdir()
        found = examined(WRITERS[writer](made.path, target))
    before, after = (loosely(plain(each)) for each in (data, data_of(found)))
    assert after == before


def loosely(said: object) -> object:
    """Data without what other programs may change in a text. Of an explanation, a row or a sheet with nothing else in
    it nothing is left then.
    """
    if isinstance(said, str):
        read = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda sign: chr(int(sign[1], 16)), said)
        return re.sub(r"[\s\ufeff]", "", read)
    if isinstance(said, dict):
        kept = {key: loosely(value) for key, value in said.items()}
        notes = kept.pop("notes", None)
        kept = {key: value for key, value in kept.items() if not is_blank(value)}
        return kept if notes is None else {**kept, "notes": {check: n for check, n in notes.items() if n[0]}}
    if isinstance(said, list | tuple):
        return [loosely(value) for value in said if loosely(value) != {} or value == {}]
    return said


def is_blank(said: object) -> bool:
    """Whether nothing stands there, in however many rows and fields."""
    if isinstance(said, dict | list):
        return all(map(is_blank, said.values() if isinstance(said, dict) else said))
    return said in (None, "")


def test_an_amount_is_not_taken_loosely() -> None:
    assert loosely([{"a": "甲\t乙 "}]) == loosely([{"a": "甲乙"}, {"a": "_x000D_"}])
    assert loosely({"a": "1"}) != loosely({"a": "2"}) and loosely({"a": 1}) != loosely({"a": 2})
