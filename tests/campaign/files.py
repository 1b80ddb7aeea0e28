"""Filled workbooks as units send them, and verdicts that are reached once and then remembered."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbook.bureau.judging import judge_bytes
from workbook.campaign.model import Job, Order, Verdict
from workbook.api.chain import Specs

UNIT = "示例市数据资源管理局（示例）"
PHONE = "000-00000000"
_CONTENT_OF = re.compile(rb"<si>.*?</si>", re.DOTALL)


class Files:
    """Copies of one accepted workbook with texts typed over, each made once."""

    def __init__(self, example: Path, folder: Path) -> None:
        self.example, self._folder = example, folder
        self._made: dict[tuple[tuple[str, str], ...], bytes] = {}

    def of(self, unit: str, *, phone: str = PHONE, texts: Mapping[str, str] | None = None) -> bytes:
        """A workbook that was made for this unit and filled by it; another phone number is another value."""
        told = {UNIT: unit, PHONE: phone, **(texts or {})}
        key = tuple(sorted(told.items()))
        if key not in self._made:
            self._made[key] = retyped(self.example, told)
        return self._made[key]

    def rejected(self, unit: str) -> bytes:
        """With an amount typed as text: an error."""
        raise NotImplementedError


def retyped(source: Path, texts: Mapping[str, str]) -> bytes:
    """The package with texts replaced in every part, packed anew without times."""
    target = source.with_suffix(".tmp")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            for before, after in texts.items():
                content = content.replace(before.encode(), after.encode())
            plain = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, content)
    made = target.read_bytes()
    target.unlink()
    return made


class Remembered:
    """Judges each content once, in this process, and then knows the answer: for tests of all that comes after."""

    known: dict[str, Verdict] = {}
    specs = Specs()

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        for job in jobs:
            if job.sha256 not in self.known:
                self.known[job.sha256] = judge_bytes(job.path.read_bytes(), job.name, order, self.specs)
            yield job, self.known[job.sha256]
