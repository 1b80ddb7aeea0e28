"""Rolling up units: time, memory, and whether every sum is exact in 元.

    python bench/rollup.py [UNITS…] [--department N] [--region N] [--beside N]    default 20 60, 10, 10, 200

and for a whole bureau 1000 10000 --department 100.

Two ways. *Beside each other*: one workbook with every unit's amounts under live sums. It grows with the units, because
they stand in it; what each unit adds is told, and more than `--beside` units are not tried. *By departments*: the units
in departments of `--department`, each rolled up into its workbook and its data; the departments, where there are more
than `--region`, in regions of so many; then their data into the total, as a bureau with more than some hundred units
does it. No workbook has more columns than a department has units, so its memory does not grow with the units. The first
ten departments one after the other, and two at a time; then all two at a time, and their total. A total with all
departments beside each other, without the regions between, is told too.

Beside it, over the same files in the same run: a plain script that adds them up with the csv module and writes sums and
amounts with openpyxl, as values, whose sums are also what ours are held against; and openpyxl asked to load the units'
workbooks, of which a sample is made, spread evenly. Ratios are to these loads, above 1 is slower.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.commands import Run, flat, loads, ours, say
from tools.measure import Measured, best

SIZES = (20, 60)
SAMPLE = 10
PART = 10
"""So many departments are rolled up one at a time and two at a time, to tell what the second process gains."""
TARGET = 1.8
"""How much faster two processes are to be."""


def main() -> None:
    parser = argparse.ArgumentParser(description="time and memory of rolling up")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="UNITS")
    parser.add_argument("--department", type=int, default=10, metavar="N")
    parser.add_argument("--region", type=int, default=10, metavar="N")
    parser.add_argument("--beside", type=int, default=200, metavar="N")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _beside(root / "beside", [size for size in asked.sizes if size <= asked.beside])
        say(f"by departments of {asked.department}, and regions of {asked.region} departments")
        say(f"{'units':>7}{'':24}{'seconds':>9}{'CPU s':>8}{'a second':>10}{'ratio':>7}{'peak MB':>9}")
        peaks, plain = {}, {}
        for size in asked.sizes:
            peaks[size], plain[size] = _by_departments(root / str(size), size, asked.department, asked.region)
        say(flat("rolling up by departments", peaks, "units"))
        say(flat("the plain script", plain, "units"))


def _beside(folder: Path, sizes: list[int]) -> None:
    """All units in one workbook."""
    say(f"{'beside each other':24}{'cells':>9}{'formulas':>9}{'MB file':>9}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}")
    known: list[tuple[int, Measured]] = []
    for size in sizes:
        units = folder / str(size)
        best(("units", str(units), str(size)), times=1)
        (run,) = best(("roll-up", str(units)), times=1)
        f = run.facts
        say(
            f"{f'{size} units':24}{f['cells']:9.0f}{f['formulas']:9.0f}{f['bytes'] / 1e6:9.1f}"
            f"{run.seconds:9.2f}{run.cpu:8.2f}{run.megabytes:9.0f}"
        )
        (exact,) = best(("exact", str(units)), times=1)
        say(f"  {_exact(exact)}; tails at 万元: {exact.facts['tails']:.0f}")
        known.append((size, run))
    if len(known) > 1:
        (few, first), (many, last) = known[0], known[-1]
        cells = (last.facts["cells"] - first.facts["cells"]) / (many - few)
        more = (last.megabytes - first.megabytes) / (many - few)
        say(f"  each unit adds {cells:.0f} cells, {more:.2f} MB and {(last.cpu - first.cpu) / (many - few):.3f} CPU s")


def _by_departments(folder: Path, size: int, each: int, region: int) -> tuple[float, float]:
    """The peaks of ours and of the plain script, in MB."""
    best(("departments", str(folder), str(size), str(each)), times=1)
    homes = sorted(folder.glob("d*/"))
    load = _loaded(folder, size)
    (plain,) = best(("plain-sums", str(folder)), times=1)
    _line(size, "plain sums", plain.seconds, plain.cpu, plain.megabytes, load * size)
    spent = []
    for jobs in (1, 2):
        took, runs = _departments(folder, homes[:PART], jobs)
        count = sum(len(list((home / "2021").iterdir())) for home in homes[:PART])
        _line(count, f"departments, {jobs} at a time", took, sum(r.cpu for r in runs), _peak(runs), load * count)
        spent.append(took)
    gain = spent[0] / spent[1]
    say(f"  the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
    took, runs = _departments(folder, homes, 2)
    _line(size, "all departments", took, sum(r.cpu for r in runs), _peak(runs), load * size)
    whole = [folder / "rolled" / home.name for home in homes]
    if len(homes) > region:
        flat_total = ours(["roll-up", *whole, "--name", "合计", "-o", folder / "beside.xlsx"], folder)
        _line(size, "a total of these", flat_total.seconds, flat_total.cpu, flat_total.own, load * size)
        spent_on, more = _regions(folder, whole, region)
        _line(size, "all regions", spent_on, sum(r.cpu for r in more), _peak(more), load * size)
        whole = sorted((folder / "regions").glob("*/"))
        took, runs = took + spent_on, runs + more
    total = ours(["roll-up", *whole, "--name", "合计", *_to(folder / "total")], folder)
    _line(size, f"the total of {len(whole)}", total.seconds, total.cpu, total.own, load * size)
    took, runs = took + total.seconds, [*runs, total]
    _line(size, "all together", took, sum(r.cpu for r in runs), _peak(runs), load * size)
    (exact,) = best(("exact-total", str(folder)), times=1)
    say(f"  {len(homes)} departments; {_exact(exact)}")
    return _peak(runs), plain.megabytes


def _regions(folder: Path, departments: list[Path], each: int) -> tuple[float, list[Run]]:
    """Seconds of rolling up regions of so many departments, two at a time, and each one's run."""
    parts = [
        (f"r{n:03}", departments[start : start + each]) for n, start in enumerate(range(0, len(departments), each))
    ]
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda part: _region(folder, *part), parts))
    return time.perf_counter() - started, runs


def _region(folder: Path, name: str, departments: list[Path]) -> Run:
    return ours(["roll-up", *departments, "--name", f"地区{name[1:]}", *_to(folder / "regions" / name)], folder)


def _departments(folder: Path, homes: list[Path], jobs: int) -> tuple[float, list[Run]]:
    """Seconds of rolling up departments, so many at a time, and each one's run."""
    started = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        runs = list(pool.map(lambda home: _roll_up(folder, home), homes))
    return time.perf_counter() - started, runs


def _peak(runs: list[Run]) -> float:
    return max(run.own for run in runs)


def _roll_up(folder: Path, home: Path) -> Run:
    lists = ["--units", home / "应汇总单位.csv", "--eliminations", home / "抵销.csv"]
    return ours(
        ["roll-up", home / "2021", "--name", f"部门{home.name[1:]}", *lists, *_to(folder / "rolled" / home.name)],
        folder,
    )


def _to(data: Path) -> Iterator[str | Path]:
    """Workbook and data, which then lie side by side."""
    yield from ("-o", data.parent / f"{data.name}.xlsx", "--data", data)


def _loaded(folder: Path, size: int) -> float:
    """Seconds that openpyxl takes to load the workbook of one unit."""
    units = sorted(folder.glob("d*/2021/*"))
    some = [units[(2 * n + 1) * len(units) // (2 * SAMPLE)] for n in range(SAMPLE)] if len(units) > SAMPLE else units
    ours(["generate", *(part for unit in some for part in ("--data", unit)), "-o", f"{folder / 'books'}/"], folder)
    books = sorted((folder / "books").glob("*.xlsx"))
    assert len(books) == len(some)
    run = loads(books, folder)
    one = run.seconds / len(books)
    _line(size, f"openpyxl, by {len(books)} of them", one * size, run.cpu / len(books) * size, run.own, one * size)
    return one


def _line(size: int, what: str, seconds: float, cpu: float, peak: float, peer: float) -> None:
    say(f"{size:7}  {what:22}{seconds:9.1f}{cpu:8.1f}{size / seconds:10.1f}{seconds / peer:7.2f}{peak:9.0f}")


def _exact(exact: Measured) -> str:
    facts = exact.facts
    return (
        f"{facts['wrong']:.0f} of {facts['compared']:.0f} sums differ from the plain ones; "
        f"{facts['eliminations']:.0f} eliminations"
    )


if __name__ == "__main__":
    main()
