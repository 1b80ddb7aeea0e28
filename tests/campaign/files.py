"""Filled workbooks as units send them, and verdicts that are reached once and then remembered."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import openpyxl

from workbook.api.chain import Specs
from workbook.bureau.collecting import ASIDE, VERDICTS, Collected
from workbook.bureau.judging import judge_bytes
from workbook.campaign.ledger import Ledger, LedgerError, open_ledger
from workbook.campaign.model import Job, Order, Verdict
from workbook.finding import found

UNIT = "示例市数据资源管理局（示例）"
PHONE = "000-00000000"
CODE = "000000"
"""No code of a unit's."""


class Files:
    """Copies of one accepted workbook with texts typed over, each made once."""

    def __init__(self, example: Path, unexplained: Path) -> None:
        self._example, self._unexplained = example.read_bytes(), unexplained.read_bytes()
        self._made: dict[tuple[bytes, tuple[tuple[str, str], ...]], bytes] = {}

    def accepted(self, unit: str, *, phone: str = PHONE, code: str = CODE) -> bytes:
        """A workbook made for this unit and filled by it; another phone number is another value."""
        other = {} if code == CODE else {f">{CODE}<": f">{code}<"}
        return self._of(self._example, {UNIT: unit, PHONE: phone, **other})

    def to_explain(self, unit: str) -> bytes:
        """The one explanation that it needs is missing."""
        return self._of(self._unexplained, {UNIT: unit})

    def rejected(self, unit: str) -> bytes:
        """A code typed with a blank in it, which no table finds."""
        return self._of(self._example, {UNIT: unit, ">2010301<": ">20103 01<"})

    def of_another_template(self, unit: str) -> bytes:
        """The same fault in a workbook of a template that is not here, but like the one of the examples."""
        return retyped(self.rejected(unit), {"hubei/2021": "别处/2021"})

    def of_two_minds(self, unit: str, typed: str) -> bytes:
        """Made for one unit, filled as another."""
        book = openpyxl.load_workbook(io.BytesIO(self.accepted(unit)))
        book["单位信息"]["C6"] = typed
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    def _of(self, source: bytes, texts: Mapping[str, str]) -> bytes:
        key = source, tuple(sorted(texts.items()))
        if key not in self._made:
            self._made[key] = retyped(source, texts)
        return self._made[key]


def retyped(source: bytes, texts: Mapping[str, str]) -> bytes:
    """The package with texts replaced in every part, packed anew without times."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            for before, after in texts.items():
                content = content.replace(before.encode(), after.encode())
            plain = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, content)
    return target.getvalue()


def put(folder: Path, **contents: bytes) -> Path:
    """A folder with these files (name without ending → content)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / (name if "." in name else f"{name}.xlsx")).write_bytes(content)
    return folder


class Remembered:
    """Judges each content once, in this process, and then knows the answer: for tests of all that comes after."""

    known: ClassVar[dict[str, Verdict]] = {}
    specs: ClassVar[Specs] = Specs()

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        for job in jobs:
            if job.sha256 not in self.known:
                self.known[job.sha256] = judge_bytes(job.path.read_bytes(), job.name, order, self.specs)
            yield job, self.known[job.sha256]


class GivesUp:
    """Judges some, then is out of reach, as a cluster may be."""

    def __init__(self, after: int) -> None:
        self._after = after

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        for number, told in enumerate(Remembered().judge(jobs, order)):
            if number == self._after:
                raise LedgerError(found("L112", None, None, name="tcp://x:1", reason="@system_no_answer"))
            yield told


def adds_up(result: Collected) -> bool:
    """What was seen, and what became of it."""
    count = result.counts
    seen = sum(count.get(word, 0) for word in ("new", "again", "known", "failed", *ASIDE))
    judged = sum(count.get(word, 0) for word in (*VERDICTS, "waiting"))
    return result.seen == seen and count.get("new", 0) + count.get("again", 0) == judged


def recorded(campaign: Path, *, times: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """All that the ledger says, table by table; without the times, and without the wording of where data go."""
    with open_ledger(campaign) as ledger:
        tables = [row["name"] for row in ledger.rows("SELECT name FROM sqlite_master WHERE type='table'")]
        return {table: _table(ledger, table, times) for table in sorted(tables) if not table.startswith("sqlite_")}


def _table(ledger: Ledger, table: str, times: bool) -> list[tuple[object, ...]]:
    clocks = () if times else ("started", "finished", "first_seen", "time")
    columns = [row["name"] for row in ledger.rows(f"PRAGMA table_info({table})")]
    kept = ", ".join(name for name in columns if name not in clocks)
    return [tuple(row) for row in ledger.rows(f"SELECT {kept} FROM {table} ORDER BY {kept}")]


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the ledger's own, with its content."""
    every = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("ledger."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}
