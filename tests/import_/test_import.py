"""Importing: accepted, rejected, forced, the same again, a conflict, hostile names."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from cli.run import workbook
from made import EXAMPLE, SEED, blank
from workbook.api.annotate import annotate
from workbook.api.import_ import Imported, Wanted, import_files
from workbook.data import load_unit
from workbook.data.differ import differences
from workbook.data.settle import settled
from workbook.finding import Level
from workbook.spec.spec import Spec

NOON = datetime(2022, 8, 31, 12, tzinfo=UTC)


def bring(file: Path, to: Path, *, reason: str = "", replace: bool = False) -> Imported:
    (result,) = import_files([file], Wanted(to, None, reason, replace, lambda: NOON), strict=True)
    return result


def changed(source: Path, target: Path, cells: Iterable[tuple[str, str, object]]) -> Path:
    """A copy with some cells typed over."""
    book = openpyxl.load_workbook(source)
    for tab, cell, value in cells:
        book[tab][cell] = value
    book.save(target)
    return target


def snapshot(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {p: (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in folder.rglob("*")}


def test_an_accepted_workbook_becomes_data(example: Path, spec: Spec, tmp_path: Path) -> None:
    result = bring(example, tmp_path)
    assert (result.status, result.forced, result.differences) == ("imported", False, ())
    assert result.folder == tmp_path / "2021" / "示例市数据资源管理局（示例）"
    data, findings = load_unit(result.folder, spec)
    assert [f for f in findings if f.level > Level.INFO] == []
    assert differences(settled(load_unit(EXAMPLE, spec)[0], spec), data, spec) == ()
    digest = hashlib.sha256(example.read_bytes()).hexdigest()
    assert result.original == tmp_path / "originals" / f"{digest}.xlsx"
    assert result.original is not None and result.original.read_bytes() == example.read_bytes()
    record = json.loads((result.folder / "导入记录.json").read_text("utf-8"))
    assert record["sha256"] == digest
    assert (record["verdict"], record["reason"], record["forced"]) == ("accepted", "", [])
    assert record["template"] == {"name": "hubei/2021", "hash": spec.hash}
    assert record["time"] == "2022-08-31T12:00:00+00:00"


def test_the_same_file_twice_changes_nothing(example: Path, tmp_path: Path) -> None:
    bring(example, tmp_path)
    before = snapshot(tmp_path)
    again = bring(example, tmp_path)
    assert again.status == "unchanged"
    assert [f.code for f in again.findings if f.code.startswith("I")] == ["I103"]
    assert snapshot(tmp_path) == before


def test_another_file_is_a_conflict_of_named_values(example: Path, tmp_path: Path) -> None:
    bring(example, tmp_path)
    other = changed(example, tmp_path / "other.xlsx", [("单位信息", "C16", "000-11111111")])
    before = snapshot(tmp_path / "2021"), snapshot(tmp_path / "originals")
    result = bring(other, tmp_path)
    assert result.status == "conflict"
    assert [(d.name, d.old, d.new) for d in result.differences] == [
        ("单位信息.咨询电话.值", "000-00000000", "000-11111111")
    ]
    assert "I102" in {f.code for f in result.findings}
    assert (snapshot(tmp_path / "2021"), snapshot(tmp_path / "originals")) == before
    result = bring(other, tmp_path, replace=True)
    assert (result.status, len(result.differences)) == ("imported", 1)
    assert len(list((tmp_path / "originals").iterdir())) == 2
    assert result.folder is not None and "000-11111111" in (result.folder / "单位.csv").read_text("utf-8")


def test_data_changed_by_hand_are_not_overwritten(example: Path, tmp_path: Path) -> None:
    folder = bring(example, tmp_path).folder
    assert folder is not None
    path = folder / "单位.csv"
    path.write_text(path.read_text("utf-8").replace("000-00000000", "手工改过"), "utf-8")
    assert bring(example, tmp_path).status == "conflict"


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("支出明细.csv", "6128435.27,,", "6128435.27,待定,", "D105"),  # a word where nothing had been typed
        ("补充资料.csv", "公务用车保有量,", "另加的项目,5,\n公务用车保有量,", "D108"),
    ],
)
def test_what_is_not_read_of_the_data_is_a_difference(
    name: str, old: str, new: str, code: str, example: Path, tmp_path: Path
) -> None:
    """It has no value that could differ; the data are not those of the file all the same."""
    folder = bring(example, tmp_path).folder
    assert folder is not None
    path = folder / name
    written = path.read_text("utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), "utf-8")
    result = bring(example, tmp_path)
    assert (result.status, [f.code for f in result.own], result.differences) == ("conflict", [code, "I102"], ())
    assert result.own[0].place.file == str(path)
    assert result.own[1].facts["count"] == "1"
    result = bring(example, tmp_path, replace=True)
    assert (result.status, [f.code for f in result.own]) == ("imported", ["I109"])
    assert result.own[0].facts["places"].startswith(f"{name}:")
    assert path.read_text("utf-8") == written
    assert bring(example, tmp_path).status == "unchanged"


def test_a_stray_file_beside_the_data_stays(example: Path, tmp_path: Path) -> None:
    """It is no data file, is not replaced, and is nothing in which the data differ."""
    folder = bring(example, tmp_path).folder
    assert folder is not None
    (folder / "三公经费.xlsx").write_bytes(b"PK")
    assert bring(example, tmp_path).status == "unchanged"


def test_data_without_the_units_own_file_are_not_overwritten(example: Path, tmp_path: Path) -> None:
    """Somebody has typed 支出明细.csv and not yet 单位.csv."""
    typed = tmp_path / "2021" / "示例市数据资源管理局（示例）" / "支出明细.csv"
    typed.parent.mkdir(parents=True)
    typed.write_text("科目编码,资金来源,基本支出,项目支出\n2010301,一般公共预算,77,\n", "utf-8")
    before = snapshot(typed.parent)
    result = bring(example, tmp_path)
    assert (result.status, result.folder) == ("conflict", typed.parent)
    assert any(d.name.startswith("支出明细.") and d.old == 77 for d in result.differences)
    assert snapshot(typed.parent) == before
    assert bring(example, tmp_path, replace=True).status == "imported"


def test_a_rejected_workbook_is_imported_only_with_a_reason(seed: Path, spec: Spec, tmp_path: Path) -> None:
    result = bring(seed, tmp_path)
    assert (result.status, [f.code for f in result.findings if f.code.startswith("I")]) == ("rejected", ["I101"])
    assert list(tmp_path.iterdir()) == []
    result = bring(seed, tmp_path, reason="公布数本身不平")
    assert (result.status, result.forced) == ("imported", True)
    assert result.folder is not None
    data, _ = load_unit(result.folder, spec)
    assert differences(settled(load_unit(SEED, spec)[0], spec), data, spec) == ()
    record = json.loads((result.folder / "导入记录.json").read_text("utf-8"))
    assert (record["verdict"], record["reason"]) == ("forced", "公布数本身不平")
    errors = [f for f in result.findings if f.level >= Level.ERROR]
    assert len(record["forced"]) == len(errors) > 5
    assert all(told["text"] and told["level"] == "error" for told in record["forced"])
    assert bring(seed, tmp_path, reason="再来一次").status == "unchanged"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("../../外面", ".._.._外面"),
        ("..", "example"),
        ("甲/乙:丙*", "甲_乙_丙_"),
        ("CON", "_CON"),
        ("长" * 300, "长" * 60),
    ],
)
def test_a_folder_is_always_below_the_year(name: str, folder: str, example: Path, tmp_path: Path) -> None:
    file = changed(example, tmp_path / "example.xlsx", [("单位信息", "C6", name)])
    result = bring(file, tmp_path / "data", reason="试验")
    assert result.folder == tmp_path / "data" / "2021" / folder.strip(" .")
    assert result.status == "imported" and (result.folder / "单位.csv").is_file()
    assert {p.name for p in tmp_path.iterdir()} == {"data", "example.xlsx"}


def test_a_unit_keeps_the_folder_it_has(example: Path, tmp_path: Path) -> None:
    folder = bring(example, tmp_path).folder
    assert folder is not None
    short = folder.rename(folder.with_name("示例局"))
    again = bring(example, tmp_path)
    assert (again.status, again.folder) == ("unchanged", short)


def test_what_cannot_be_read_is_refused_and_does_not_stop_the_others(example: Path, tmp_path: Path) -> None:
    broken, text = tmp_path / "broken.xlsx", tmp_path / "text.xlsx"
    broken.write_bytes(example.read_bytes()[:5000])
    text.write_text("科目编码,金额\n", encoding="utf-8")
    files = [broken, text, tmp_path / "没有.xlsx", example]
    results = list(import_files(files, Wanted(tmp_path / "data", reason="强制也不行")))
    assert [r.status for r in results] == ["rejected", "rejected", "rejected", "imported"]
    assert all(r.findings[0].code.startswith("R") and r.folder is None for r in results[:3])


def test_a_file_whose_name_is_no_utf8(example: Path, tmp_path: Path) -> None:
    """Unpacked from an archive that was made with another encoding: imported and handed back like any other."""
    name = os.fsdecode(b"\xb2\xe2\xca\xd4.xlsx")
    try:
        (tmp_path / name).write_bytes(example.read_bytes())
    except OSError:
        pytest.skip("this system has no such names")
    result = bring(tmp_path / name, tmp_path / "data")
    assert result.status == "imported" and result.folder is not None
    assert json.loads((result.folder / "导入记录.json").read_text("utf-8"))["file"] == name
    assert annotate(tmp_path / name, strict=True).path == tmp_path / f"{name.removesuffix('.xlsx')}_批注.xlsx"


def test_a_failing_disk_is_told(example: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("keine Mappe")
    result = bring(example, tmp_path / "data")
    assert (result.status, result.findings[-1].code) == ("failed", "G101")


def test_a_value_that_cannot_be_stored_stops_the_import(example: Path, tmp_path: Path) -> None:
    file = changed(example, tmp_path / "x.xlsx", [("支出明细", "B6", "二〇一")])
    result = bring(file, tmp_path / "data")
    lost = [f for f in result.findings if f.code == "I105"]
    assert (result.status, [f.place.name for f in lost]) == ("rejected", ["支出明细.1.科目编码"])


def test_scorecards_of_a_blank_hand_out(spec: Spec, tmp_path: Path) -> None:
    """They go by the name of their project; those nobody filled in are not there."""
    handed_out = blank(spec, tmp_path / "blank.xlsx", clean=False)
    name = handed_out.at("自评_项目2.概况.项目名称.值")
    cells = [(*name, "数据平台运维"), ("单位信息", "C6", "某局")]
    result = bring(changed(handed_out.path, tmp_path / "filled.xlsx", cells), tmp_path / "data", reason="试验")
    assert result.folder == tmp_path / "data" / "2021" / "某局"
    cards = {p.name for p in (result.folder / "自评").iterdir()}
    assert cards == {"数据平台运维.csv", "数据平台运维.概况.csv"}


def test_the_command(example: Path, seed: Path, tmp_path: Path) -> None:
    to = ["--to", str(tmp_path)]
    done = workbook("import", example, *to)
    assert (done.returncode, "已导入" in done.stdout) == (0, True), done.stderr
    done = workbook("import", example, *to, "--format", "json")
    (told,) = json.loads(done.stdout)["files"]
    assert (done.returncode, told["status"], told["year"]) == (0, "unchanged", "2021")
    other = changed(example, tmp_path / "other.xlsx", [("单位信息", "C16", "000-11111111")])
    done = workbook("import", other, *to)
    assert done.returncode == 1
    assert "单位信息.咨询电话.值  000-00000000 → 000-11111111" in done.stdout
    assert workbook("import", seed, *to).returncode == 1
    assert workbook("import", seed, *to, "--force").returncode == 2
    assert workbook("import", seed, *to, "--reason", "只有理由").returncode == 2
    done = workbook("import", seed, *to, "--force", "--reason", "published so", "--lang", "en")
    assert (done.returncode, "imported" in done.stdout, "I104" in done.stderr) == (0, True, True)


def test_it_says_what_check_says(example: Path, tmp_path: Path) -> None:
    """The same findings in the same words and with the same counts; what is its own comes after them."""
    bad = changed(example, tmp_path / "bad.xlsx", [("支出明细", "F6", "6,128,435.27"), ("公开03表", "F8", 2000)])
    checked = workbook("check", bad).stdout.splitlines()
    assert checked[0].startswith(f"{bad}：不通过，错误 2 条")
    done = workbook("import", bad, "--to", tmp_path / "data")
    said = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert done.returncode == 1 and said[: len(checked)] == checked
    (own,) = said[len(checked) :]
    assert own.startswith("错误 I101 bad.xlsx：有 2 处错误，没有导入。")
    assert done.stdout == f"{bad}：没有导入\n"
    (told,) = json.loads(workbook("import", bad, "--to", tmp_path, "--format", "json").stdout)["files"]
    assert told["report"] == json.loads(workbook("check", bad, "--format", "json").stdout)
    assert [finding["code"] for finding in told["findings"]] == ["I101"]
    good = workbook("import", example, "--to", tmp_path / "data")
    assert "why" not in good.stderr and "left" not in good.stderr and "K105" in good.stderr


def test_another_file_with_the_same_values_is_kept_too(example: Path, tmp_path: Path) -> None:
    """Its comments and its extra sheets are in no data file: the data stay as they are, the file is not lost."""
    first = bring(example, tmp_path)
    assert first.folder is not None
    before = snapshot(first.folder)
    book = openpyxl.load_workbook(example)
    book.create_sheet("我的计算")["A1"] = 42
    book.save(tmp_path / "again.xlsx")
    again = bring(tmp_path / "again.xlsx", tmp_path)
    digest = hashlib.sha256((tmp_path / "again.xlsx").read_bytes()).hexdigest()
    assert again.status == "unchanged" and snapshot(first.folder) == before
    assert again.original == tmp_path / "originals" / f"{digest}.xlsx" and again.original.is_file()
    assert first.original is not None and first.original.is_file()
    (tmp_path / "again.xlsx").unlink()
    whole = snapshot(tmp_path)
    assert bring(example, tmp_path).status == "unchanged" and snapshot(tmp_path) == whole


def recorded(result: Imported) -> dict[str, object]:
    assert result.folder is not None
    record: dict[str, object] = json.loads((result.folder / "导入记录.json").read_text("utf-8"))
    return record


def test_a_corrected_file_with_the_same_values_takes_the_errors_off_the_record(example: Path, tmp_path: Path) -> None:
    """An overwritten formula is an error, and no value in the data."""
    bad = changed(example, tmp_path / "bad.xlsx", [("公开03表", "F8", 2000)])
    to = tmp_path / "data"
    assert recorded(bring(bad, to, reason="先收下"))["verdict"] == "forced"
    assert bring(bad, to).status == "rejected"
    whole = snapshot(to)
    assert bring(bad, to, reason="再来一次").status == "unchanged" and snapshot(to) == whole
    good = bring(example, to)
    assert (good.status, good.forced) == ("unchanged", False)
    record = recorded(good)
    assert (record["verdict"], record["reason"], record["forced"]) == ("accepted", "", [])
    assert (record["file"], record["sha256"]) == ("example.xlsx", good.sha256)
    whole = snapshot(to)
    assert bring(example, to).status == "unchanged" and snapshot(to) == whole
    again = bring(bad, to, reason="仍然收下")
    assert (again.status, again.forced, recorded(again)["reason"]) == ("unchanged", True, "仍然收下")
    assert {"I103", "I104"} <= {f.code for f in again.findings}


def test_data_that_were_typed_get_a_record_of_the_file_that_says_the_same(example: Path, tmp_path: Path) -> None:
    first = bring(example, tmp_path)
    assert first.folder is not None
    (first.folder / "导入记录.json").unlink()
    again = bring(example, tmp_path)
    assert (again.status, recorded(again)["sha256"]) == ("unchanged", again.sha256)
