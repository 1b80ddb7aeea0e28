"""Keeping the ledger and telling the state: with how much memory, by how many files come.

    python bench/ledger.py [FILES…]      default 200 2000; 1000 10000 for a whole bureau

To judge ten thousand files takes hours and says nothing about the process that keeps the ledger. So each file is a few
bytes, and its verdict that of one filled workbook judged beforehand, as another unit's. Taking in, recording, settling,
publishing and the page of the state are what they always are.

Peaks are held against that of the smallest size in the same run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tools.commands import Run, flat, ours, say, step

EXAMPLE = Path(__file__).parents[1] / "data" / "example" / "示例市数据资源管理局"
VERDICT, LEDGERS = (Path(__file__).parent / "tools" / name for name in ("verdict.py", "ledgers.py"))
SIZES = (200, 2000)
FORMATS = ("html", "json", "text")


def main() -> None:
    parser = argparse.ArgumentParser(description="memory of the process that keeps the ledger, and of the state")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="FILES")
    asked = parser.parse_args()
    keeps: dict[int, float] = {}
    pages: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        ours(["generate", "--data", EXAMPLE, "-o", root / "one.xlsx"], root)
        step(VERDICT, [root / "one.xlsx", root / "verdict"], root)
        say(f"{'files':>7}  {'':10}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}{'MB written':>12}")
        for size in asked.sizes:
            campaign = root / str(size)
            run = step(LEDGERS, [root / "verdict", campaign, str(size)], root)
            assert json.loads(run.told)["accepted"] == size, run.told
            keeps[size] = run.own
            _tell(size, "collecting", run, campaign / "c" / "ledger.sqlite")
            for form in FORMATS:
                page = root / f"state.{form}"
                run = ours(["status", campaign / "c", "--format", form, "-o", page], root)
                _tell(size, form, run, page)
                if form == "html":
                    pages[size] = run.own
        say(flat("the process that keeps the ledger", keeps, "files"))
        say(flat("the page of the state", pages, "units"))


def _tell(size: int, what: str, run: Run, made: Path) -> None:
    say(f"{size:7}  {what:10}{run.seconds:9.1f}{run.cpu:8.1f}{run.own:9.0f}{made.stat().st_size / 1e6:12.1f}")


if __name__ == "__main__":
    main()
