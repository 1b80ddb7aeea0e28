"""Handing out workbooks: how many a second by one process and by two, with how much memory, against openpyxl.

    python bench/hand_out.py [UNITS…]          default 200; 1000 10000 for a whole bureau

The bare script opens the blank workbook with openpyxl, writes the unit's name into it and saves it: what one
would do without this project. (It loses every result that was computed.) It is timed over a sample of the units.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SPEC = "hubei/2021"
SAMPLE = 10
TARGET = 1.8
"""How much faster two processes are to be."""

_RUN = "import sys; from workbook.cli.main import main; main(sys.argv[1:])"
_PEER = """
import sys, openpyxl
blank, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for i in range(count):
    book = openpyxl.load_workbook(blank)
    sheet, _, cell = book.defined_names["单位"].attr_text.partition("!")
    book[sheet.strip("'")][cell.replace("$", "")] = f"第{i:05}单位"
    book.save(f"{folder}/{i}.xlsx")
"""


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [200]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        peer, peer_peak = _peer(root)
        print(f"openpyxl, load and save: {1 / peer:.1f} workbooks a second, peak {peer_peak:.0f} MB")
        print(f"{'units':>7}{'processes':>11}{'seconds':>9}{'a second':>10}{'ratio':>8}{'peak MB':>9}")
        for size in sizes:
            register = root / f"{size}.csv"
            lines = [f"第{i:05}单位,{i:05},{'万元' if i % 2 else '元'}" for i in range(size)]
            register.write_text("\n".join(["单位名称,单位编码,金额单位", *lines]) + "\n", "utf-8")
            seconds: list[float] = []
            for jobs in (1, 2):
                spent, peak = _timed(register, root / f"{size}-{jobs}", jobs)
                made = len(list((root / f"{size}-{jobs}" / "issued").glob("*.xlsx")))
                assert made == size, f"{made} of {size} workbooks"
                seconds.append(spent)
                rate = size / spent
                print(f"{size:7}{jobs:11}{spent:9.1f}{rate:10.1f}{rate * peer:8.1f}{peak:9.0f}")
            gain = seconds[0] / seconds[1]
            print(f"the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
            again, _ = _timed(register, root / f"{size}-1", 1)
            print(f"once more, nothing to do: {again:.1f} s")


def _timed(register: Path, folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds of the whole command, and the peak of its largest process so far in MB."""
    command = ["hand-out", "-r", str(register), "--spec", SPEC, "-o", str(folder), "-j", str(jobs)]
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", _RUN, *command], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start, _peak()


def _peer(root: Path) -> tuple[float, float]:
    """Seconds for one workbook, peak in MB."""
    command = ["generate", "--blank", "--spec", SPEC, "-o", str(root / "blank.xlsx")]
    subprocess.run([sys.executable, "-c", _RUN, *command], check=True, stdout=subprocess.DEVNULL)
    folder = root / "peer"
    folder.mkdir()
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", _PEER, str(root / "blank.xlsx"), str(folder), str(SAMPLE)], check=True)
    return (time.monotonic() - start) / SAMPLE, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
