"""A disk that refuses the n-th write, synchronising, renaming or statement of an import or export, for every n, and one
that is full at any size of any file, also inside SQLite and the libraries: a clear message, the old state intact,
and the next run ends as if nothing had happened.

`test_nothing_is_lost.py`, `test_handing_out_survives.py` and `test_deciding_survives.py` ask the same of collecting,
handing out and deciding.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from campaign.faults import FAIL, SOAK, chosen, failing, memory_folder, steps, unfinished
from campaign.files import Files, Remembered, on_disk, put, recorded
from workbook.api.chain import Specs
from workbook.api.filled import examine
from workbook.api.import_ import Imported, Wanted, import_files
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.exporting import Exported, export
from workbook.campaign.entering import cells_in
from workbook.campaign.ledger import open_ledger
from workbook.campaign.packing import contents_of
from workbook.finding import Finding, render

PARQUET = {"values.parquet", "units.parquet", "views.sql", "about.json"}


def told_well(findings: tuple[Finding, ...], folder: Path) -> None:
    """In Chinese, of files that people know."""
    for finding in findings:
        said = render(finding).replace(str(folder), "")
        assert not re.search(r"~[0-9a-f]{8}-|[a-z]+ [a-z]+ [a-z]+", said), said


def without_times(files: dict[str, bytes]) -> dict[str, bytes]:
    """导入记录.json tells when the file came."""
    return {name: re.sub(rb'"time": "[^"]*"', b"", content) for name, content in files.items()}


class Importing:
    """A file that replaces other data; it is judged once, and what comes after is disturbed."""

    def __init__(self, files: Files, folder: Path) -> None:
        source = put(folder / "in", 甲局=files.accepted("甲局"), 新=files.accepted("甲局", phone="000-11111111"))
        self.folder, self._before, self._file = folder, folder / "before", source / "新.xlsx"
        list(import_files([source / "甲局.xlsx"], Wanted(self._before)))
        self.anew()
        self.old = without_times(on_disk(self.data))
        self.work()
        self.new = without_times(on_disk(self.data))
        assert self.old != self.new

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def anew(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self._before, self.data)

    def work(self) -> Imported:
        (result,) = import_files([self._file], Wanted(self.data, replace=True))
        return result


@pytest.fixture(scope="module")
def importing(files: Files) -> Iterator[Importing]:
    with memory_folder() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbook.api.import_.examine", lru_cache(examine))
        patch.setattr("workbook.api.import_.Specs", lru_cache(Specs))
        yield Importing(files, folder)


def unit_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the originals: those are stored before the data change, and may be there already."""
    return {name: content for name, content in files.items() if not name.startswith("originals/")}


def test_an_import_ends_well_after_any_step_that_was_refused(importing: Importing) -> None:
    importing.anew()
    done: list[Imported] = []
    total, refused = steps(lambda: done.append(importing.work()), FAIL) // 2, 0
    wanted = chosen(total, 30)
    for at in wanted:
        importing.anew()
        failing(lambda: done.append(importing.work()), at)
        result, now = done[-1], unit_of(without_times(on_disk(importing.data)))
        assert unfinished(importing.data) == [], f"step {at}"
        if result.status == "failed":
            refused += 1
            assert {f.code for f in result.findings if f.level >= 3} == {"G101"} and now == unit_of(importing.old), at
            told_well(result.findings, importing.folder)
        else:
            assert result.status == "imported" and now == unit_of(importing.new), f"step {at}"
        assert importing.work().status in ("imported", "unchanged")
        assert without_times(on_disk(importing.data)) == importing.new, f"step {at}"
    assert refused > len(wanted) / 3  # a little more than half of all steps come before the new data are in place


class Exporting:
    """A campaign of two units of which a few values each are kept, beside an older export."""

    def __init__(self, files: Files, folder: Path) -> None:
        self.folder, self.campaign, self.target = folder, folder / "c", folder / "out"
        inbox = put(folder / "in", 甲局=files.accepted("甲局"))
        assert collect([inbox], self.campaign, Wishes(folder / "data", runner=Remembered())).complete
        self._few()
        assert export(self.campaign, folder / "old").folder
        put(inbox, 乙局=files.accepted("乙局"))
        assert collect([inbox], self.campaign, Wishes(folder / "data", runner=Remembered())).complete
        self._few()
        self.old = on_disk(folder / "old")
        self.anew()
        assert self.work().findings == ()
        self.new = on_disk(self.target)
        assert self.new.keys() == PARQUET and self.new != self.old

    def _few(self) -> None:
        with open_ledger(self.campaign) as ledger, ledger.transaction():
            for (seq,) in ledger.rows("SELECT submission FROM contents"):
                few = contents_of({}, cells_in(ledger, seq)[:40])
                ledger.write("UPDATE contents SET cells=? WHERE submission=?", few.cells, seq)

    def anew(self) -> None:
        shutil.rmtree(self.target, ignore_errors=True)
        shutil.copytree(self.folder / "old", self.target)

    def work(self) -> Exported:
        return export(self.campaign, self.target)


@pytest.fixture(scope="module")
def exporting(files: Files) -> Iterator[Exporting]:
    pytest.importorskip("pyarrow.parquet")
    with memory_folder() as folder:
        yield Exporting(files, folder)


def test_an_export_ends_well_after_any_step_that_was_refused(exporting: Exporting) -> None:
    """The writes of the Parquet files are among them: they go through a file of ours."""
    exporting.anew()
    done: list[Exported] = []
    total, refused = steps(lambda: done.append(exporting.work()), FAIL) // 2, 0
    assert steps(lambda: done.append(exporting.work()), frozenset({"write"})) // 2 > 2 + 2 * 3, (
        "and not only two files'"
    )
    wanted = chosen(total, 120)
    for at in wanted:
        exporting.anew()
        failing(lambda: done.append(exporting.work()), at)
        result, now = done[-1], on_disk(exporting.target)
        assert unfinished(exporting.folder) == [], f"step {at}"
        if result.folder is None:
            refused += 1
            assert {f.code for f in result.findings} <= {"G101", "L104"} and now == exporting.old, f"step {at}"
            told_well(result.findings, exporting.folder)
        else:
            assert now == exporting.new, f"step {at}"
        assert exporting.work().findings == () and on_disk(exporting.target) == exporting.new, f"step {at}"
    assert refused > len(wanted) / 2


def within(size: int, work: Callable[[], int]) -> int:
    """Do the work in a process in which no file may become larger than that: whoever writes, the system refuses."""
    child = os.fork()
    if child == 0:
        code = 120
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def sizes(largest: int, wanted: int) -> list[int]:
    """From nothing at all to just too little, spread evenly."""
    count = wanted * 20 if SOAK else wanted
    return [n * largest // count for n in range(count)]


def test_an_export_on_a_disk_that_is_full_at_any_size_ends_well(exporting: Exporting) -> None:
    largest = max(len(content) for content in exporting.new.values())
    for size in sizes(largest, 12):
        exporting.anew()

        def work() -> int:
            result = exporting.work()
            told_well(result.findings, exporting.folder)
            return result.folder is not None or not {f.code for f in result.findings} <= {"G101", "L104"}

        assert within(size, work) == 0, f"{size} bytes"
        assert on_disk(exporting.target) == exporting.old and unfinished(exporting.folder) == [], f"{size} bytes"
    assert exporting.work().findings == () and on_disk(exporting.target) == exporting.new


def test_a_collecting_on_a_disk_that_is_full_at_any_size_is_gone_on_with(files: Files) -> None:
    """The limit also meets what SQLite writes by itself: the ledger, what it writes ahead, and its checkpoints."""
    with memory_folder() as folder:
        inbox = put(folder / "in", 甲局=files.accepted("甲局"), 乙局=files.to_explain("乙局"), 丙局=b"%PDF-1.7")

        def work(name: str) -> Collected:
            return collect([inbox], folder / name, Wishes(folder / f"{name}-data", runner=Remembered()))

        assert work("whole").complete
        tables, whole = recorded(folder / "whole"), on_disk(folder / "whole")
        data = without_times(on_disk(folder / "whole-data"))
        largest = max(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())
        stopped = 0
        for size in sizes(largest, 12):

            def cut() -> int:
                result = work("cut")
                told_well(result.findings, folder)
                return 7 if result.complete else [f.code for f in result.findings] != ["L104"]

            code = within(size, cut)
            assert code in (0, 7), f"{size} bytes"
            stopped += code == 0
            assert work("cut").complete and unfinished(folder) == [], f"{size} bytes"
            if code == 0:
                assert {**recorded(folder / "cut"), "settings": 0} == {**tables, "settings": 0}, f"{size} bytes"
            assert on_disk(folder / "cut") == whole, f"{size} bytes"
            assert without_times(on_disk(folder / "cut-data")) == data, f"{size} bytes"
            for name in ("cut", "cut-data"):
                shutil.rmtree(folder / name)
        assert stopped > 6
