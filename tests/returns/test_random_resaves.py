"""Units made up at random, saved again by other programs: the same data, to the cent and to the letter.

ROUND_TRIPS=200 makes a long run of it: a tenth as many through each program, with new units each time.
"""

from __future__ import annotations

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
    before, after = plain(data), plain(data_of(found))
    for part in before:
        assert after[part] == before[part]
