"""A cluster judges as one's own processes do, and a computer that is lost in the middle changes nothing."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.files import Files, on_disk, put, recorded
from workbook.bureau.chasing import chase
from workbook.bureau.cluster import Cluster
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.pool import Pool
from workbook.campaign.model import Job, Order

distributed = pytest.importorskip("distributed")
ORDER = Order(timeout=120, memory=1024)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Two computers, as processes, that know this source."""
    paths = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2] / "src")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address
    if paths is not None:
        os.environ["PYTHONPATH"] = paths


def test_the_same_results_also_when_a_computer_is_lost(files: Files, tmp_path: Path, address: str) -> None:
    inbox = put(
        tmp_path / "in", 甲局=files.accepted("甲局"), 乙局=files.to_explain("乙局"), 恶=b"%PDF-1.7", 丙局=b"PK\x03\x04"
    )
    put(inbox, 丁局=files.rejected("丁局"))
    assert collect([inbox], tmp_path / "one", Wishes(tmp_path / "d1", ORDER, runner=Pool(1))).complete
    lost: list[int] = []

    def lose_one(job: Job, total: int) -> None:
        """After the first verdict one of the two dies."""
        if not lost:
            with distributed.Client(address, set_as_default=False) as client:
                lost.append(next(iter(client.run(os.getpid).values())))
            os.kill(lost[0], signal.SIGKILL)

    result = collect([inbox], tmp_path / "two", Wishes(tmp_path / "d2", ORDER, runner=Cluster(address)), step=lose_one)
    assert result.complete and lost
    one, two = recorded(tmp_path / "one"), recorded(tmp_path / "two")
    assert {**one, "settings": []} == {**two, "settings": []}
    chase(tmp_path / "one", tmp_path / "letters1", runner=Pool(1), order=ORDER)
    told = chase(tmp_path / "two", tmp_path / "letters2", runner=Cluster(address), order=ORDER)
    assert told.findings == () and _timeless(tmp_path / "letters1") == _timeless(tmp_path / "letters2")


def _timeless(folder: Path) -> dict[str, bytes]:
    """The files of the letters, without the minute at which a workbook came."""
    return {name: re.sub(rb"\d{4}-\d\d-\d\d \d\d:\d\d", b"", content) for name, content in on_disk(folder).items()}


def test_a_scheduler_out_of_reach_is_told_and_what_came_is_kept(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"))
    wishes = Wishes(tmp_path / "d", ORDER, runner=Cluster("tcp://127.0.0.1:9", patience=1))
    result = collect([tmp_path / "in"], tmp_path / "c", wishes)
    assert [f.code for f in result.findings] == ["L112"] and not result.complete
    assert collect([], tmp_path / "c", Wishes(tmp_path / "d", ORDER, runner=Pool(1))).counts["accepted"] == 1
