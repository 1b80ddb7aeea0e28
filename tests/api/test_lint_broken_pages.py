"""A page that cannot be read does not hide the faults of the others, nor bring faults of its own making."""

from __future__ import annotations

from pathlib import Path

from flat import flat
from workbook import lint

SPEC = Path(__file__).resolve().parents[2] / "specs" / "hubei" / "2021"


def _edited(folder: Path, page: str, old: str, new: str) -> None:
    path = next(folder.rglob(page))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_faults_of_pages_and_of_formulas_come_in_one_run(tmp_path: Path) -> None:
    spec = flat(SPEC, tmp_path / "spec")
    _edited(spec, "03-公开03表.yaml", "kind: table", "kind: tabel")
    _edited(spec, "03-支出明细.yaml", "上缴上级支出: money", "上缴上级支出: monny")
    _edited(spec, "01-情况说明.yaml", "收入支出决算总表.收入.总计.决算数", "收入支出决算总表.收入.总合.决算数")
    told = [(f.code, Path(f.place.file).name) for f in lint(spec)]
    assert told == [("S104", "03-支出明细.yaml"), ("S104", "03-公开03表.yaml"), ("S201", "01-情况说明.yaml")]


def test_a_name_that_fits_two_blocks_is_ambiguous(tmp_path: Path) -> None:
    spec = flat(SPEC, tmp_path / "spec")
    _edited(spec, "01-情况说明.yaml", "收入支出决算总表.收入.总计.决算数", "收入支出决算总表.总计.决算数")
    (finding,) = lint(spec)
    assert finding.code == "S202"
    assert finding.facts["choices"] == "收入支出决算总表.收入.总计.决算数、收入支出决算总表.支出.总计.决算数"
    assert finding.place.line > 0
