"""Checking a file leaves nothing behind that only a search for cycles would find: such searches are put off."""

from __future__ import annotations

import gc

from made import Made
from workbook.api.chain import Specs
from workbook.api.check import check


def test_no_cycles_are_left(seed: Made, specs: Specs) -> None:
    check(seed.path, specs=specs)  # what is kept for further files
    gc.collect()
    check(seed.path, specs=specs)
    assert gc.collect() < 100
