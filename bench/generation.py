"""Generating the example workbook against writing its finished cells with a bare library.

Ours reads nothing that is finished: it compiles specs and data, evaluates every formula, fits rows and writes
validations, conditional formats, links, charts and keys as well. The bare scripts are handed all cells, styles
and results and only write them. Target: at most 1.5 times XlsxWriter's time.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tools.measure import Measured, best


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "cells.pickle"
        best("save", str(plain), times=1)
        bare = best("xlsxwriter", str(plain), "files")
        memory = best("xlsxwriter", str(plain), "memory")
        other = best("openpyxl", str(plain), times=3)
    ours, cold = best("ours"), best("cold")
    print(f"example workbook: {ours.facts['sheets']} sheets, {ours.facts['cells']} cells, {ours.facts['formulas']} formulas")
    print(f"{'':44}{'seconds':>9}{'ratio':>8}{'peak MB':>9}{'ratio':>8}")
    _line("bare XlsxWriter, its own settings", bare, bare)
    _line("bare XlsxWriter, in_memory", memory, bare)
    _line("bare openpyxl (no cached values)", other, bare)
    _line("ours, spec loaded", ours, bare)
    _line("ours, spec and data from their files", cold, bare)
    print(f"{'ours as a whole process, interpreter and all':44}{cold.wall:9.2f}{cold.wall / bare.wall:8.2f}   (XlsxWriter's process: {bare.wall:.2f})")
    print(f"target 1.5: {'met' if ours.seconds <= 1.5 * bare.seconds else 'not met'} with {ours.seconds / bare.seconds:.2f}")


def _line(name: str, measured: Measured, base: Measured) -> None:
    print(
        f"{name:44}{measured.seconds:9.2f}{measured.seconds / base.seconds:8.2f}"
        f"{measured.megabytes:9.0f}{measured.megabytes / base.megabytes:8.2f}"
    )


if __name__ == "__main__":
    main()
