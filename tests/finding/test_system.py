"""What the system says is told in the user's language, in one place for all commands."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest

from workbook.campaign.ledger import trouble
from workbook.disk import known_as, name_aside, temporary_folder
from workbook.finding import Finding, found, reason_of, render
from workbook.finding.system import _ERRNO

FULL = "磁盘已满"


@pytest.mark.parametrize("name", sorted(_ERRNO))
def test_an_error_of_the_system_is_told_in_the_users_language(name: str) -> None:
    number = getattr(errno, name, None)
    if number is None:
        pytest.skip("this system has no such error")
    error = OSError(number, os.strerror(number))
    said = {
        lang: render(found("G101", None, None, file="表.xlsx", reason=reason_of(error)), lang) for lang in ("zh", "en")
    }
    assert not re.search("[a-zA-Z]", said["zh"].replace("表.xlsx", "")) and said["zh"] != said["en"]


def test_an_error_that_nobody_foresaw_is_named_by_its_short_name() -> None:
    assert render(found("G101", None, None, file="a", reason=reason_of(OSError(errno.EPROTO, "Protocol error")))) == (
        "“a”写不出来：系统错误 EPROTO。请关闭正打开它的程序，或换一个可以写的位置。"
    )
    assert reason_of(OSError("no number")) == "@system_other:OSError"
    assert reason_of(TimeoutError("Timed out trying to connect to tcp://…")) == "@system_no_answer"
    assert reason_of(ValueError("embedded null byte")) == "@system_bad_name"


def test_errors_of_sqlite_are_told_by_their_kind(tmp_path: Path) -> None:
    """As SQLite itself raises them: a database that may not grow, is in use, may only be read, is none."""
    path = tmp_path / "a.sqlite"
    first = sqlite3.connect(path, isolation_level=None)
    first.execute("CREATE TABLE t (x)")
    first.execute("PRAGMA max_page_count=2")
    assert _told(first, "INSERT INTO t VALUES (zeroblob(100000))", path).facts["reason"] == "@system_full"
    first.execute("BEGIN EXCLUSIVE")
    second = sqlite3.connect(path, timeout=0)
    assert _told(second, "INSERT INTO t VALUES (1)", path).facts["reason"] == "@system_in_use"
    first.execute("ROLLBACK")
    second.execute("PRAGMA query_only=1")
    assert _told(second, "INSERT INTO t VALUES (1)", path).facts["reason"] == "@system_read_only"
    (tmp_path / "b.sqlite").write_bytes(b"no database" * 1000)
    third = sqlite3.connect(tmp_path / "b.sqlite")
    assert _told(third, "SELECT * FROM t", path).code == "L102"
    for one in (first, second, third):
        one.close()


def _told(db: sqlite3.Connection, sql: str, path: Path) -> Finding:
    with pytest.raises(sqlite3.Error) as caught:
        db.execute(sql)
    told = trouble(caught.value, path)
    assert not re.search(
        "[a-zA-Z]",
        render(told)
        .replace(str(path), "")
        .replace("originals", "")
        .replace("workbook collect", "")
        .replace("--to", ""),
    )
    return told


def test_what_lies_there_for_a_moment_is_told_by_the_name_that_people_know(tmp_path: Path) -> None:
    made, meant = temporary_folder(tmp_path, "第五局"), tmp_path / "第五局"
    assert made != meant and known_as(made / "单位.csv") == meant / "单位.csv"
    assert known_as(f"data/{name_aside('第五局')}") == Path("data/第五局") and known_as("a/.b") == Path("a/.b")
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(made))
    told = render(trouble(error, tmp_path))
    assert FULL in told and f"{meant}”" in told


def test_a_check_tells_no_names_of_facts() -> None:
    """Its sides stand in fields of their own in a report; a line for people has no room for them."""
    facts = {
        "check": "A6.3",
        "what": "各款等于各项之和",
        "found": "1",
        "expected": "2",
        "left": "公开02表!F8",
        "right": "x",
    }
    for lang in ("zh", "en"):
        assert "left: " not in render(found("K105", None, None, **facts, difference="1", tolerance="2"), lang)
