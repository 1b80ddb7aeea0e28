"""Whatever the data say, it is text in the workbook: no formula, no link, no markup."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from cli.run import EXAMPLE
from judges.xlsx_cells import read_cells
from workbook import generate

TEXTS = (
    "=1+1",
    "@x",
    "+1",
    "-1",
    "http://example.com",
    "<b>粗</b>",
    "{=1}",
    "'x",
    "a\tb",
    '="x"&"y"',
    "<r><t>x</t></r>",
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    unit = Path(shutil.copytree(EXAMPLE, folder / "甲"))
    told = "".join('"' + text.replace('"', '""') + '"\n' for text in TEXTS)
    (unit / "主要职能.csv").write_text("职能\n" + told, encoding="utf-8")
    facts = (
        (unit / "单位.csv")
        .read_text(encoding="utf-8")
        .replace("示例市数据资源管理局（示例）", '"=HYPERLINK(""http://x"")"')
    )
    (unit / "单位.csv").write_text(facts, encoding="utf-8")
    card = next((unit / "自评").glob("*.概况.csv"))
    rest = card.read_text(encoding="utf-8").splitlines()
    card.write_text(
        "\n".join(line if "部门名称" not in line else "部门名称,=1+1" for line in rest) + "\n", encoding="utf-8"
    )
    result = generate(unit, output=folder / "t.xlsx")
    assert result.path is not None, result.findings
    return result.path


def test_texts_arrive_as_they_are(book: Path) -> None:
    cells = read_cells(book)
    typed = {str(c.value) for (tab, _), c in cells.items() if tab == "主要职能" and not c.formula}
    assert set(TEXTS) <= typed
    shown = " ".join(str(c.value) for (tab, _), c in cells.items() if tab == "部门概况" and c.formula)
    assert all(text in shown for text in TEXTS)


def test_no_cell_with_a_text_has_become_a_formula_or_a_link(book: Path) -> None:
    cells = read_cells(book)
    formulas = {c.formula.lstrip("=") for c in cells.values() if c.formula}
    assert not formulas & {text.lstrip("=") for text in TEXTS}
    assert not any("HYPERLINK" in f for f in formulas)
    with zipfile.ZipFile(book) as package:
        for name in package.namelist():
            content = package.read(name).decode("utf-8", "replace")
            assert 'TargetMode="External"' not in content, name
            if name == "xl/sharedStrings.xml":
                assert "<r>" not in content and "&lt;b&gt;" in content


def test_the_file_is_named_so_that_every_system_takes_it(book: Path, tmp_path: Path) -> None:
    result = generate(book.parent / "甲", output=tmp_path)
    assert result.path is not None
    assert result.path.name == "2021_=HYPERLINK(_http___x_).xlsx"
