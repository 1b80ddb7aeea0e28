"""Collecting: files a second by one process and by two, with how much memory, against a loop of openpyxl loads.

    python bench/collect.py [FILES…] [--timeout SECONDS] [--memory MB]      default 12 36; 1000 10000 for a whole bureau

Each file is another unit's: a copy of one filled workbook with a name and a telephone number of its own in every part,
as workbooks of one hand-out are alike. One in a hundred (at least one of each kind) is hostile, spread evenly over the
others: a bomb, cut short, noise, entities; and workbooks that look sound and run into the limit of time or of memory of
a file, which are set low for that.

The loads see the same files in the same run, ask only for the formulas, and neither match, recompute nor judge
anything, nor have they any limits. Of many files they see a sample, spread evenly, and of the hostile ones one of each
kind, counted as often as there are such. Up to five hundred files are judged all by one process and all by two; of
more, both judge the same two hundred, for the gain of the second, and then two judge all. Each line says of how many
it is.

Ratios are to the loads, above 1 is slower; on a busy machine that of processor time tells more. Peaks: of the
collecting process, which keeps the ledger, and of the biggest that judges. Every line is written as soon as it is
known.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools.commands import Run, flat, loads, ours, say
from tools.hostile import KINDS

EXAMPLE = Path(__file__).parents[1] / "data" / "example" / "示例市数据资源管理局"
INBOXES = Path(__file__).parent / "tools" / "inboxes.py"

SIZES = (12, 36)
SAMPLE = 40
ALL, PART = 500, 200
"""Up to so many files one process judges all; of more, so many."""

TARGET = 1.8
"""How much faster two processes are to be."""


@dataclass
class Bench:
    """Where it works, the limits of a file, and the peaks by size."""

    root: Path
    limits: tuple[str, ...]
    keeps: dict[int, float] = field(default_factory=dict)
    judges: dict[int, float] = field(default_factory=dict)
    exports: dict[int, float] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description="files a second, and memory, of collecting")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="FILES")
    parser.add_argument("--timeout", type=float, default=10, metavar="SECONDS")
    parser.add_argument("--memory", type=int, default=400, metavar="MB")
    asked = parser.parse_args()
    limits = ("--timeout", str(asked.timeout), "--memory", str(asked.memory))
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        ours(["generate", "--data", EXAMPLE, "-o", root / "one.xlsx"], root)
        bench = Bench(root, limits)
        heads = f"{'seconds':>9}{'CPU s':>8}{'a second':>10}{'ratio':>7}{'CPU':>7}{'peak MB':>9}{'judge MB':>10}"
        say(f"{'files':>7}{'of':>7}{'processes':>11}{heads}{'ledger MB':>11}")
        for size in asked.sizes:
            _measure(bench, size)
        say(flat("the process that collects", bench.keeps, "files"))
        say(flat(f"the biggest that judges (a file may have {asked.memory})", bench.judges, "files"))
        say(flat("the export", bench.exports, "files"))


def _measure(bench: Bench, size: int) -> None:
    inbox = bench.root / f"in-{size}"
    started = time.perf_counter()
    kinds = _fill(bench, inbox, size)
    files = sorted(inbox.iterdir())
    say(f"{size:7} different files made in {time.perf_counter() - started:.0f} s, {len(kinds)} hostile")
    load, work = _loaded(bench.root, files, kinds)
    chosen = files if size <= ALL else _spread(files, PART)
    given = inbox if chosen is files else _part(bench.root / f"part-{size}", chosen)
    bad = sum(path.name in kinds for path in chosen)
    rates = []
    for jobs in (1, 2):
        run = _collect(bench, given, f"{size}-{jobs}", jobs)
        rates.append(len(chosen) / run.seconds)
        _tell(bench, run, f"{size}-{jobs}", jobs, (len(chosen), size, bad), (load, work))
    gain = rates[1] / rates[0]
    say(f"the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
    if chosen is not files:
        run = _collect(bench, inbox, f"{size}-2-all", 2)
        _tell(bench, run, f"{size}-2-all", 2, (size, size, len(kinds)), (load, work))
    bench.keeps[size], bench.judges[size] = run.own, run.others
    _again(bench, inbox, f"{size}-2" if chosen is files else f"{size}-2-all", size)


def _loaded(root: Path, files: list[Path], kinds: dict[str, str]) -> tuple[float, float]:
    """Seconds and processor seconds that openpyxl takes for each file."""
    sound = [path for path in files if path.name not in kinds]
    some = _spread(sound, SAMPLE)
    run = loads(some, root)
    seconds, cpu, peak = run.seconds / len(some) * len(sound), run.cpu / len(some) * len(sound), run.own
    for kind in KINDS:
        those = [path for path in files if kinds.get(path.name) == kind]
        one = loads(those[:1], root)
        seconds, cpu, peak = seconds + one.seconds * len(those), cpu + one.cpu * len(those), max(peak, one.own)
    load, work = seconds / len(files), cpu / len(files)
    seen = f"{len(some) + len(KINDS):7}{len(files):7}{'openpyxl':>11}"
    say(f"{seen}{seconds:9.1f}{cpu:8.1f}{1 / load:10.2f}{1:7.2f}{1:7.2f}{peak:9.0f}")
    return load, work


def _tell(bench: Bench, run: Run, name: str, jobs: int, of: tuple[int, int, int], peer: tuple[float, float]) -> None:
    count, size, hostile = of
    one, work = run.seconds / count, run.cpu / count
    ledger = bench.root / f"c-{name}" / "ledger.sqlite"
    ratios = f"{1 / one:10.2f}{one / peer[0]:7.2f}{work / peer[1]:7.2f}{run.own:9.0f}{run.others:10.0f}"
    mb = ledger.stat().st_size / 1e6
    say(f"{count:7}{size:7}{jobs:11}{run.seconds:9.1f}{run.cpu:8.1f}{ratios}{mb:11.1f}")
    counts = json.loads(run.told)["counts"]
    judged = {word: counts[word] for word in ("accepted", "explain", "rejected", "unreadable")}
    assert counts["new"] == sum(judged.values()) == count, counts
    told = " + ".join(f"{number} {word}" for word, number in judged.items())
    say(f"        {count} seen = {told}; of the unreadable {_why(ledger)}")
    if judged["accepted"] + hostile < count:
        say("        sound files ran out of time or memory on this busy machine: give more with --timeout, --memory")


def _why(ledger: Path) -> str:
    """What the unreadable ones were refused for."""
    with sqlite3.connect(ledger) as db:
        rows = db.execute(
            "SELECT CASE f.code WHEN 'G111' THEN 'out of time' WHEN 'G112' THEN 'out of memory' ELSE 'refused' END"
            " AS why, count(*) FROM findings f JOIN submissions ON seq=submission"
            " WHERE number=1 AND verdict='unreadable' GROUP BY why ORDER BY why"
        ).fetchall()
    db.close()
    return ", ".join(f"{count} {why}" for why, count in rows) or "none"


def _again(bench: Bench, inbox: Path, name: str, size: int) -> None:
    """The same files once more, then status and export of the whole campaign."""
    campaign, root = bench.root / f"c-{name}", bench.root
    again = _collect(bench, inbox, name, 2)
    counts = json.loads(again.told)["counts"]
    assert counts["known"] == size and counts["new"] == 0, counts
    say(f"once more, nothing new: {again.seconds:.1f} s, peak {again.own:.0f} MB")
    page = root / f"status-{size}.html"
    run = ours(["status", campaign, "--format", "html", "-o", page], root)
    say(f"status as a page: {run.seconds:.1f} s, peak {run.own:.0f} MB, {page.stat().st_size / 1e6:.1f} MB")
    state = json.loads(ours(["status", campaign, "--format", "json"], root).told)
    assert sum(state["files"].values()) == size and sum(state["counts"].values()) == len(state["units"])
    run = ours(["export", campaign, "-o", root / f"e-{size}", "--format", "json"], root)
    told = json.loads(run.told)
    assert told["units"] == state["counts"]["accepted"]
    bench.exports[size] = run.own
    say(f"export: {told['units']} units, {told['values']} values, {run.seconds:.1f} s, peak {run.own:.0f} MB")


def _fill(bench: Bench, inbox: Path, size: int) -> dict[str, str]:
    """As many files; the names of the hostile ones, each with its kind."""
    command = [sys.executable, str(INBOXES), str(bench.root / "one.xlsx"), str(inbox), str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    kinds: dict[str, str] = json.loads(done.stdout)
    return kinds


def _spread(files: list[Path], count: int) -> list[Path]:
    """So many of them, evenly spread; all when there are no more."""
    if len(files) <= count:
        return files
    return [files[(2 * n + 1) * len(files) // (2 * count)] for n in range(count)]


def _part(folder: Path, chosen: list[Path]) -> Path:
    folder.mkdir()
    for path in chosen:
        os.link(path, folder / path.name)
    return folder


def _collect(bench: Bench, inbox: Path, name: str, jobs: int) -> Run:
    where = ["--to", bench.root / f"c-{name}", "--data", bench.root / f"d-{name}"]
    return ours(["collect", inbox, *where, "--jobs", str(jobs), *bench.limits, "--format", "json"], bench.root)


if __name__ == "__main__":
    main()
