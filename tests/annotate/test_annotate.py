"""The workbook that goes back: nothing typed is lost, everything wrong is marked, and mended it is accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from cli.run import workbook
from import_.test_import import bring
from judges.libreoffice import convert, session
from made import EXAMPLE, from_folder, the_spec
from workbook.api.annotate import Annotated, annotate
from workbook.api.filled import examine
from workbook.data import load_unit
from workbook.data.differ import differences
from workbook.data.settle import settled
from workbook.finding import Level

SPEC = the_spec()
SPENDING = "支出明细"
WRONG = (
    (SPENDING, "E6", True, "TRUE"),
    (SPENDING, "F6", "6,128,435.27", "6,128,435.27"),
    (SPENDING, "F8", "=1000000+24318.66", "=1000000+24318.66"),
    (SPENDING, "G7", "#N/A", "#N/A"),
    ("补充资料", "C6", "约两千万", "约两千万"),
)
"""Typed where a number belongs, and what stands there in the workbook that goes back."""

BROKEN = ((SPENDING, "K7", 999), (SPENDING, "C8", None), ("公开01表", "D8", 12345))
"""Formulas overwritten and deleted."""

RIGHT = ((SPENDING, "E6", 5980000), (SPENDING, "F6", 6128435.27), (SPENDING, "F8", 1024318.66),
         (SPENDING, "G7", 2356800), ("补充资料", "C6", 20487316.45))  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return from_folder(SPEC, EXAMPLE, tmp_path_factory.mktemp("filled") / "example.xlsx").path


def typed(source: Path, target: Path, cells: Iterable[tuple[str, str, object]], extra: str = "") -> Path:
    book = openpyxl.load_workbook(source)
    for tab, cell, value in cells:
        book[tab][cell] = value
    if extra:
        book.create_sheet(extra)["B2"] = "随手记"
    book.save(target)
    return target


@pytest.fixture(scope="module")
def bad(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cells = [*((tab, cell, value) for tab, cell, value, _ in WRONG), *BROKEN]
    return typed(example, tmp_path_factory.mktemp("bad") / "bad.xlsx", cells, "我的草稿")


@pytest.fixture(scope="module")
def back(bad: Path) -> Annotated:
    before = bad.read_bytes()
    result = annotate(bad, strict=True)
    assert bad.read_bytes() == before
    assert result.path == bad.with_name("bad_批注.xlsx")
    return result


def of(result: Annotated) -> openpyxl.Workbook:
    assert result.path is not None, result.findings
    return openpyxl.load_workbook(result.path)


def codes(path: Path, least: Level = Level.WARNING) -> list[str]:
    return [f.code for f in examine(path, strict=True).findings if f.level >= least]


def test_nothing_that_was_typed_is_lost(back: Annotated) -> None:
    book = of(back)
    for tab, cell, _, shown in WRONG:
        assert book[tab][cell].value == shown
        assert book[tab][cell].data_type in ("s", "f")
        assert book[tab][cell].fill.fgColor.rgb == "FFFFB3B3"
        assert book[tab][cell].comment is not None
    assert "看来是 6128435.27" in book[SPENDING]["F6"].comment.text


def test_all_formulas_are_back(back: Annotated, example: Path) -> None:
    book, whole = of(back), openpyxl.load_workbook(example)
    for tab, cell, value in BROKEN:
        assert book[tab][cell].value == whole[tab][cell].value
        assert book[tab][cell].fill.fgColor.rgb == "FFDDEBF7"
        assert value is None or str(value) in book[tab][cell].comment.text
    assert back.path is not None
    assert {c[0] for c in codes(back.path)}.isdisjoint("FE")


def test_the_issue_sheet(back: Annotated) -> None:
    book = of(back)
    assert book.sheetnames[:3] == ["封面", "目录", "问题清单"]
    sheet = book["问题清单"]
    assert book.active.title == "问题清单"
    head = [cell.value for cell in sheet[3]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert [row["序号"] for row in rows] == list(range(1, len(back.issues) + 1))
    by_place = {row["位置"]: row for row in rows}
    text = by_place["支出明细!F6"]
    assert (text["级别"], text["名称"], text["代码"]) == ("错误", "支出明细.1.基本支出", "M302")
    assert (text["填报内容"], text["应为"]) == ("“6,128,435.27”", "6128435.27")
    assert by_place["支出明细!K7"]["应为"] == '“=IF($B7="","",SUM($F7:$J7))”'
    assert by_place["（我的草稿）"]["代码"] == "M203"
    links = {cell.hyperlink.location for row in sheet.iter_rows(min_row=4) for cell in row if cell.hyperlink}
    assert {"支出明细!F6", "公开01表!D8"} <= {link.replace("'", "") for link in links}


def test_the_unmended_one_has_the_same_inputs_wrong(back: Annotated) -> None:
    assert back.path is not None
    found = examine(back.path, strict=True)
    places = {(f.place.sheet, f.place.cell) for f in found.findings if f.code.startswith("M3")}
    assert places == {(tab, cell) for tab, cell, *_ in WRONG}
    assert [f.level for f in found.findings if f.place.sheet == "问题清单"] == [Level.INFO]


@pytest.mark.parametrize("resave", [False, True], ids=["as it is", "LibreOffice"])
def test_mended_it_is_imported_with_the_right_data(resave: bool, back: Annotated, tmp_path: Path) -> None:
    assert back.path is not None
    source = convert(back.path, "xlsx", tmp_path / "again") if resave else back.path
    mended = typed(source, tmp_path / "mended.xlsx", RIGHT)
    result = bring(mended, tmp_path / "data")
    assert result.status == "imported" and result.folder is not None, [f for f in result.findings if f.level > 2]
    data, _ = load_unit(result.folder, SPEC)
    assert differences(settled(load_unit(EXAMPLE, SPEC)[0], SPEC), data, SPEC) == ()


def test_inserted_rows_stay_where_they_were(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "inserted.xlsx"
    cells = {"B8": "2040601", "D8": "一般公共预算", "F8": "12.34元", "L8": "新科目"}
    steps = [{"insert_rows": 2, "sheet": SPENDING, "row": 8}]
    steps += [{"set": value, "sheet": SPENDING, "cell": cell} for cell, value in cells.items()]
    session(example, [*steps, {"store": str(file)}])
    result = annotate(file, tmp_path / "out.xlsx", strict=True)
    sheet = of(result)[SPENDING]
    assert [sheet[cell].value for cell in cells] == list(cells.values())
    assert sheet["C8"].value.startswith('=IF($B8="",""')
    assert [sheet[f"A{row}"].value for row in (7, 8, 9, 10)] == ["2", "3", "4", "5"]
    assert sheet["B9"].value is None and sheet["B10"].value == "2010350"
    assert ("支出明细!F8", "M302") in {(issue.place, issue.code) for issue in result.issues}
    mended = typed(tmp_path / "out.xlsx", tmp_path / "mended.xlsx", [(SPENDING, "F8", 12.34)])
    done = bring(mended, tmp_path / "data", reason="没有相应的收入")
    assert done.folder is not None
    rows = load_unit(done.folder, SPEC)[0].sheet(SPENDING).rows
    assert (rows[2]["科目编码"], rows[2]["说明"], len(rows)) == (
        "2040601", "新科目", len(load_unit(EXAMPLE, SPEC)[0].sheet(SPENDING).rows) + 1,
    )  # fmt: skip


def test_a_moved_block_is_marked_in_all_its_cells(example: Path, tmp_path: Path) -> None:
    """Staff numbers one row too low: of the findings that tell it none has more than one of these cells."""
    sheet = openpyxl.load_workbook(example)["补充资料"]
    values = [sheet.cell(row, 3).value for row in range(71, 84)]
    cells = [("补充资料", f"C{row}", value) for row, value in zip(range(72, 84), values[:-1], strict=True)]
    book = of(annotate(typed(example, tmp_path / "a.xlsx", [*cells, ("补充资料", "C71", None)])))
    comments = [book["补充资料"].cell(row, 3).comment for row in range(71, 84)]
    assert all(comment is not None and "J101" in comment.text for comment in comments)
    assert "J101" not in str(book["补充资料"]["C70"].comment)


def test_a_clean_workbook_has_an_empty_list(example: Path, tmp_path: Path) -> None:
    result = annotate(example, tmp_path, strict=True)
    assert result.path == tmp_path / "example_批注.xlsx"
    assert result.issues == ()
    assert of(result)["问题清单"]["A4"].value == "没有发现问题。"
    assert bring(result.path, tmp_path / "data").status == "imported"


def test_a_sheet_s_name_in_the_list_confuses_nothing(example: Path, tmp_path: Path) -> None:
    """What was found may be the name of a sheet; the issue sheet must not be taken for that sheet."""
    file = typed(example, tmp_path / "x.xlsx", [(SPENDING, "P3", SPENDING), (SPENDING, "B2", "收入明细")])
    result = annotate(file, strict=True)
    assert result.path is not None and len(result.issues) >= 2
    assert "M202" not in codes(result.path)
    assert codes(result.path, Level.ERROR) == []


def test_what_was_deleted_is_there_again(example: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(example)
    del book["其他名词"]
    book["补充资料"].delete_rows(6)
    book.save(tmp_path / "x.xlsx")
    result = annotate(tmp_path / "x.xlsx", strict=True)
    assert {"M204", "M206"} <= {issue.code for issue in result.issues}
    assert result.path is not None and "其他名词" in of(result).sheetnames
    assert [code for code in codes(result.path) if code[0] in "MF"] == []


def test_files_are_not_overwritten_unasked(bad: Path, back: Annotated, tmp_path: Path) -> None:
    assert back.path is not None
    before = back.path.stat().st_mtime_ns
    assert annotate(bad, strict=True).path == back.path
    assert back.path.stat().st_mtime_ns == before
    copy = tmp_path / "bad_批注.xlsx"
    copy.write_bytes(b"somebody works here")
    refused = annotate(bad, tmp_path, strict=True)
    assert (refused.path, refused.findings[-1].code) == (None, "G103")
    assert annotate(bad, copy, strict=True).path == copy
    assert copy.read_bytes() == back.path.read_bytes()
    assert annotate(bad, bad, strict=True).findings[-1].code == "I108"
    (tmp_path / "no.xlsx").write_text("科目编码,金额\n", "utf-8")
    assert [f.code for f in annotate(tmp_path / "no.xlsx").findings][-1] == "I107"


def test_the_command(bad: Path, tmp_path: Path) -> None:
    done = workbook("annotate", bad, "-o", tmp_path / "a.xlsx")
    assert done.returncode == 0, done.stderr
    issues = openpyxl.load_workbook(tmp_path / "a.xlsx")["问题清单"]
    listed = sum(isinstance(row[0].value, int) for row in issues.iter_rows())
    assert done.stdout == f"{tmp_path / 'a.xlsx'}（问题清单 {listed} 条）\n"
    said = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert said == workbook("check", bad).stdout.splitlines()
    done = workbook("annotate", bad, "-o", tmp_path / "b.xlsx", "--lang", "en", "--format", "json")
    told = json.loads(done.stdout)
    assert told["annotated"] == str(tmp_path / "b.xlsx") and {"M302", "F101"} <= {i["code"] for i in told["issues"]}
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames[2] == "Issues"
    assert workbook("annotate", tmp_path / "none.xlsx").returncode in (1, 3)
