"""What a person decided stays decided: killed at any moment, the next run finishes it, whoever starts it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.faults import FAIL, chosen, failing, killed, memory_folder, steps, unfinished
from campaign.files import Files, Remembered, on_disk, put, recorded
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import conflicts, decide
from workbook.campaign.ledger import open_ledger
from workbook.campaign.units import Registered

FILE = "data/2021/甲局/单位.csv"


class Scene:
    """A campaign that found other data in the unit's folder and left them alone."""

    def __init__(self, files: Files, folder: Path) -> None:
        self.before, self.folder = folder / "before", folder / "work"
        put(self.before / "in", 甲局=files.accepted("甲局"))
        assert self._collect(self.before).complete
        typed = self.before / FILE
        typed.write_text(typed.read_text("utf-8").replace("000-00000000", "000-99999999"), "utf-8")
        shutil.rmtree(self.before / "in")
        put(self.before / "in", 新=files.accepted("甲局", phone="000-11111111"))
        assert self._collect(self.before).complete
        (conflict,), _ = conflicts(self.before / "c")
        assert (conflict.kind, conflict.unit) == ("data", "甲局")

    def anew(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.before, self.folder)

    def _collect(self, folder: Path, *units: Registered) -> Collected:
        wishes = Wishes(folder / "data", units=units, year="2021" if units else "", runner=Remembered())
        return collect([folder / "in"], folder / "c", wishes)

    def decide(self) -> None:
        self.result = decide(self.folder / "c", "新.xlsx", unit="甲局", data=self.folder / "data")

    def collect(self) -> None:
        assert self._collect(self.folder).complete

    def open(self) -> bool:
        with open_ledger(self.folder / "c") as ledger:
            return bool(ledger.one("SELECT count(*) FROM conflicts WHERE state='open'"))

    def state(self) -> tuple[object, ...]:
        """All but the runs, which count how often somebody collected."""
        tables = {**recorded(self.folder / "c"), "runs": None}
        for name in ("names", "conflicts"):
            tables[name] = [tuple(map(str, row)) for row in tables[name]]
        data = {
            name: b"\n".join(line for line in content.splitlines() if not line.strip().startswith(b'"time"'))
            for name, content in on_disk(self.folder / "data").items()
        }
        return tables, on_disk(self.folder / "c"), data


@pytest.fixture(scope="module")
def scene(files: Files) -> Iterator[Scene]:
    with memory_folder() as folder:
        yield Scene(files, folder)


@pytest.fixture(autouse=True)
def _templates_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.bureau.collecting.Specs", lambda: Remembered.specs)
    monkeypatch.setattr("workbook.bureau.deciding.Specs", lambda: Remembered.specs)
    monkeypatch.setattr("workbook.bureau.withdrawing.Specs", lambda: Remembered.specs)


@pytest.fixture(scope="module")
def total(scene: Scene) -> int:
    scene.anew()
    count = steps(scene.decide)
    assert not scene.result.findings and not scene.open()
    assert b"000-11111111" in (scene.folder / FILE).read_bytes()
    return count


def test_killed_the_same_decision_ends_as_if_undisturbed(scene: Scene, total: int) -> None:
    scene.anew()
    scene.decide()
    expected = scene.state()
    for at in chosen(total, 40):
        scene.anew()
        assert killed(scene.decide, at) or at == total
        scene.decide()
        assert not scene.result.findings and scene.state() == expected, f"step {at}"
        assert unfinished(scene.folder) == []


def test_killed_the_next_collecting_finishes_what_was_decided(scene: Scene, total: int) -> None:
    """Before it is recorded nothing has been decided, and the conflict is open as it was."""
    scene.anew()
    undecided = scene.state()
    scene.decide()
    scene.collect()
    expected = scene.state()
    seen = set()
    for at in chosen(total, 40):
        scene.anew()
        killed(scene.decide, at)
        was_open = scene.open()
        scene.collect()
        assert scene.open() == was_open, f"step {at}"
        assert was_open or scene.state() == expected, f"step {at}"
        assert not was_open or scene.state()[2] == undecided[2], f"step {at}"
        assert unfinished(scene.folder) == []
        seen.add(was_open)
    assert seen == {True, False}


def test_a_disk_that_refuses_any_step_is_told_and_the_decision_can_be_finished(scene: Scene) -> None:
    scene.anew()
    count = steps(scene.decide, FAIL) // 2
    expected = scene.state()
    refused = 0
    for at in chosen(count, 20):
        scene.anew()
        failing(scene.decide, at)
        refused += [f.code for f in scene.result.findings] == ["L104"]
        assert scene.result.findings or scene.state() == expected, f"step {at}"
        scene.decide()
        assert not scene.result.findings and scene.state() == expected, f"step {at}"
    assert refused > count / 2 or refused > 10


def test_data_changed_after_a_finished_decision_are_left_alone_until_it_is_made_again(scene: Scene) -> None:
    scene.anew()
    scene.decide()
    typed = scene.folder / FILE
    typed.write_text(typed.read_text("utf-8").replace("000-11111111", "000-77777777"), "utf-8")
    scene.collect()
    assert b"000-77777777" in typed.read_bytes() and not scene.open(), "nothing is due: nobody touches the folder"
    with open_ledger(scene.folder / "c") as ledger:
        before = ledger.one("SELECT count(*) FROM decisions")
    scene.decide()
    assert b"000-11111111" in typed.read_bytes()
    with open_ledger(scene.folder / "c") as ledger:
        assert ledger.one("SELECT count(*) FROM decisions") == before, "the same decision again is no other one"


class Moving(Scene):
    """A file that was taken for one unit's and is given to another, of which nothing has come."""

    def __init__(self, files: Files, folder: Path) -> None:
        self.before, self.folder = folder / "before", folder / "work"
        put(self.before / "in", 一=files.accepted("甲局"))
        assert self._collect(self.before, *(Registered(name) for name in ("甲局", "乙局"))).complete
        put(self.before / "in", 错=files.accepted("甲局", phone="000-11111111"))
        assert self._collect(self.before).complete

    def decide(self) -> None:
        self.result = decide(self.folder / "c", "错.xlsx", unit="甲局", reason="是乙局的", aside=True, to="乙局")

    def moved(self) -> bool:
        with open_ledger(self.folder / "c") as ledger:
            sql = "SELECT u.name FROM submissions s JOIN units u ON u.id=s.unit JOIN names n ON n.submission=s.seq"
            return bool(ledger.one(f"{sql} WHERE n.name='错.xlsx'") == "乙局")


@pytest.fixture(scope="module")
def moving(files: Files) -> Iterator[Moving]:
    with memory_folder() as folder:
        yield Moving(files, folder)


def test_killed_a_file_is_with_the_one_unit_or_the_other_and_the_same_command_or_collecting_ends_well(
    moving: Moving,
) -> None:
    moving.anew()
    undecided = moving.state()
    count = steps(moving.decide)
    expected = moving.state()
    data = expected[2]
    assert not moving.result.findings and moving.moved()
    assert b"000-11111111" in data["2021/乙局/单位.csv"] and b"000-00000000" in data["2021/甲局/单位.csv"]
    moving.collect()
    collected = moving.state()
    seen = set()
    for at in chosen(count, 40):
        moving.anew()
        killed(moving.decide, at)
        moved = moving.moved()
        seen.add(moved)
        if at % 2:
            moving.decide()
            assert not moving.result.findings and moving.state() == expected, f"step {at}"
        else:
            moving.collect()
            assert moving.moved() == moved, f"step {at}"
            assert moving.state()[2] == (data if moved else undecided[2]), f"step {at}"
            assert not moved or moving.state() == collected, f"step {at}"
        assert unfinished(moving.folder) == []
    assert seen == {True, False}
