"""workbook lint, values, explain, schema, init."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

from cli.faults import EDITS, broken
from cli.run import EXAMPLE, ROOT, SEED, workbook
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


def test_explain() -> None:
    done = workbook("explain", "支出决算表.合计.基本支出", "--data", EXAMPLE, "--lang", "en")
    assert done.returncode == 0
    assert "by names: =" in done.stdout and "支出明细.基本支出" in done.stdout and "03-公开03表.yaml" in done.stdout
    done = workbook("explain", "支出决算表.合计.基本", "--spec", "hubei/2021")
    assert done.returncode == 2 and "支出决算表.合计.基本支出" in done.stderr


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
