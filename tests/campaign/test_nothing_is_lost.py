"""Killed at any moment, or with a disk that refuses any of its steps: started again, a collecting ends with the result
of an undisturbed one, nothing lost, doubled or half-written, and nothing lies about.

The verdicts are remembered, so that thousands of kills take minutes; what is killed is everything else: taking in,
recording, settling, writing data. `make soak` kills at every step, the suite at some 200 of them spread evenly.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from campaign.faults import FAIL, KILL, SOAK, chosen, failing, killed, memory_folder, steps, unfinished, unprivileged
from campaign.files import Files, Remembered, adds_up, on_disk, put, recorded
from workbook.api.chain import Specs
from workbook.api.filled import examine
from workbook.api.import_ import Wanted, import_files
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.exporting import export
from workbook.campaign.ledger import locked, open_ledger

KILLS = 200


@pytest.fixture(autouse=True)
def _templates_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.bureau.collecting.Specs", lambda: Remembered.specs)


@pytest.fixture(scope="module")
def inbox(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that may happen in one collecting: accepted, rejected, a conflict, doubles, an unreadable file."""
    folder = put(
        tmp_path_factory.mktemp("in"),
        甲局=files.accepted("甲局"),
        乙局=files.accepted("乙局"),
        丙局一=files.accepted("丙局"),
        丙局二=files.accepted("丙局", phone="000-11111111"),
        丁局=files.to_explain("丁局"),
        甲局副本=files.accepted("甲局"),
    )
    (folder / "甲局.pdf").write_bytes(b"%PDF-1.7 ")
    return folder


@pytest.fixture(scope="module")
def before(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign that has collected once: one of the files that come now supersedes an older one."""
    folder = tmp_path_factory.mktemp("before")
    first = put(folder / "in", 甲局=files.accepted("甲局", phone="000-22222222"))
    assert collect([first], folder / "c", Wishes(folder / "data", runner=Remembered())).complete
    return folder


State = tuple[dict[str, Any], dict[str, bytes], dict[str, bytes]]
"""The ledger's tables, the campaign's files, the data."""


class Place:
    """A campaign, its data, and the work that is to be disturbed."""

    def __init__(self, before: Path, inbox: Path, folder: Path) -> None:
        self.folder, self._before, self._inbox = folder, before, inbox

    def anew(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._before, self.folder)

    def work(self) -> None:
        self.result = collect([self._inbox], self.folder / "c", Wishes(self.folder / "data", runner=Remembered()))

    def state(self) -> State:
        return recorded(self.folder / "c"), on_disk(self.folder / "c"), _without_times(on_disk(self.folder / "data"))


def _without_times(files: dict[str, bytes]) -> dict[str, bytes]:
    """导入记录.json tells when the file came."""
    return {
        name: b"\n".join(line for line in content.splitlines() if not line.strip().startswith(b'"time"'))
        for name, content in files.items()
    }


@pytest.fixture(scope="module")
def place(before: Path, inbox: Path) -> Iterator[Place]:
    with memory_folder() as folder:
        place = Place(before, inbox, folder / "work")
        place.anew()
        place.work()  # from now on all verdicts are known
        yield place


@pytest.fixture(scope="module")
def ends(place: Place) -> tuple[State, State]:
    """What an undisturbed run ends with, and what a second one makes of it: all files are known then."""
    place.anew()
    place.work()
    assert place.result.counts["conflicts"] == place.result.counts["replaced"] == 1
    once = place.state()
    place.work()
    return once, place.state()


def test_killed_at_any_step_the_same_command_ends_as_if_undisturbed(place: Place, ends: tuple[State, State]) -> None:
    place.anew()
    total = steps(place.work)
    counts, deaths = place.result.counts, 0
    for at in chosen(total, KILLS):
        place.anew()
        deaths += killed(place.work, at)
        place.work()
        assert place.result.complete, f"step {at}"
        if place.result.counts["known"] == 7:  # killed when all had been done
            assert place.state() == ends[1], f"step {at}"
        else:
            assert place.result.counts == counts and place.state() == ends[0], f"step {at}"
    assert deaths >= min(KILLS, total) * 0.95


def test_killed_again_and_again_it_still_ends_well(place: Place, ends: tuple[State, State]) -> None:
    rng = random.Random(2021)
    for _ in range(200 if SOAK else 5):
        place.anew()
        while killed(place.work, rng.randrange(1, 700)):
            pass
        assert _last_run(place.folder / "c") == "done"
        ledger, *files = place.state()
        wanted, *expected = ends[0]
        assert files == expected
        assert {**ledger, "runs": 0} == {**wanted, "runs": 0}, "it may have been killed when all had been done"


def _last_run(campaign: Path) -> str:
    with open_ledger(campaign) as ledger:
        return str(ledger.one("SELECT state FROM runs ORDER BY id DESC"))


def test_a_disk_that_refuses_any_step_is_told_and_the_next_run_ends_well(
    place: Place, ends: tuple[State, State]
) -> None:
    """A folder that cannot be synchronised alone is no failure: some systems cannot do that at all."""
    place.anew()
    total = steps(place.work, FAIL) // 2
    refused = 0
    for at in chosen(total, 60):
        place.anew()
        failing(place.work, at)
        done = place.result.complete
        if not done:
            refused += 1
            assert [f.code for f in place.result.findings][-1] == "L104", f"step {at}"
            assert adds_up(place.result), f"step {at}"
        place.work()
        assert place.result.complete and place.state() == ends[done], f"step {at}"
    assert refused > min(total, 60) / 2


def test_nothing_unfinished_lies_about(place: Place) -> None:
    for at in chosen(400, 40):
        place.anew()
        killed(place.work, at)
        place.work()
        beside = {p.name for p in (place.folder / "c").iterdir()}
        assert unfinished(place.folder) == [] and beside == {"ledger.sqlite", "ledger.lock", "originals"}


def test_an_import_killed_at_any_step_ends_as_if_undisturbed(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file replaces other data; it is judged once, and what comes after is killed."""
    monkeypatch.setattr("workbook.api.import_.examine", lru_cache(examine))
    monkeypatch.setattr("workbook.api.import_.Specs", lru_cache(Specs))
    source = put(tmp_path, 甲局=files.accepted("甲局"), 新=files.accepted("甲局", phone="000-11111111"))
    list(import_files([source / "甲局.xlsx"], Wanted(tmp_path / "before")))
    work = _importing(source / "新.xlsx", tmp_path / "data")
    shutil.copytree(tmp_path / "before", tmp_path / "data")
    total = steps(work)
    expected = _without_times(on_disk(tmp_path / "data"))
    for at in chosen(total, 60):
        shutil.rmtree(tmp_path / "data")
        shutil.copytree(tmp_path / "before", tmp_path / "data")
        killed(work, at)
        work()
        assert _without_times(on_disk(tmp_path / "data")) == expected, f"step {at}"


def _importing(file: Path, to: Path) -> Callable[[], None]:
    def work() -> None:
        (result,) = import_files([file], Wanted(to, replace=True))
        assert result.status in ("imported", "unchanged")

    return work


def test_an_export_killed_at_any_step_ends_as_if_undisturbed(place: Place) -> None:
    pytest.importorskip("pyarrow.parquet")
    place.anew()
    out = place.folder / "out"

    def work() -> None:
        export(place.folder / "c", out)

    total = steps(work)
    expected = on_disk(out)
    assert set(expected) == {"values.parquet", "units.parquet", "views.sql", "about.json"}
    for at in chosen(total, 40):
        if at % 2:  # with and without an older export in its place
            shutil.rmtree(out, ignore_errors=True)
        killed(work, at)
        work()
        assert on_disk(out) == expected, f"step {at}"
        assert {p.name for p in place.folder.iterdir()} == {"c", "in", "data", "out"}, f"step {at}"


def test_a_second_collecting_at_the_same_time_is_refused(place: Place) -> None:
    place.anew()
    before = place.state()
    with locked(place.folder / "c"):
        place.work()
        assert [f.code for f in place.result.findings] == ["L105"] and not place.result.complete
    assert place.state() == before
    place.work()
    assert place.result.complete


def test_reading_goes_on_while_somebody_collects(place: Place) -> None:
    place.anew()
    with locked(place.folder / "c"), open_ledger(place.folder / "c") as ledger, ledger.transaction():
        ledger.write("UPDATE units SET contact='x'")
        assert recorded(place.folder / "c")["units"][0]


def test_what_is_no_ledger_or_a_newer_one_is_refused_and_left_alone(place: Place, tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    result = collect([tmp_path], tmp_path / "c", Wishes(tmp_path / "data", runner=Remembered()))
    assert [f.code for f in result.findings] == ["L102"]
    assert (tmp_path / "c" / "ledger.sqlite").read_bytes() == b"no database at all" * 100
    place.anew()
    with sqlite3.connect(place.folder / "c" / "ledger.sqlite") as newer:
        newer.execute("PRAGMA user_version=99")
    newer.close()
    place.work()
    assert [f.code for f in place.result.findings] == ["L103"]


def test_a_stored_original_that_vanished_is_told(place: Place) -> None:
    place.anew()
    with open_ledger(place.folder / "c") as ledger, ledger.transaction():
        ledger.write("UPDATE submissions SET verdict='', settled=0")
    for path in (place.folder / "c" / "originals").glob("*/*"):
        path.unlink()
    assert collect([], place.folder / "c", Wishes(place.folder / "data")).counts["unreadable"] == 1
    with open_ledger(place.folder / "c") as ledger:
        assert ledger.one("SELECT code FROM findings") == "L106"


def test_a_folder_that_may_only_be_read_is_told(place: Place) -> None:
    place.anew()
    before = place.state()
    (place.folder / "c").chmod(0o500)

    def work() -> int:
        place.work()
        return [f.code for f in place.result.findings] != ["L104"]

    assert unprivileged(place.folder, work) == 0
    (place.folder / "c").chmod(0o700)
    assert place.state() == before


assert KILL >= FAIL
