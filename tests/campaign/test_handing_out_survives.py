"""Killed at any moment, or with a disk that refuses any of its steps: started again, a handing out ends with the result
of an undisturbed one, nothing lost, doubled or half-written, and nothing lies about.

The bytes of each workbook are made once and then remembered: what is killed is everything else.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from campaign.faults import FAIL, chosen, failing, killed, memory_folder, steps, unfinished, unprivileged
from campaign.files import Remembered, on_disk, recorded
from made import ROOT
from workbook.bureau import handing
from workbook.bureau.handing_out import FOLDER, hand_out
from workbook.campaign.ledger import locked, open_ledger
from workbook.data import UnitData
from workbook.finding import Finding, Level

SPEC = "hubei/2021"
OLD = "单位名称,金额单位\n甲局,万元\n乙局,元\n旧局,万元\n"
NEW = "单位名称,金额单位\n甲局,万元\n乙局,万元\n丙局,元\n丁局,\n"
DATA = {
    "单位.csv": "项目,值\n单位名称,丁局\n年度,2021\n金额单位,万元\n模板,hubei/2021\n",
    "补充资料.csv": "项目,值\n上年收入支出总计,12.30\n",
    "上年衔接.csv": "名称,上年名称,上年数,换算,来源\n补充资料.上年收入支出总计,收入支出决算总表.收入.总计,12.30,,\n",
}
"""One unit has a figure from last year."""
MADE, COUNT = 4, 24


class RememberedPress:
    """Fills each workbook once, and then knows its bytes."""

    known: dict[str, bytes | None]

    def __init__(self) -> None:
        self.known = {}
        self._press = handing._press

    def __call__(self, name: str, hash_: str) -> tuple[RememberedPress, tuple[Finding, ...]]:
        self._asked = name, hash_
        return self, ()

    def template(self, data: UnitData, *, alone: bool = False) -> RememberedPress:
        """Its own: filled alone or from a template, a workbook has the same bytes."""
        return self

    def fill(self, data: UnitData) -> bytes | None:
        key = repr(data)
        if key not in self.known:
            press, _ = self._press(*self._asked)
            template = press.template(data) if press is not None else None
            assert template is not None
            self.known[key] = template.fill(data)
        return self.known[key]


PRESS = RememberedPress()


class Place:
    """A campaign that handed out once, for a register that has changed since; empty: one that begins."""

    def __init__(self, folder: Path, *, empty: bool) -> None:
        self.folder, self.before = folder / "work", folder / "before"
        data = self.before / "data" / "2021" / "丁局"
        data.mkdir(parents=True)
        for name, text in DATA.items():
            (data / name).write_text(text, "utf-8")
        (self.before / "units.csv").write_text(OLD, "utf-8")
        if not empty:
            hand_out(self.before / "units.csv", SPEC, self.before / "c", data=self.before / "data")
        (self.before / "units.csv").write_text(NEW, "utf-8")

    def anew(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.before, self.folder)

    def work(self) -> None:
        below = self.folder
        self.result = hand_out(below / "units.csv", SPEC, below / "c", data=below / "data")

    def codes(self) -> list[str]:
        """Of what is wrong."""
        told = (*self.result.findings, *(f for d in self.result.done for f in d.findings))
        return [f.code for f in told if f.level >= Level.ERROR]

    def well(self) -> bool:
        """Every unit has its workbook."""
        counts = self.result.counts
        return counts.total() == MADE and counts.keys() <= {"made", "kept"} and not self.codes()

    def state(self) -> tuple[object, ...]:
        """The record, whatever the sequence in which the units came to their turn, and the files."""
        tables = recorded(self.folder / "c")
        return {**tables, "issued": sorted(row[1:] for row in tables["issued"])}, on_disk(self.folder / "c")


def _remember(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("workbook.bureau.handing_out.Specs", lambda: Remembered.specs)
    patch.setattr("workbook.bureau.handing._press", PRESS)


@pytest.fixture(params=[False, True], ids=["again", "first"], scope="module")
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with memory_folder() as folder, pytest.MonkeyPatch.context() as patch:
        _remember(patch)
        yield Place(folder, empty=request.param)


@pytest.fixture
def end(place: Place) -> tuple[object, ...]:
    place.anew()
    place.work()
    assert place.well()
    return place.state()


def test_killed_at_any_step_the_same_command_ends_as_if_undisturbed(place: Place, end: tuple[object, ...]) -> None:
    place.anew()
    total, deaths = steps(place.work), 0
    wanted = 60
    for at in chosen(total, wanted):
        place.anew()
        deaths += killed(place.work, at)
        place.work()
        assert place.well(), f"step {at}"
        assert place.state() == end, f"step {at}"
        assert unfinished(place.folder) == [], f"step {at}"
    assert deaths >= min(wanted, total) * 0.95


def test_a_disk_that_refuses_any_step_is_told_and_the_next_run_ends_well(place: Place, end: tuple[object, ...]) -> None:
    """A folder that cannot be synchronised alone is no failure: some systems cannot do that at all."""
    place.anew()
    total, told = steps(place.work, FAIL) // 2, 0
    old = on_disk(place.before / "c")
    for at in chosen(total, 60):
        place.anew()
        failing(place.work, at)
        refused = set(place.codes()) & {"L104", "G101"}
        told += bool(refused)
        assert unfinished(place.folder) == [], f"step {at}"
        if (place.folder / "c").is_dir():
            files = on_disk(place.folder / "c")
            whole = (old, end[1])
            assert all(any(known.get(n) == c for known in whole) for n, c in files.items()), f"step {at}"  # type: ignore[attr-defined]
        if not refused:
            assert place.state() == end, f"step {at}"
        place.work()
        assert place.state() == end, f"step {at}"
    assert told > min(total, 60) / 2


def test_two_at_once_the_second_is_refused(place: Place, end: tuple[object, ...]) -> None:
    place.anew()
    (place.folder / "c").mkdir(exist_ok=True)
    with locked(place.folder / "c", create=True):
        before = on_disk(place.folder / "c")
        place.work()
        assert place.codes() == ["L105"] and on_disk(place.folder / "c") == before
    place.work()
    assert place.state() == end


def test_a_folder_that_may_only_be_read_is_told(place: Place, end: tuple[object, ...]) -> None:
    place.anew()
    (place.folder / "c").mkdir(exist_ok=True)
    before = on_disk(place.folder / "c")
    (place.folder / "c").chmod(0o500)

    def work() -> int:
        place.work()
        return place.codes() != ["L104"]

    assert unprivileged(place.folder, work) == 0
    (place.folder / "c").chmod(0o700)
    assert on_disk(place.folder / "c") == before
    place.work()
    assert place.state() == end


def test_workbooks_that_may_not_be_replaced_are_told_one_by_one(place: Place, end: tuple[object, ...]) -> None:
    place.anew()
    (place.folder / "c" / FOLDER).mkdir(parents=True, exist_ok=True)
    (place.folder / "c" / FOLDER).chmod(0o500)
    told = len(end[1]) - len(on_disk(place.before / "c")) + ("乙局" in str(list(place.before.rglob("*.xlsx"))))  # type: ignore[arg-type]

    def work() -> int:
        place.work()
        return [c for c in place.codes() if c == "G101"] != ["G101"] * told

    assert unprivileged(place.folder, work) == 0
    (place.folder / "c" / FOLDER).chmod(0o700)
    place.work()
    assert place.state() == end


def test_what_vanishes_in_the_middle(place: Place, end: tuple[object, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The register is read at once; a unit's data are read in its turn, and without them it gets no workbook."""
    below = place.folder
    for gone in ("units.csv", "data", f"c/{FOLDER}"):
        place.anew()

        def step(done: object, count: int, path: Path = below / gone) -> None:
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)

        place.result = hand_out(below / "units.csv", SPEC, below / "c", data=below / "data", step=step)
        assert place.result.counts.total() == MADE
        if gone == "units.csv":
            assert place.well()
        elif gone == "data":
            assert place.codes() == ["D117"] and place.result.counts["failed"] == 1
        else:
            assert set(place.codes()) == {"G101"} and place.result.counts["failed"] == MADE - 1
        for back in ("units.csv", "data"):
            if not (below / back).exists():
                partial(shutil.copytree if back == "data" else shutil.copy, place.before / back, below / back)()
        place.work()
        assert place.well()
        files, wanted = on_disk(below / "c"), dict(end[1])  # type: ignore[call-overload]
        assert all(files[name] == content for name, content in wanted.items() if "旧局" not in name)
        assert unfinished(below) == []


def test_a_data_folder_that_is_not_there_makes_no_blank_workbooks(place: Place, end: tuple[object, ...]) -> None:
    place.anew()
    place.work()
    shutil.rmtree(place.folder / "data")
    place.work()
    assert "H109" in place.codes() and place.state() == end


def test_a_clock_that_was_set_back_changes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.anew()
    register = place.folder / "units.csv"
    for year, text in (("2022", OLD), ("1999", NEW), ("1980", NEW)):
        monkeypatch.setattr("workbook.bureau.handing_out.now", lambda year=year: f"{year}-01-01T00:00:00+00:00")
        register.write_text(text, "utf-8")
        place.work()
        assert not place.codes()
    assert place.result.counts == {"kept": MADE}
    with open_ledger(place.folder / "c") as ledger:
        files = [row["file"] for row in ledger.rows("SELECT DISTINCT file FROM issued")]
    assert sorted(files) == sorted(path.name for path in (place.folder / "c" / FOLDER).iterdir())


def test_killed_with_its_processes_nobody_goes_on(tmp_path: Path) -> None:
    """The command itself, with two processes of its own, which end with it."""
    register = tmp_path / "units.csv"
    register.write_text("单位名称\n" + "".join(f"第{i:03}局\n" for i in range(COUNT)), "utf-8")
    program = "import sys; from workbook.cli.main import main; main(sys.argv[1:])"
    command = [
        sys.executable,
        "-c",
        program,
        "hand-out",
        "-r",
        register,
        "--spec",
        SPEC,
        "-o",
        tmp_path / "c",
        "-j",
        "2",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issued = tmp_path / "c" / FOLDER
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list(issued.glob("*.xlsx"))) < 3:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    made = _settled(issued)
    assert 3 <= len(made) < COUNT
    result = hand_out(register, SPEC, tmp_path / "c")
    assert result.counts.total() == COUNT and not result.done
    assert unfinished(tmp_path) == [] and len(list(issued.iterdir())) == COUNT
    assert {name: (issued / name).read_bytes() for name in made} == made
    assert hand_out(register, SPEC, tmp_path / "c").counts == {"kept": COUNT}


def _settled(folder: Path) -> dict[str, bytes]:
    """The workbooks once no more are made; none is made a second after their process was killed."""
    time.sleep(1)
    before = {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}
    time.sleep(1)
    assert {path.name: path.read_bytes() for path in folder.glob("*.xlsx")} == before
    return before
