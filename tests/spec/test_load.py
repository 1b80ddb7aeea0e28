"""Finding and loading whole specs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flat import flat
from workbook.finding import Text
from workbook.spec.load import find_spec, load_spec, spec_names
from workbook.spec.model import Entry
from workbook.spec.spec import Spec

REPOSITORY = Path(__file__).parents[2]
HUBEI = REPOSITORY / "specs" / "hubei" / "2021"


@pytest.fixture(scope="module")
def spec() -> Spec:
    loaded, findings = load_spec(HUBEI)
    assert findings == ()
    assert loaded is not None
    return loaded


def test_a_spec_is_found_by_name_folder_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("hubei/2021", str(HUBEI), str(HUBEI / "book.yaml")):
        path, findings = find_spec(given)
        assert path is not None
        assert path.resolve() == HUBEI
        assert findings == ()
    assert "hubei/2021" in spec_names()
    shutil.copytree(HUBEI, tmp_path / "specs" / "hubei" / "2021")
    monkeypatch.chdir(tmp_path)
    assert find_spec("hubei/2021")[0] == Path("specs/hubei/2021")


@pytest.mark.parametrize("name", ["hubei/2011", "hubei2021"])
def test_an_unknown_spec_names_the_nearest(name: str) -> None:
    path, findings = find_spec(name)
    assert path is None
    assert [(f.code, f.facts["nearest"]) for f in findings] == [("S110", "hubei/2021")]


def test_the_sheets_stand_in_the_order_of_parts_and_files(spec: Spec) -> None:
    assert spec.name == "hubei/2021"
    assert [s.sheet for s in spec.sheets][:4] == ["封面", "目录", "单位信息", "收入明细"]
    assert spec.pages[2].part == "数据录入"
    assert spec.pages[2].file == "2-录入/01-单位信息.yaml"
    assert [p.file for p in spec.pages] == sorted(p.file for p in spec.pages)
    sheet = spec.sheet("支出明细")
    assert isinstance(sheet, Entry)
    column = next(iter(sheet.columns))
    assert isinstance(column, Text)
    assert (column.place.file, column.place.line > 1) == ("../../base/2-录入/03-支出明细.yaml", True)
    assert spec.sheet("没有") is None


def test_code_lists(spec: Spec) -> None:
    table = spec.codes["功能分类"]
    assert table.name("201") == "一般公共服务支出"
    assert table.name("999") is None
    assert [table.level(code) for code in ("201", "20103", "2010301", "20")] == ["类", "款", "项", None]
    assert all(row.code.startswith("20103") for row in table.nearest("2010309", 2))
    assert table.under("20103")[0].code == "20103"
    assert table.nearest("") == ()


def test_the_hash_follows_the_contents_and_nothing_else(tmp_path: Path) -> None:
    copy = flat(HUBEI, tmp_path / "copy")
    spec, _ = load_spec(copy)
    assert spec is not None
    book = copy / "book.yaml"
    book.write_bytes(b"\xef\xbb\xbf" + book.read_bytes().replace(b"\n", b"\r\n"))
    same, findings = load_spec(copy)
    assert findings == ()
    assert same is not None
    assert same.hash == spec.hash
    codes = copy / "codes" / "功能分类.csv"
    codes.write_text(codes.read_text(encoding="utf-8") + "29999,甲,款,no,\n", encoding="utf-8")
    other, _ = load_spec(copy)
    assert other is not None
    assert other.hash != spec.hash


def test_faults_of_all_pages_are_told_in_one_run(tmp_path: Path) -> None:
    copy = flat(HUBEI, tmp_path / "copy")
    for name in ("2-录入/02-收入明细.yaml", "2-录入/10-主要职能.yaml"):
        page = copy / name
        page.write_text(page.read_text(encoding="utf-8").replace("columns:", "colums:"), encoding="utf-8")
    book = copy / "book.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("year: 2021", "year: 今年"), encoding="utf-8")
    loaded, findings = load_spec(copy)
    assert loaded is None
    assert [(f.code, f.place.file) for f in findings] == [
        ("S104", "book.yaml"),
        ("S103", "2-录入/02-收入明细.yaml"),
        ("S103", "2-录入/10-主要职能.yaml"),
    ]
