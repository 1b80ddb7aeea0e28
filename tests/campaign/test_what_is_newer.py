"""What is newer is told by when a file came first, not by when it could be judged at last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from campaign.files import Files, Remembered, put
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.deciding import conflicts
from workbook.bureau.judging import refused
from workbook.bureau.standing import Standing, overview
from workbook.campaign.ledger import open_ledger
from workbook.campaign.model import Job, Order, Verdict
from workbook.campaign.units import Registered

OLD, NEW = "000-00000000", "000-11111111"


@dataclass(frozen=True)
class Hurried:
    """No file whose name begins so is judged in time."""

    slow: str

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        for job, verdict in Remembered().judge(jobs, order):
            yield job, refused("G111", job.name, Order(timeout=1)) if job.name.startswith(self.slow) else verdict


def bring(tmp_path: Path, *units: Registered, slow: str = "") -> Collected:
    """With more time than before, unless some files are slow."""
    wishes = Wishes(tmp_path / "data", units=units, year="2021", runner=Hurried(slow) if slow else Remembered())
    return collect([tmp_path / "in"], tmp_path / "c", wishes)


def unit(tmp_path: Path, name: str = "甲局") -> Standing:
    return next(one for one in overview(tmp_path / "c").units if one.unit == name)


def form(tmp_path: Path) -> str:
    return (tmp_path / "data/2021/甲局/单位.csv").read_text("utf-8")


def test_an_old_file_that_is_judged_at_last_does_not_replace_a_newer_one(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 旧=files.accepted("甲局", phone=OLD))
    assert bring(tmp_path, slow="旧").counts["unreadable"] == 1
    put(tmp_path / "in", 新=files.accepted("甲局", phone=NEW))
    bring(tmp_path, slow="旧")
    assert unit(tmp_path).file == "新.xlsx"
    result = bring(tmp_path)
    assert (result.counts["again"], result.counts["accepted"], result.counts["replaced"]) == (1, 1, 0)
    assert unit(tmp_path).file == unit(tmp_path).latest == "新.xlsx" and NEW in form(tmp_path)
    assert conflicts(tmp_path / "c") == ((), ())


def test_two_files_of_one_run_are_a_conflict_also_when_one_is_judged_later(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 一=files.accepted("甲局", phone=OLD), 二=files.accepted("甲局", phone=NEW))
    bring(tmp_path, slow="一")
    assert unit(tmp_path).file == "二.xlsx"
    assert bring(tmp_path).counts["conflicts"] == 1
    ((conflict,), _) = conflicts(tmp_path / "c")
    assert {one.names for one in conflict.candidates} == {("一.xlsx",), ("二.xlsx",)}
    assert NEW in form(tmp_path), "what counted stays until a person has decided"


def test_nobody_is_asked_whose_an_old_file_is_when_it_is_judged_at_last(files: Files, tmp_path: Path) -> None:
    both = Registered("甲局", "002"), Registered("第十二局", "420100001")
    put(tmp_path / "in", 旧=files.accepted("甲局", code="420100001"))
    bring(tmp_path, *both, slow="旧")
    put(tmp_path / "in", 甲=files.accepted("甲局", code="002"))
    bring(tmp_path, slow="旧")
    bring(tmp_path)
    assert (unit(tmp_path).disputes, unit(tmp_path).state) == ((), "accepted"), "it has sent a right one since"
    put(tmp_path / "in", 十二=files.accepted("第十二局", code="420100001"))
    assert bring(tmp_path).counts["conflicts"] == 0


def test_what_comes_to_a_run_that_was_cut_off_is_no_newer_than_what_it_had(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 一=files.accepted("甲局", phone=OLD))
    bring(tmp_path)
    with open_ledger(tmp_path / "c") as ledger, ledger.transaction():
        ledger.write("UPDATE runs SET state='open'")
    put(tmp_path / "in", 二=files.accepted("甲局", phone=NEW))
    assert bring(tmp_path).counts["conflicts"] == 1 and OLD in form(tmp_path)
