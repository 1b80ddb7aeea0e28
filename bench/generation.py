"""Generating the example workbook against writing its finished cells with a bare library.

Ours reads nothing that is finished: it compiles specs and data, evaluates every formula, fits rows and writes
validations, conditional formats, links, charts and keys as well. The bare scripts are handed all cells, styles
and results and only write them. Target: at most 1.5 times XlsxWriter's time.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tools.measure import Measured, best

TARGET = 1.5
"""Our time over that of a bare XlsxWriter script."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "cells.pickle"
        best(("save", str(plain)), times=1)
        bare, memory, other, ours, cold = best(
            ("xlsxwriter", str(plain), "files"),
            ("xlsxwriter", str(plain), "memory"),
            ("openpyxl", str(plain)),
            ("ours",),
            ("cold",),
        )
    counts = ours.facts
    print(f"example workbook: {counts['sheets']} sheets, {counts['cells']} cells, {counts['formulas']} formulas")
    print(f"{'':44}{'seconds':>9}{'ratio':>7}{'CPU s':>8}{'ratio':>7}{'peak MB':>9}{'ratio':>7}")
    _line("bare XlsxWriter, its own settings", bare, bare)
    _line("bare XlsxWriter, in_memory", memory, bare)
    _line("bare openpyxl (no cached values)", other, bare)
    _line("ours, spec loaded", ours, bare)
    _line("ours, spec and data from their files", cold, bare)
    print(f"{'whole process, interpreter and all: bare':44}{bare.wall:9.2f}{1:7.2f}")
    print(f"{'whole process, interpreter and all: ours':44}{cold.wall:9.2f}{cold.wall / bare.wall:7.2f}")
    ratio = ours.seconds / bare.seconds
    print(f"target {TARGET}: {'met' if ratio <= TARGET else 'not met'} with {ratio:.2f}")


def _line(name: str, measured: Measured, base: Measured) -> None:
    print(
        f"{name:44}{measured.seconds:9.2f}{measured.seconds / base.seconds:7.2f}"
        f"{measured.cpu:8.2f}{measured.cpu / base.cpu:7.2f}"
        f"{measured.megabytes:9.0f}{measured.megabytes / base.megabytes:7.2f}"
    )


if __name__ == "__main__":
    main()
