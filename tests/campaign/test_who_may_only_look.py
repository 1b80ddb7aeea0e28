"""A colleague who may read a campaign's folder and not write into it is told what is recorded there, all of it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaign.faults import memory_folder, unprivileged
from campaign.files import Files, Remembered, put
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.deciding import decide
from workbook.bureau.standing import overview
from workbook.campaign.ledger import LEDGER, LOCK, LedgerError, open_ledger

READ, WRITE = 0o500, 0o700


@pytest.fixture
def campaign(files: Files) -> Iterator[Path]:
    with memory_folder() as folder:
        put(folder / "in", 甲局=files.accepted("甲局"))
        assert collect([folder / "in"], folder / "c", Wishes(folder / "data", runner=Remembered())).complete
        yield folder / "c"


def looking(campaign: Path, holds: Callable[[], bool]) -> bool:
    """Whether it holds for somebody who may only read the folder, who leaves nothing behind."""
    before = {path.name: path.read_bytes() for path in campaign.iterdir() if path.is_file()}
    campaign.chmod(READ)
    try:
        told = unprivileged(campaign.parent, lambda: not holds())
    finally:
        campaign.chmod(WRITE)
    return told == 0 and {path.name: path.read_bytes() for path in campaign.iterdir() if path.is_file()} == before


def contact(campaign: Path) -> str:
    with open_ledger(campaign) as ledger:
        return str(ledger.one("SELECT contact FROM units"))


@pytest.fixture
def cut_off(campaign: Path) -> Path:
    """A copy of a ledger whose last lines stand in the file beside it, as a power failure or a backup leaves it."""
    copy = campaign.parent / "copy"
    with open_ledger(campaign) as ledger:
        with ledger.transaction():
            ledger.write("UPDATE units SET contact='张'")
        copy.mkdir()
        for name in (LEDGER, f"{LEDGER}-wal"):
            shutil.copyfile(campaign / name, copy / name)
    return copy


def test_the_ledger_is_read_as_it_stands(campaign: Path) -> None:
    assert looking(campaign, lambda: contact(campaign) == "")
    assert looking(campaign, lambda: [unit.state for unit in overview(campaign).units] == ["accepted"])


def test_what_was_recorded_last_is_among_it(cut_off: Path) -> None:
    assert looking(cut_off, lambda: contact(cut_off) == "张")


def test_a_ledger_of_an_older_version_can_be_read(campaign: Path) -> None:
    with contextlib.closing(sqlite3.connect(campaign / LEDGER)) as old:
        old.execute("PRAGMA journal_mode=DELETE")
        old.execute("ALTER TABLE units DROP COLUMN written")
        old.execute("ALTER TABLE decisions DROP COLUMN done")
        old.execute("PRAGMA user_version=2")

    def holds() -> bool:
        with open_ledger(campaign) as ledger:
            return ledger.one("SELECT written FROM units") == ""

    assert looking(campaign, holds)


def test_nothing_is_recorded_where_it_would_be_lost(cut_off: Path) -> None:
    (cut_off / LOCK).touch()

    def refused() -> bool:
        try:
            with open_ledger(cut_off) as ledger, ledger.transaction():
                ledger.write("UPDATE units SET contact='李'")
        except LedgerError as error:
            return error.finding.code == "L104"
        return False

    assert looking(cut_off, refused)
    assert looking(cut_off, lambda: [f.code for f in decide(cut_off, "甲局").findings] == ["L104"])
