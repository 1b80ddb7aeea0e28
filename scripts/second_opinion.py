"""Compute a workbook again with formulon, and with LibreOffice where it is installed: do the results agree?

Usage: python scripts/second_opinion.py WORKBOOK.xlsx
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from judges.formulon_judge import formulon_values
from judges.libreoffice import recomputed
from judges.xlsx_cells import compare, formula_values


def main(path: Path) -> int:
    """Print one line for each engine, and each difference; 1 when there is any."""
    expected = formula_values(path)
    engines = {"formulon": formulon_values}
    if shutil.which("soffice"):
        engines["LibreOffice"] = recomputed
    failed = False
    for name, values in engines.items():
        differences = compare(expected, values(path))
        print(f"{name}: {len(expected) - len(differences)} of {len(expected)} formulas agree")
        print(*(f"  {difference}" for difference in differences[:20]), sep="\n", end="\n" if differences else "")
        failed = failed or bool(differences)
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
