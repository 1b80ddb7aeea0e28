"""Which folder of a year is a unit's, also when there are very many units."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from workbook.bureau.homes import Homes


def test_a_new_unit_costs_the_same_however_many_there_are(tmp_path: Path) -> None:
    assert comparisons(tmp_path, 200) == 2 * comparisons(tmp_path, 100)


def comparisons(year: Path, units: int) -> int:
    """How often a name is made ready to be compared while so many new units get their folders."""
    homes, count = Homes(year), 0

    def note(frame: FrameType, event: str, what: Any) -> None:
        nonlocal count
        count += event == "c_call" and what.__name__ == "casefold"

    sys.setprofile(note)
    try:
        for number in range(units):
            homes.keep(f"单位{number}", homes.folder_for(f"单位{number}", "", ""))
    finally:
        sys.setprofile(None)
    return count


def test_each_unit_has_its_own_folder(tmp_path: Path) -> None:
    for folder, name in (("01甲局", "甲局"), ("乙_局", "别的局")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "单位.csv").write_text(f"项目,值\n单位名称,{name}\n", "utf-8")
    homes = Homes(tmp_path)
    assert homes.folder_for("甲 局", "", "").name == "01甲局", "whatever it is called"
    assert homes.folder_for("甲局", "01甲局", "").name == "01甲局"
    assert homes.folder_for("乙/局", "", "").name == "乙_局_2", "that one is another unit's"
    homes.keep("乙/局", tmp_path / "乙_局_2")
    assert homes.folder_for("乙:局", "", "").name == "乙_局_3"
    assert homes.folder_for("丙局", "丙局旧名", "").name == "丙局旧名", "its data were taken away"
    assert homes.folder_for("/", "", "2217b6").name == "_"
