"""LibreOffice and formulon compute every formula of every workbook to the value that is cached beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from judges.formulon_judge import formulon_values
from judges.libreoffice import recomputed
from judges.xlsx_cells import Value, compare, formula_values
from made import Made

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Judge = Callable[[Path], Mapping[tuple[str, str], Value]]

judges = pytest.mark.parametrize(
    "judge", [pytest.param(recomputed, id="LibreOffice"), pytest.param(formulon_values, id="formulon")]
)


@judges
def test_every_cached_value_is_confirmed(made: Made, judge: Judge) -> None:
    expected = formula_values(made.path)
    assert len(expected) > 5000, "the formulas are in the file"
    assert all(value is not None for value in expected.values()), "every formula has a cached value"
    differences = compare(expected, judge(made.path))
    assert not differences, f"{len(differences)} differences:\n" + "\n".join(differences[:60])


@judges
def test_a_wrong_formula_and_two_wrong_caches_are_each_reported(seed: Made, judge: Judge, tmp_path: Path) -> None:
    """Both in cells that no other cell refers to, so that exactly these are reported."""
    wrong = tmp_path / "wrong.xlsx"
    formula, text, number = seed.at("封面.决算年度"), seed.at("情况说明.基本支出情况.1"), seed.at("审核.S4.左边")
    shown = seed.text("情况说明.基本支出情况.1")
    assert "1459.16" in shown
    _alter(
        seed.path,
        wrong,
        {
            formula: (seed.formula("封面.决算年度")[1:] + '&"度"', None),
            text: (None, shown.replace("1459.16", "1459.17")),
            number: (None, "22.600001"),
        },
    )
    found = compare(formula_values(wrong), judge(wrong))
    assert sorted(difference.split(":")[0] for difference in found) == sorted(
        f"{sheet}!{cell}" for sheet, cell in (formula, text, number)
    )


def _alter(source: Path, target: Path, changes: Mapping[tuple[str, str], tuple[str | None, str | None]]) -> None:
    """Copy a package with other formulas or cached values in some cells: (sheet, cell) → formula, cache."""
    left = dict(changes)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        book = etree.fromstring(old.read("xl/workbook.xml"))
        tabs = [sheet.get("name") for sheet in book.iter(f"{_MAIN}sheet")]
        parts = {f"xl/worksheets/sheet{i}.xml": tab for i, tab in enumerate(tabs, 1)}
        for item in old.infolist():
            content = old.read(item)
            wanted = {cell: c for (tab, cell), c in left.items() if parts.get(item.filename) == tab}
            if wanted:
                root = etree.fromstring(content)
                for element in root.iter(f"{_MAIN}c"):
                    formula, cache = wanted.get(element.get("r"), (None, None))
                    if formula is not None:
                        element.find(f"{_MAIN}f").text = formula
                        left.pop((parts[item.filename], element.get("r")))
                    if cache is not None:
                        element.find(f"{_MAIN}v").text = cache
                        left.pop((parts[item.filename], element.get("r")))
                content = etree.tostring(root)
            new.writestr(item, content)
    assert not left, f"cells not found: {left}"
