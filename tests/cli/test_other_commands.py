"""workbook lint, values, explain, schema, init."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest

from cli.faults import EDITS, broken
from cli.run import EXAMPLE, ROOT, SEED, workbook
from workbook.api import explain, page
from workbook.spec.overlay import overlay_text
from workbook.spec.schema import schema_text

OVERLAY = ROOT / "specs" / "overlay.schema.json"
SCHEMA = ROOT / "specs" / "schema.json"
WRONG = next(e for e in EDITS if e.id == "S201-wrong-name")


def test_lint(tmp_path: Path) -> None:
    root, line = broken(WRONG, tmp_path)
    done = workbook("lint", "spec", cwd=tmp_path)
    assert done.returncode == 2
    assert f"错误 S201 spec/{WRONG.page}:{line}:" in done.stdout and "补充资料.使用非财政拨款结余" in done.stdout
    told = json.loads(workbook("lint", root, "hubei/2021", "--format", "json").stdout)
    assert [len(spec["findings"]) for spec in told["specs"]] == [1, 0]
    assert told["specs"][0]["findings"][0]["line"] == line
    assert workbook("lint").returncode == 0


def test_values() -> None:
    done = workbook("values", SEED)
    assert done.returncode == 0
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["name", "value"]
    values = dict(rows[1:])
    assert len(values) == len(rows) - 1
    assert values["支出决算表.201.基本支出"] == "1181.7"
    assert values["收入支出决算总表.收入.总计.决算数"] == values["收入支出决算总表.支出.总计.决算数"]
    told = json.loads(workbook("values", SEED, "--format", "json").stdout)
    assert told["支出决算表.201.基本支出"] == 1181.7 and told.keys() == values.keys()
    assert workbook("values", "--blank", "--spec", "hubei/2021").returncode == 0
    assert workbook("values").returncode == 2
    done = workbook("values", "--blank", cwd=ROOT)
    assert done.returncode == 2 and "要用 --spec 指明一个：hubei/2021" in done.stderr
    assert done.stderr.endswith("用 workbook --help 查看用法。\n"), "--spec is no command"


def test_explain() -> None:
    done = workbook("explain", "支出决算表.合计.基本支出", "--data", EXAMPLE, "--lang", "en")
    assert done.returncode == 0
    assert "by names: =" in done.stdout and "支出明细.基本支出" in done.stdout and "03-公开03表.yaml" in done.stdout
    done = workbook("explain", "支出决算表.合计.基本", "--spec", "hubei/2021")
    assert done.returncode == 2 and "支出决算表.合计.基本支出" in done.stderr


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("支出明细.基本支出", "支出明细.1.基本支出"),  # a whole column
        ("审核.A5", "审核.A5.编号"),  # a whole row
        ("公开03表.合计.基本", "支出决算表.合计.基本支出"),
        ("支出决算表.999.基本支出", "支出决算表.2121999.基本支出"),
    ],
)
def test_a_name_that_is_offered_is_a_cells(name: str, meant: str) -> None:
    """Never the name that was just refused, nor that of a row or column."""
    told, findings = explain(name, EXAMPLE)
    assert told is None and [f.facts["nearest"] for f in findings if f.code == "G108"] == [meant]
    assert explain(meant, EXAMPLE)[0] is not None


def test_names_as_findings_and_tabs_have_them_are_explained() -> None:
    """F105 names a cell of the cover by its keys; people see 公开03表 on the tab of 支出决算表."""
    told, _ = explain("封面.副题.左", EXAMPLE)
    assert told is not None and (told.name, told.address) == ("封面.副题.左", "封面!B4")
    told, _ = explain("公开03表.合计.基本支出", EXAMPLE)
    assert told is not None and told.name == "支出决算表.合计.基本支出"


def test_a_projects_scorecard_is_declared_on_its_own_page() -> None:
    for column in ("得分", "填报完成值"):
        told, _ = explain(f"自评_政务数据共享平台运维.指标.1.{column}", EXAMPLE)
        assert told is not None and told.origin.file.endswith("02-项目支出.yaml") and told.origin.line
        told, _ = explain(f"自评_部门整体.指标.1.{column}", EXAMPLE)
        assert told is not None and told.origin.file.endswith("01-部门整体.yaml") and told.origin.line


def test_the_page_of_a_check_is_that_of_the_spec_asked_for() -> None:
    """A6.10 is about 08表 in one year and about 07表 in the next."""
    newer, _ = page("A6.10", spec="hubei/2022")
    assert newer is not None and "07表" in newer.title and newer.text("zh").endswith("模板：hubei/2022\n")
    older, _ = page("A6.10", data=EXAMPLE)
    assert older is not None and "08表" in older.title and older.spec == "hubei/2021"
    done = workbook("explain", "A5", "--spec", "hubei/2099")
    assert done.returncode == 2 and "S110" in done.stderr and "G109" not in done.stderr
    done = workbook("explain", "A5", "--data", "没有这个文件夹")
    assert done.returncode == 3 and "D117" in done.stderr


def test_nothing_is_computed_without_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    unit = Path(shutil.copytree(EXAMPLE, tmp_path / "甲"))
    spent = (unit / "支出明细.csv").read_text("utf-8")
    (unit / "支出明细.csv").write_text(spent, "utf-16")
    done = workbook("values", unit)
    assert done.returncode == 3 and "D102" in done.stderr and done.stdout.split() == ["name,value"]
    done = workbook("explain", "支出决算表.合计.基本支出", "--data", unit)
    assert done.returncode == 3 and "D102" in done.stderr and done.stdout == ""


def test_explain_tells_what_is_wrong_with_the_data(tmp_path: Path) -> None:
    unit = Path(shutil.copytree(EXAMPLE, tmp_path / "甲"))
    with (unit / "支出明细.csv").open("a", encoding="utf-8") as file:
        file.write("2010301,一般公共预算,1408.78万元,,,,,\n")
    done = workbook("explain", "支出决算表.合计.基本支出", "--data", unit)
    assert done.returncode == 1 and "D105" in done.stderr and "公开03表" in done.stdout


def test_explain_without_data_or_spec_speaks_for_the_newest_spec_that_has_the_name() -> None:
    done = workbook("explain", "支出决算表.合计.基本支出", cwd=ROOT)
    assert done.returncode == 0
    line = next(line for line in done.stdout.splitlines() if line.startswith("模板："))
    assert line == "模板：shanghai/2024（其他模板用 --spec：hubei/2021、hubei/2022、national/2021）"
    older = workbook("explain", "一般公共预算财政拨款基本支出决算表.30701.决算数", cwd=ROOT)
    assert older.returncode == 0 and "模板：hubei/2022（" in older.stdout, "the newest spec has no such row"
    asked = workbook("explain", "支出决算表.合计.基本支出", "--spec", "hubei/2021", "--format", "json", cwd=ROOT)
    assert json.loads(asked.stdout)["spec"] == "hubei/2021" and "--spec" not in asked.stdout


def test_values_that_a_spreadsheet_would_compute(tmp_path: Path) -> None:
    unit = Path(shutil.copytree(EXAMPLE, tmp_path / "甲"))
    (unit / "主要职能.csv").write_text('职能\n"=HYPERLINK(""http://x"")"\n-5\n', encoding="utf-8")
    shown = dict(csv.reader(io.StringIO(workbook("values", unit).stdout)))
    assert shown["主要职能.1.职能"] == '\'=HYPERLINK("http://x")' and shown["主要职能.2.职能"] == "-5"
    told = json.loads(workbook("values", unit, "--format", "json").stdout)
    assert told["主要职能.1.职能"] == '=HYPERLINK("http://x")'
    done = workbook("explain", "主要职能.1.职能", "--data", unit, "--format", "csv")
    assert "=HYPERLINK" not in done.stdout.replace("'=HYPERLINK", "")


def test_the_schema_beside_the_specs_is_up_to_date() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        SCHEMA.write_text(schema_text(), encoding="utf-8")
        OVERLAY.write_text(overlay_text(), encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "renew it with UPDATE_GOLDEN=1"
    assert OVERLAY.read_text(encoding="utf-8") == overlay_text(), "renew it with UPDATE_GOLDEN=1"


def test_schema(tmp_path: Path) -> None:
    assert workbook("schema").stdout == schema_text()
    assert workbook("schema", "--overlay").stdout == overlay_text()
    assert workbook("schema", "-o", tmp_path / "s.json").returncode == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == schema_text()


def test_init_lays_out_a_folder_that_works(tmp_path: Path) -> None:
    done = workbook("init", tmp_path / "新")
    assert done.returncode == 0
    assert (tmp_path / "新" / "specs" / "base" / "codes" / "功能分类.csv").is_file()
    assert (tmp_path / "新" / "specs" / "schema.json").is_file()
    made = workbook("generate", "--data", "data/example", cwd=tmp_path / "新")
    assert made.returncode == 0, made.stderr
    book = tmp_path / "新" / "specs" / "hubei" / "2021" / "book.yaml"
    book.write_text("my own", encoding="utf-8")
    again = workbook("init", tmp_path / "新")
    assert again.returncode == 3 and "G103" in again.stderr and book.read_text(encoding="utf-8") == "my own"
    (tmp_path / "新" / "specs" / "schema.json").unlink()
    assert workbook("init", tmp_path / "新").returncode == 3
    assert not (tmp_path / "新" / "specs" / "schema.json").exists()
