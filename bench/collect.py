"""Collecting: files a second by one process and by two, with how much memory, against a loop of openpyxl loads.

    python bench/collect.py [FILES…]          default 60; 1000 10000 for a whole bureau

Each file is another unit's: a copy of one filled workbook with a name and a telephone number of its own in every part,
as workbooks of one hand-out are alike. One in a hundred (at least one of each kind) is hostile: a bomb, cut short,
noise. The loads see the same files in the same run, ask only for the formulas, and neither match, recompute nor judge
anything.

Of many files a sample is loaded, and of more than a thousand one process judges two hundred of them; each line says how
many it is about. Ratios are to the loads, above 1 is slower; on a busy machine that of processor time tells
more. Peaks: of the collecting process, which keeps the ledger, and of the biggest that judges. Every line is written as
soon as it is known.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "data" / "example" / "示例市数据资源管理局"
UNIT, PHONE = "示例市数据资源管理局（示例）", "000-00000000"
"""What stands in it where each copy has its own."""

SAMPLE = 40
MANY, PART = 1000, 200
"""Of more than so many files one process judges only a part."""

TARGET = 1.8
"""How much faster two processes are to be."""

_PROGRAM = """
import json, os, resource, sys
from workbook.cli.main import main
try:
    main(sys.argv[1:])
finally:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(used.ru_utime + used.ru_stime for used in (own, others))
    with open(os.environ["MEASURED"], "w") as file:
        json.dump([cpu, own.ru_maxrss, others.ru_maxrss], file)
"""
_PEER = """
import sys, openpyxl
for path in sys.argv[1:]:
    try:
        openpyxl.load_workbook(path)
    except Exception:
        pass
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One command: seconds, processor seconds, megabytes of the process itself and of the biggest below it."""

    seconds: float
    cpu: float
    own: float
    others: float
    told: str = ""


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [60]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _run(["generate", "--data", str(EXAMPLE), "-o", str(root / "one.xlsx")], _PROGRAM, root)
        source = (root / "one.xlsx").read_bytes()
        heads = f"{'seconds':>9}{'CPU s':>8}{'a second':>10}{'ratio':>7}{'CPU':>7}{'peak MB':>9}{'judge MB':>10}"
        _say(f"{'files':>7}{'of':>7}{'processes':>11}{heads}{'ledger MB':>11}")
        for size in sizes:
            _measure(root, source, size)


def _measure(root: Path, source: bytes, size: int) -> None:
    inbox = root / f"in-{size}"
    started = time.perf_counter()
    _fill(inbox, source, size)
    _say(f"{size:7} different files made in {time.perf_counter() - started:.0f} s")
    files = sorted(inbox.iterdir())
    some = files[:: max(1, size // SAMPLE)]
    peer = _run([*map(str, some)], _PEER, root)
    load, work = peer.seconds / len(some), peer.cpu / len(some)
    facts = f"{peer.seconds:9.1f}{peer.cpu:8.1f}{1 / load:10.2f}{1:7.2f}{1:7.2f}{peer.own:9.0f}"
    _say(f"{len(some):7}{size:7}{'openpyxl':>11}{facts}")
    rates = []
    for jobs in (1, 2):
        chosen = files[:: size // PART] if jobs == 1 and size > MANY else files
        given = inbox if len(chosen) == size else _part(root / f"part-{size}", chosen)
        campaign = root / f"c-{size}-{jobs}"
        run = _collect(root, given, campaign, jobs)
        one = run.seconds / len(chosen)
        rates.append(1 / one)
        ratios = f"{1 / one:10.2f}{one / load:7.2f}{run.cpu / len(chosen) / work:7.2f}{run.own:9.0f}{run.others:10.0f}"
        ledger = (campaign / "ledger.sqlite").stat().st_size / 1e6
        _say(f"{len(chosen):7}{size:7}{jobs:11}{run.seconds:9.1f}{run.cpu:8.1f}{ratios}{ledger:11.1f}")
        _say(f"        {_adds_up(json.loads(run.told)['counts'], chosen)}")
    gain = rates[1] / rates[0]
    _say(f"the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
    campaign = root / f"c-{size}-2"
    again = _collect(root, inbox, campaign, 2)
    counts = json.loads(again.told)["counts"]
    assert counts["known"] == size and counts["new"] == 0, counts
    _say(f"once more, nothing new: {again.seconds:.1f} s, peak {again.own:.0f} MB")
    _rest(root, campaign, size)


def _rest(root: Path, campaign: Path, size: int) -> None:
    """Status and export of the whole campaign."""
    page = root / f"status-{size}.html"
    run = _run(["status", str(campaign), "--format", "html", "-o", str(page)], _PROGRAM, root)
    _say(f"status as a page: {run.seconds:.1f} s, peak {run.own:.0f} MB, {page.stat().st_size / 1e6:.1f} MB")
    state = json.loads(_run(["status", str(campaign), "--format", "json"], _PROGRAM, root).told)
    assert sum(state["files"].values()) == size and sum(state["counts"].values()) == len(state["units"])
    run = _run(["export", str(campaign), "-o", str(root / f"e-{size}"), "--format", "json"], _PROGRAM, root)
    told = json.loads(run.told)
    assert told["units"] == state["counts"]["accepted"]
    _say(f"export: {told['units']} units, {told['values']} values, {run.seconds:.1f} s, peak {run.own:.0f} MB")


def _adds_up(counts: dict[str, int], chosen: list[Path]) -> str:
    """What became of the files, when it is all of them."""
    hostile = sum(path.name.startswith("x") for path in chosen)
    judged = {word: counts[word] for word in ("accepted", "explain", "rejected", "unreadable")}
    assert counts["new"] == sum(judged.values()) == len(chosen) and judged["unreadable"] == hostile, counts
    return f"{len(chosen)} seen = " + " + ".join(f"{count} {word}" for word, count in judged.items())


def _fill(inbox: Path, source: bytes, size: int) -> None:
    """One in a hundred is hostile; its name begins with x, and they are spread evenly when some are chosen."""
    inbox.mkdir()
    rng = random.Random(size)
    hostile = max(3, size // 100)
    for number in range(size - hostile):
        own = {UNIT: f"第{number:05}单位", PHONE: f"000-{number:08}"}
        _copy(source, own, inbox / f"{number:05}.xlsx")
    for number in range(hostile):
        path = inbox / f"x{number:05}.xlsx"
        if number % 3 == 0:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
                bomb.writestr("[Content_Types].xml", f"{number}")
                bomb.writestr("xl/workbook.xml", bytes(60_000_000))
        elif number % 3 == 1:
            path.write_bytes(source[: rng.randrange(1000, len(source) - 1000)])
        else:
            path.write_bytes(rng.randbytes(200_000))


def _copy(source: bytes, own: dict[str, str], target: Path) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(source)
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for info in old.infolist():
                content = old.read(info)
                for before, after in own.items():
                    content = content.replace(before.encode(), after.encode())
                new.writestr(info, content)


def _part(folder: Path, chosen: list[Path]) -> Path:
    folder.mkdir()
    for path in chosen:
        os.link(path, folder / path.name)
    return folder


def _collect(root: Path, inbox: Path, campaign: Path, jobs: int) -> Run:
    data = root / campaign.name.replace("c-", "d-", 1)
    arguments = ["collect", str(inbox), "--to", str(campaign), "--data", str(data), "--jobs", str(jobs)]
    return _run([*arguments, "--format", "json"], _PROGRAM, root)


def _run(arguments: list[str], program: str, root: Path) -> Run:
    """Measured by itself where it is one of our commands, else by its processor time alone."""
    measured = root / "measured.json"
    measured.unlink(missing_ok=True)
    if program is _PEER:
        program = _PROGRAM.replace("from workbook.cli.main import main", "").replace("main(sys.argv[1:])", "pass")
        program = _PEER + program
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, "MEASURED": str(measured)},
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if done.returncode > 1 or not measured.is_file():
        raise SystemExit(done.stderr)
    cpu, own, others = json.loads(measured.read_text())
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(seconds, cpu, own / scale, others / scale, done.stdout)


def _say(line: str) -> None:
    """At once, so that a run that is cut off tells what it knew."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
