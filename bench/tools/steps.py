"""What is measured, by name; everything that a step needs is loaded before its clock starts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.measure import report


def main(step: str, *arguments: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.xlsx"
        if step in ("xlsxwriter", "openpyxl"):
            from tools import bare

            plain = bare.load(Path(arguments[0]))
            if step == "openpyxl":
                report(lambda: bare.write_openpyxl(plain, target) or {})
            else:
                report(lambda: bare.write_xlsxwriter(plain, target, arguments[1] == "memory") or {})
        elif step == "load":
            import openpyxl  # before the clock starts

            from tools import bare

            assert openpyxl.__version__
            report(lambda: bare.load_twice(Path(arguments[0])) or {})
        elif step in ("units", "departments", "plain-sums", "roll-up", "exact", "exact-total"):
            from tools import rolling

            report(rolling.step(step, target, Path(arguments[0]), *arguments[1:]))
        elif step in ("check", "check-cold", "check-next"):
            _check(step, Path(arguments[0]))
        else:
            _ours(step, target, *arguments)


def _ours(step: str, target: Path, *arguments: str) -> None:
    from tools import chain

    loaded = chain.spec()
    data = chain.published(loaded) if step == "fill-published" else chain.example(loaded)
    if step == "entries" or (step == "fill" and len(arguments) > 1):
        data = chain.with_entries(loaded, data, int(arguments[-1]))
    elif step == "scorecards":
        data = chain.with_scorecards(data, int(arguments[0]))

    if step == "save":
        from tools import cells

        report(lambda: cells.save(chain.grid_of(loaded, data), Path(arguments[0])) or {})
        return

    if step in ("fill", "fill-published"):
        target = Path(arguments[0])

    def run() -> dict[str, float]:
        if step == "cold":
            return _counts(chain.generate(chain.spec(), chain.example(loaded), target), target)
        return _counts(chain.generate(loaded, data, target), target)

    report(run)


def _check(step: str, path: Path) -> None:
    from tools.back import check_in_stages
    from workbook.api.chain import Specs

    specs = Specs()
    if step != "check-cold":
        specs.get("hubei/2021")
    if step == "check-next":
        check_in_stages(path, specs)
    report(lambda: check_in_stages(path, specs))


def _counts(grid: object, target: Path) -> dict[str, float]:
    sheets = grid.sheets  # type: ignore[attr-defined]
    cells = [cell for sheet in sheets for cell in sheet.cells.values()]
    formulas = sum(1 for cell in cells if cell.formula)
    return {"sheets": len(sheets), "cells": len(cells), "formulas": formulas, "bytes": target.stat().st_size}


if __name__ == "__main__":
    main(*sys.argv[1:])
