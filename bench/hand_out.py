"""Handing out workbooks: how many a second by one process and by two, with how much memory, against openpyxl.

    python bench/hand_out.py [UNITS…] [--rolled N]          default 200; 1000 10000 for a whole bureau

Each size is handed out twice: blank, and as `roll-forward` leaves units, with last year's figures and scorecards (more
than N of these, by itself a thousand, are not tried: each has a shape of its own, and they take hours); every unit has
codes, amounts, projects and numbers of rows of its own (`tools/lastyear.py`). How many shapes these are is told, since
units of one shape share a template. Of both, a sample is made the long way too, in one process. Processor: seconds for
each workbook, which a busy machine changes little; ratio: how often that fits into what openpyxl takes.

The bare script opens the blank workbook with openpyxl, writes the unit's name into it and saves it: what one
would do without this project. (It loses every result that was computed.) It is timed over a sample of the units.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.lastyear import last_year
from workbook.api.chain import Specs
from workbook.api.collector import put_off
from workbook.bureau.handing import long_way
from workbook.bureau.likeness import likeness
from workbook.data import empty_unit, load_unit

SPEC, YEAR = "hubei/2022", "2022"
SAMPLE = 10
"""Workbooks that openpyxl saves, and that are made the long way."""
MANY = 1000
"""Of more units one process makes only so many, for its rate."""
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
    parser = argparse.ArgumentParser(description="workbooks a second, and memory, of handing out")
    parser.add_argument("sizes", nargs="*", type=int, default=(200,), metavar="UNITS")
    parser.add_argument("--rolled", type=int, default=1000, metavar="N")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        spent, peer_peak = _peer(root)
        print(f"openpyxl, load and save: {spent:.2f} s of a processor each, peak {peer_peak:.0f} MB")
        print(f"{'units':>7}{'processes':>11}{'seconds':>9}{'a second':>10}{'processor':>11}{'ratio':>8}{'peak MB':>9}")
        for size in asked.sizes:
            register = root / f"{size}.csv"
            names = [f"第{i:05}单位" for i in range(size)]
            lines = [f"{name},{i:05},{'万元' if i % 2 else '元'}" for i, name in enumerate(names)]
            register.write_text("\n".join(["单位名称,单位编码,金额单位", *lines]) + "\n", "utf-8")
            rolled = last_year(root / f"{size}-data", names, YEAR, SPEC) if size <= asked.rolled else None
            for what, data in (("blank", None), ("rolled forward", rolled))[: 1 if rolled is None else 2]:
                print(what, f"({_shapes(data, names)} shapes)" if data is not None else "")
                each = _long_way(data, names[:SAMPLE])
                print(f"{min(SAMPLE, size):7}{'long way':>11}{'':19}{each:11.2f}{spent / each:8.1f}", flush=True)
                _measured(register, root / f"{size}-{what[:5]}", size, spent, data)


def _measured(register: Path, folder: Path, size: int, peer: float, data: Path | None) -> None:
    rates: list[float] = []
    for jobs in (1, 2):
        count = min(size, MANY) if jobs == 1 else size
        took, spent, peak = _timed(_first(register, count), folder / str(jobs), jobs, data)
        made = len(list((folder / str(jobs) / "issued").glob("*.xlsx")))
        assert made == count, f"{made} of {count} workbooks"
        rates.append(count / took)
        each = spent / count
        print(f"{count:7}{jobs:11}{took:9.1f}{rates[-1]:10.1f}{each:11.2f}{peer / each:8.1f}{peak:9.0f}", flush=True)
    gain = rates[1] / rates[0]
    print(f"the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
    again, _, _ = _timed(register, folder / "2", 1, data)
    print(f"once more, nothing to do: {again:.1f} s", flush=True)


def _shapes(data: Path, names: list[str]) -> int:
    spec, _ = Specs().get(SPEC)
    assert spec is not None
    return len({likeness(data / YEAR / name, spec) for name in names})


def _long_way(data: Path | None, names: list[str]) -> float:
    """Seconds of a processor for one workbook that is compiled, computed and written anew."""
    spec, _ = Specs().get(SPEC)
    assert spec is not None
    units = [load_unit(data / YEAR / n, spec)[0] if data is not None else empty_unit(spec) for n in names]
    with put_off():
        long_way(spec, units[0])
        start = time.process_time()
        for unit in units:
            assert long_way(spec, unit)[0] is not None
    return (time.process_time() - start) / len(units)


def _first(register: Path, count: int) -> Path:
    """A register of so many of the units."""
    lines = register.read_text("utf-8").splitlines()[: count + 1]
    part = register.with_name(f"{register.stem}-{count}.csv")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    return part


def _timed(register: Path, folder: Path, jobs: int, data: Path | None) -> tuple[float, float, float]:
    """Seconds of the whole command, of processors, and the peak of its largest process so far in MB."""
    command = ["hand-out", "-r", str(register), "--spec", SPEC, "-o", str(folder), "-j", str(jobs)]
    command += ["--data", str(data)] if data is not None else []
    return _run(_RUN, *command)


def _peer(root: Path) -> tuple[float, float]:
    """Seconds of a processor for one workbook, peak in MB."""
    _run(_RUN, "generate", "--blank", "--spec", SPEC, "-o", str(root / "blank.xlsx"))
    folder = root / "peer"
    folder.mkdir()
    _, spent, peak = _run(_PEER, str(root / "blank.xlsx"), str(folder), str(SAMPLE))
    return spent / SAMPLE, peak


def _run(program: str, *arguments: str) -> tuple[float, float, float]:
    before, start = _spent(), time.monotonic()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, **quiet)
    took = time.monotonic() - start
    return took, _spent() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
