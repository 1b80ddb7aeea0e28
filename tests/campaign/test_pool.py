"""Processes that judge: the same answers as in one's own, and a bad file costs no more than its own limits."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from campaign.files import Files, put
from workbook.bureau import pool
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.judging import judge_bytes
from workbook.bureau.pool import Pool, Slot
from workbook.campaign.model import Order
from workbook.finding.catalogue import what

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


def _as_worker(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    """A worker of which something was changed before it begins; `server` is its own number."""
    head = "import os, time, workbook.bureau.worker as w; server = os.getpid(); judge = w.judge_bytes\n"
    monkeypatch.setattr(pool, "_PROGRAM", f"{head}{lines}\nw.main()")


_DIES = """
def falls(content, *rest):
    said = {b"abort": b"", b"refused": b"memory allocation of 8589934592 bytes failed\\n"}.get(content)
    if said is not None:
        os.write(2, said)
        os.abort()
    if content == b"leave":
        os._exit(3)
    return judge(content, *rest)
w.judge_bytes = falls
"""


@pytest.mark.parametrize(
    ("content", "code", "again", "reason"),
    [
        (b"abort", "G117", "crash", "@ended_abort"),
        (b"leave", "G117", "crash", "@ended_code:3"),
        (b"refused", "G112", "memory", ""),
    ],
)
def test_what_a_process_died_of_is_told_as_what_it_is(
    monkeypatch: pytest.MonkeyPatch, content: bytes, code: str, again: str, reason: str
) -> None:
    """Not every death is one of memory, only because memory is limited; what is no matter of limits is tried again."""
    _as_worker(monkeypatch, _DIES)
    slot = Slot()
    try:
        verdict = slot.judge(content, "a.xlsx", ORDER)
        (told,) = verdict.findings
        assert (told.code, verdict.again, told.facts.get("reason", "")) == (code, again, reason)
        assert not re.search("[a-z]", what(told.finding).replace("SIGABRT", "")), "in the words of the language"
        assert slot.judge(b"%PDF-1.7", "a.pdf", ORDER).findings[0].code == "R116"
    finally:
        slot.close()


_LEARNS_LONG = """
def learns(content, *rest):
    if os.getpid() == server:
        time.sleep(600)
    return judge(content, *rest)
w.judge_bytes = learns
"""
_LEARNS_MUCH = """
def learns(content, *rest):
    if os.getpid() == server:
        with open({log!r}, "a") as file:
            try:
                bytearray(4 * 1024 ** 3)
                file.write("had it")
            except MemoryError:
                file.write("refused")
    return judge(content, *rest)
w.judge_bytes = learns
"""


def test_what_a_process_remembers_of_a_file_has_the_limits_of_that_file(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first sound file of a template is judged once more by the process whose copies judge all others."""
    order = Order(timeout=15, memory=1024)
    _as_worker(monkeypatch, _LEARNS_LONG)
    slot = Slot()
    try:
        assert slot.judge(files.accepted("甲局"), "a.xlsx", order).word == "accepted"
        started = time.monotonic()
        assert slot.judge(b"%PDF-1.7", "a.pdf", order).findings[0].code == "R116"
        assert time.monotonic() - started < 40, "no more than the time of the first file"
    finally:
        slot.close()
    _as_worker(monkeypatch, _LEARNS_MUCH.format(log=str(tmp_path / "log")))
    slot = Slot()
    try:
        assert slot.judge(files.accepted("甲局"), "a.xlsx", Order(timeout=300, memory=1024)).word == "accepted"
        assert slot.judge(b"%PDF-1.7", "a.pdf", order).findings[0].code == "R116"
    finally:
        slot.close()
    assert (tmp_path / "log").read_text() == "refused"


_OPENS = """
inside = w.members
def opens(content, name):
    for member in inside(content, name):
        if member.content == b"long":
            time.sleep(600)
        if member.content == b"much":
            bytearray(4 * 1024 ** 3)
        if member.content == b"fall over":
            os.abort()
        yield member
w.members = opens
"""


@pytest.mark.parametrize(("inner", "code"), [(b"long", "G111"), (b"much", "G112"), (b"fall over", "G117")])
def test_an_archive_is_opened_in_a_process_of_its_own_within_the_limits(
    monkeypatch: pytest.MonkeyPatch, inner: bytes, code: str
) -> None:
    """What came out of it before is taken; then it is told why the rest did not."""
    _as_worker(monkeypatch, _OPENS)
    content = archive(甲=b"%PDF-1.7 1", 乙=inner, 丙=b"%PDF-1.7 2")
    slot = Slot()
    try:
        order = Order(timeout=2 if code == "G111" else 60, memory=1024)
        first, last = slot.open(content, "a.zip", order)
        assert (first.name, first.content, first.finding) == ("a.zip/甲", b"%PDF-1.7 1", None)
        assert last.finding is not None and (last.name, last.content, last.finding.code) == ("a.zip", content, code)
        assert [m.name for m in slot.open(archive(丁=b"x"), "b.zip", order)] == ["b.zip/丁"]
    finally:
        slot.close()


def archive(**inner: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in inner.items():
            made.writestr(name, content)
    return target.getvalue()


def test_collecting_opens_archives_within_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole archive is then one file that cannot be read, and what else came is judged."""
    _as_worker(monkeypatch, _OPENS)
    put(tmp_path / "in", **{"甲.zip": archive(甲=b"%PDF-1.7 1", 乙=b"long"), "乙.pdf": b"%PDF-1.7 2"})
    wishes = Wishes(tmp_path / "data", Order(timeout=3, memory=1024), runner=Pool(1))
    result = collect([tmp_path / "in"], tmp_path / "c", wishes)
    assert {k: v for k, v in result.counts.items() if v} == {"new": 3, "unreadable": 3} and result.complete


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
