"""Rolling up units: time, memory, and whether every sum is exact in 元.

    python bench/rollup.py [UNITS…]          default 20 200; 1000 10000 for a whole bureau

Ours reads and types all data files, finds what is wrong with the set, adds up, compiles, computes and writes the whole
department's workbook with live sums. Beside it, in turns, a plain script that adds up the same files with the csv
module and writes sums and amounts with openpyxl, as values. Its sums are also what ours are held against.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.measure import best

SIZES = (20, 200)


FEW = 200
"""Up to so many units each step is run three times, and the best counts; beyond, once."""


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as name:
        print(f"{'':28}{'cells':>9}{'formulas':>9}{'MB file':>9}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}", flush=True)
        for size in sizes:
            folder = Path(name) / str(size)
            best(("units", str(folder), str(size)), times=1)
            times = 3 if size <= FEW else 1
            (plain,) = best(("plain-sums", str(folder)), times=times)
            spent = f"{plain.seconds:9.2f}{plain.cpu:8.2f}{plain.megabytes:9.0f}"
            print(f"{f'plain sums, {size} units':28}{'':27}{spent}", flush=True)
            (ours,) = best(("roll-up", str(folder)), times=times)
            f = ours.facts
            print(
                f"{f'roll-up, {size} units':28}{f['cells']:9.0f}{f['formulas']:9.0f}{f['bytes'] / 1e6:9.1f}"
                f"{ours.seconds:9.2f}{ours.cpu:8.2f}{ours.megabytes:9.0f}",
                flush=True,
            )
            (exact,) = best(("exact", str(folder)), times=1)
            e = exact.facts
            wrong = f"{e['wrong']:.0f} of {e['compared']:.0f} sums differ from the plain ones"
            print(f"  {wrong}; {e['eliminations']:.0f} eliminations; tails at 万元: {e['tails']:.0f}", flush=True)


if __name__ == "__main__":
    main()
