"""Collecting: files a second by one process and by two, with how much memory, against a loop of openpyxl loads.

    python bench/collect.py [FILES…]          default 60; 1000 10000 for a whole bureau

The files are copies of one generated workbook, each with its own unit's name in every part; one in a hundred (at
least one of each kind) is hostile: a bomb, cut short, noise. The loads see the same files in the same run, ask only for
the formulas, and neither match, recompute nor judge anything; of many files a sample is loaded. Ratios are to the
loads, above 1 is slower; on a busy machine that of processor time tells more.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

SPEC_DATA = Path(__file__).parents[1] / "data" / "example" / "示例市数据资源管理局"
UNIT = "示例市数据资源管理局（示例）"
SAMPLE = 20
TARGET = 1.8
"""How much faster two processes are to be."""

_PROGRAM = "import sys; from workbook.cli.main import main; main(sys.argv[1:])"
_PEER = """
import sys, openpyxl
for path in sys.argv[1:]:
    try:
        openpyxl.load_workbook(path)
    except Exception:
        pass
"""


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [60]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _run(["generate", "--data", str(SPEC_DATA), "-o", str(root / "one.xlsx")])
        source = (root / "one.xlsx").read_bytes()
        heads = f"{'seconds':>9}{'CPU s':>8}{'a second':>10}{'ratio':>7}{'CPU':>7}{'peak MB':>9}{'ledger MB':>11}"
        print(f"{'files':>7}{'processes':>11}{heads}")
        for size in sizes:
            inbox = root / f"in-{size}"
            hostile = _fill(inbox, source, size)
            peer, work = _peer(inbox)
            print(f"{size:7}{'openpyxl':>11}{peer * size:9.1f}{work * size:8.1f}{1 / peer:10.2f}{1:7.2f}{1:7.2f}")
            seconds: list[float] = []
            for jobs in (1, 2):
                spent, cpu, peak, ledger = _collected(root, inbox, jobs, size, hostile)
                seconds.append(spent)
                ratios = f"{size / spent:10.2f}{spent / size / peer:7.2f}{cpu / size / work:7.2f}"
                print(f"{size:7}{jobs:11}{spent:9.1f}{cpu:8.1f}{ratios}{peak:9.0f}{ledger:11.1f}")
            gain = seconds[0] / seconds[1]
            print(f"the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
            started = time.perf_counter()
            _run(["collect", str(inbox), "--to", str(root / f"c-{size}-1"), "--data", str(root / f"d-{size}-1")])
            print(f"once more, nothing new: {time.perf_counter() - started:.1f} s")


def _fill(inbox: Path, source: bytes, size: int) -> int:
    """How many of the files are hostile."""
    inbox.mkdir()
    rng = random.Random(size)
    hostile = max(3, size // 100)
    for number in range(size - hostile):
        _copy(source, f"第{number:05}单位", inbox / f"{number:05}.xlsx")
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
    return hostile


def _copy(source: bytes, unit: str, target: Path) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(source)
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for info in old.infolist():
                new.writestr(info, old.read(info).replace(UNIT.encode(), unit.encode()))


def _cpu() -> float:
    """Processor seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peer(inbox: Path) -> tuple[float, float]:
    """Seconds and processor seconds for one file."""
    files = sorted(inbox.iterdir())
    some = [str(path) for path in files[:: max(1, len(files) // SAMPLE)]]
    started, before = time.perf_counter(), _cpu()
    subprocess.run([sys.executable, "-c", _PEER, *some], check=True, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - started) / len(some), (_cpu() - before) / len(some)


def _collected(root: Path, inbox: Path, jobs: int, size: int, hostile: int) -> tuple[float, float, float, float]:
    """Seconds, processor seconds, the biggest process's megabytes, the ledger's. The counts must add up."""
    campaign = root / f"c-{size}-{jobs}"
    started, before = time.perf_counter(), _cpu()
    told = _run(
        ["collect", str(inbox), "--to", str(campaign), "--data", str(root / f"d-{size}-{jobs}"), "--jobs", str(jobs),
         "--format", "json"]
    )  # fmt: skip
    spent, cpu = time.perf_counter() - started, _cpu() - before
    counts = json.loads(told)["counts"]
    assert (counts["new"], counts["accepted"], counts["unreadable"]) == (size, size - hostile, hostile), counts
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return spent, cpu, peak, (campaign / "ledger.sqlite").stat().st_size / 1e6


def _run(arguments: list[str]) -> str:
    done = subprocess.run([sys.executable, "-c", _PROGRAM, *arguments], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
