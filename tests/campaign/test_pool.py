"""Processes that judge: the same answers as in one's own, and a bad file costs no more than its own limits."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from campaign.files import Files, put
from workbook.bureau import pool
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.judging import judge_bytes
from workbook.bureau.pool import Pool, Slot
from workbook.campaign.model import Order

ORDER = Order(timeout=60, memory=1024)


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
