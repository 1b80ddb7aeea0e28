"""Processes that judge: the same answers as in one's own, and a bad file costs no more than its own limits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from campaign.files import Files, put
from workbook.bureau import pool
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.judging import judge_bytes
from workbook.bureau.pool import Pool, Slot
from workbook.campaign.model import Order

SOURCE = str(Path(__file__).parents[2] / "src")
ORDER = Order(timeout=60, memory=1024)


_TELLING = """
import os, workbook.bureau.worker as w
judge = w.judge_bytes
def one(content, name, order, specs):
    with open({log!r}, "a") as file:
        file.write(f"{{os.getpid()}} {{len(specs._known)}}\\n")
    return judge(content, name, order, specs)
w.judge_bytes = one
w.main()
"""
"""A worker that notes which process judges, and how many templates it knows then."""

_WAITING = """
import os, time, workbook.bureau.worker as w
def wait(*given):
    with open({file!r}, "w") as file:
        file.write(str(os.getpid()))
    time.sleep(600)
w.judge_bytes = wait
w.main()
"""
_OWNER = """
import workbook.bureau.pool as pool
from workbook.campaign.model import Order
pool._PROGRAM = {program!r}
pool.Slot().judge(b"x", "a", Order(timeout=900))
"""


def test_a_process_gives_the_answer_that_one_gets_without_it(files: Files) -> None:
    slot = Slot()
    try:
        for content in (files.accepted("甲局"), files.to_explain("甲局"), b"%PDF-1.7"):
            assert slot.judge(content, "a.xlsx", ORDER) == judge_bytes(content, "a.xlsx", ORDER)
    finally:
        slot.close()


def test_out_of_time_and_out_of_memory_are_told_and_the_next_file_is_judged(files: Files) -> None:
    slot = Slot()
    try:
        content = files.accepted("甲局")
        started = time.monotonic()
        assert [f.code for f in slot.judge(content, "a.xlsx", Order(timeout=0.2)).findings] == ["G111"]
        assert time.monotonic() - started < 10
        told = slot.judge(content, "a.xlsx", Order(memory=170, timeout=60))
        assert (told.word, told.again, [f.code for f in told.findings]) == ("unreadable", "memory", ["G112"])
        assert slot.judge(content, "a.xlsx", ORDER).word == "accepted"
    finally:
        slot.close()


def test_each_file_has_a_process_of_its_own_that_knows_the_template(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "worker.py"
    program.write_text(_TELLING.format(log=str(tmp_path / "log")), "utf-8")
    monkeypatch.setattr(pool, "_PROGRAM", f"exec(open({str(program)!r}).read())")
    slot = Slot()
    try:
        for content in (files.accepted("甲局"), files.to_explain("乙局"), files.rejected("丙局")):
            slot.judge(content, "a.xlsx", ORDER)
    finally:
        slot.close()
    lines = [line.split() for line in (tmp_path / "log").read_text().splitlines()]
    first, learned, *rest = lines
    assert len({process for process, _ in lines}) == 4 and len(rest) == 2, "one for each, and the one that learned"
    assert first[1] == learned[1] == "0" and [known for _, known in rest] == ["1", "1"]


def test_nobody_goes_on_when_the_one_that_waits_is_gone(files: Files, tmp_path: Path) -> None:
    """Killed in the middle of a file, neither the process that watches nor that of the file stays."""
    program = tmp_path / "worker.py"
    program.write_text(_WAITING.format(file=str(tmp_path / "pid")), "utf-8")
    script = _OWNER.format(program=f"exec(open({str(program)!r}).read())")
    owner = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": SOURCE})
    until = time.monotonic() + 60
    while not (tmp_path / "pid").is_file() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    owner.kill()
    owner.wait()
    child = int((tmp_path / "pid").read_text())
    while _lives(child):
        assert time.monotonic() < until, "the file's process lives on"
        time.sleep(0.05)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not stat.is_file() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_process_that_dies_is_replaced(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker falls over at every file that contains a certain mark."""
    program = (
        "import os, workbook.bureau.worker as w; judge = w.judge_bytes\n"
        "w.judge_bytes = lambda c, *a: os.abort() if c == b'fall over' else judge(c, *a)\nw.main()"
    )
    monkeypatch.setattr(pool, "_PROGRAM", program)
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 恶=b"fall over", 乙局=files.accepted("乙局"))
    result = collect([tmp_path / "in"], tmp_path / "c", Wishes(tmp_path / "data", Order(timeout=60), runner=Pool(2)))
    assert {k: v for k, v in result.counts.items() if v} == {"new": 3, "accepted": 2, "unreadable": 1}
