"""One collecting of many small files whose verdicts are known: that of one filled workbook, each time another unit's.

python bench/tools/ledgers.py WORKBOOK FOLDER FILES      fills FOLDER/in, collects it into FOLDER/c, prints the counts
"""

from __future__ import annotations

import json
import pickle
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from workbook.bureau.collecting import Wishes, collect
from workbook.campaign.model import Contents, Job, Order, Verdict
from workbook.campaign.packing import plain, unpacked

UNIT = "示例市数据资源管理局（示例）"
"""The unit of the workbook."""


class Known:
    """Gives every file the same verdict, with the unit that the file's name says."""

    def __init__(self, verdict: Verdict) -> None:
        assert verdict.contents is not None
        self.verdict, self.contents = verdict, verdict.contents
        self.files: dict[str, str] = unpacked(verdict.contents.files)

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        for job in jobs:
            unit = Path(job.name).stem
            files = {name: text.replace(UNIT, unit) for name, text in self.files.items()}
            contents = Contents(unit, zlib.compress(plain(files).encode(), 6), self.contents.cells)
            yield job, replace(self.verdict, made_for=unit, typed=unit, contents=contents)


def main(source: Path, folder: Path, count: int) -> None:
    verdict: Verdict = pickle.loads(source.read_bytes())
    inbox = folder / "in"
    inbox.mkdir(parents=True)
    for number in range(count):
        (inbox / f"第{number:05}单位.xlsx").write_bytes(b"%d" % number)
    done = collect([inbox], folder / "c", Wishes(data=folder / "data", runner=Known(verdict)))
    print(json.dumps(dict(done.counts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
