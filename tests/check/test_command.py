"""workbook check: arguments, exit codes, formats, output."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from check import edits
from cli.run import ROOT, workbook
from made import Made
from workbook.cli.check import exit_code
from workbook.cli.main import main
from workbook.finding import Level, found
from workbook.report import Report, build_report

_PAGE = ROOT / "docs" / "check-json.md"


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command within this process, which is faster than one of its own."""

    def check(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as left:
            main(["check", "--lang", "zh", *map(str, arguments)])
        out, err = capsys.readouterr()
        return Done(int(left.value.code or 0), out, err)

    return check


@pytest.fixture(scope="module")
def schema() -> Any:
    block = re.search(r"```json\n(.*?)\n```", _PAGE.read_text("utf-8"), re.DOTALL)
    assert block is not None
    found = json.loads(block[1])
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@pytest.fixture(scope="module")
def files(example: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own: an accepted, a rejected and an unreadable workbook, and files that are not looked at."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "下级").mkdir()
    (folder / "下级" / "甲.xlsx").write_bytes(example.path.read_bytes())
    bad = {("支出决算表", f"行{n}", "项目支出"): 7 for n in (1, 2, 3)}
    edits.changed(example, folder / "乙.xlsx", {**bad, ("支出明细", "1", "说明"): '=HYPERLINK("http://x.cn")'})
    (folder / "丙.xls").write_bytes(b"\x09\x08" + bytes(600))
    (folder / "~$乙.xlsx").write_bytes(bytes(165))
    (folder / "说明.txt").write_text("不是工作簿", encoding="utf-8")
    return folder


def test_json_is_as_documented(files: Path, schema: Any) -> None:
    done = workbook("check", files, "--format", "json")
    told = json.loads(done.stdout)
    schema.validate(told)
    assert done.returncode == 3
    assert [(Path(r["file"]).name, r["status"]) for r in told["files"]] == [
        ("甲.xlsx", "accepted"),
        ("丙.xls", "unreadable"),
        ("乙.xlsx", "rejected"),
    ]
    wrong = next(f for f in told["files"][2]["findings"] if f["code"] == "F101")
    assert wrong["count"] == 3 == len(wrong["members"]) and wrong["cells"].count(":") == 1


def test_one_file_gives_one_object(run: Run, files: Path, schema: Any) -> None:
    done = run(files / "乙.xlsx", "--format", "json", "--lang", "en")
    told = json.loads(done.stdout)
    schema.validate(told)
    assert done.returncode == 1 and told["status"] == "rejected"
    assert told["findings"][0]["title"].isascii()
    assert run(files / "丙.xls", "--format", "json").returncode == 3


def test_exit_codes(run: Run, files: Path, tmp_path: Path) -> None:
    good = files / "下级" / "甲.xlsx"
    assert run(good).returncode == 0
    assert run(good, "--spec", tmp_path).returncode == 2
    assert run().returncode == 2
    empty = run(tmp_path)
    assert empty.returncode == 2 and "G104" in empty.stderr and not empty.stdout
    assert run(tmp_path / "没有.xlsx").returncode == 3


@pytest.mark.parametrize(
    ("name", "told"), [("good.xlsx", "要读的文件"), ("other.XLSX", "工作簿的文件名"), ("new.et", "工作簿的文件名")]
)
def test_a_report_never_replaces_a_workbook(run: Run, files: Path, tmp_path: Path, name: str, told: str) -> None:
    """The file itself after -o, or no name after it, so that the next workbook stands in its place."""
    for source in ("good.xlsx", "other.XLSX"):
        (tmp_path / source).write_bytes((files / "下级" / "甲.xlsx").read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = run(tmp_path / "good.xlsx", "-o", tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and told in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_without_an_ending_is_not_replaced_either(run: Run, files: Path, tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes((files / "下级" / "甲.xlsx").read_bytes())
    assert run(tmp_path / "good", "-o", tmp_path / "." / "good").returncode == 2
    assert (tmp_path / "good").read_bytes() == (files / "下级" / "甲.xlsx").read_bytes()


@pytest.mark.parametrize("command", [["schema"], ["status", "campaign"]])
def test_no_other_result_replaces_a_workbook(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "a.xlsm"
    kept.write_bytes(b"PK")
    with pytest.raises(SystemExit) as left:
        main([*command, "-o", str(kept)])
    assert left.value.code == 2 and "工作簿的文件名" in capsys.readouterr().err
    assert kept.read_bytes() == b"PK"


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_a_name_that_is_no_utf8_is_written_out(run: Run, files: Path, tmp_path: Path, form: str) -> None:
    """Unpacked from an archive that was made with another encoding; the report of all files is written all the same."""
    name = os.fsdecode(b"\xb2\xe2\xca\xd4.xlsx")
    try:
        (tmp_path / name).write_bytes((files / "丙.xls").read_bytes())
    except OSError:
        pytest.skip("this system has no such names")
    done = run(tmp_path, "--format", form)
    assert done.returncode == 3
    report = tmp_path / "report"
    assert run(tmp_path, "--format", form, "-o", report).returncode == 3
    told = report.read_text("utf-8-sig")
    assert "G105" not in told and r"\udcb2\udce2\udcca\udcd4.xlsx" in told
    if form == "json":
        assert json.loads(told)["files"][0]["file"] == str(tmp_path / name)


def test_the_worst_file_gives_the_exit_code() -> None:
    item = build_report("a.xlsx", [found("K105")]).findings
    accepted = Report("a.xlsx", "accepted", item)
    rejected = Report("b.xlsx", "rejected", build_report("b.xlsx", [found("F103", formula="=1")]).findings)
    unreadable = build_report("c.xlsx", [found("R110")])
    spec = build_report("d.xlsx", [found("S110", name="x")])
    assert [exit_code([r]) for r in (accepted, rejected, unreadable, spec)] == [0, 1, 3, 2]
    assert exit_code([accepted], Level.INFO) == 1 and exit_code([accepted], Level.WARNING) == 0
    assert exit_code([unreadable, spec, rejected]) == 3 and exit_code([rejected, spec]) == 2


def test_text_for_a_pipe(run: Run, files: Path) -> None:
    done = run(files)
    assert "\x1b" not in done.stdout and done.stdout.count("\n错误 F101 公开03表!") == 1
    assert "通过" in done.stdout and "不能核对" in done.stdout and "Traceback" not in done.stderr


def test_csv_holds_no_formula(run: Run, files: Path, tmp_path: Path) -> None:
    done = run(files, "--format", "csv", "-o", tmp_path / "sub" / "结果.csv")
    text = (tmp_path / "sub" / "结果.csv").read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert done.returncode == 3 and done.stdout.strip().endswith("结果.csv")
    values = [value for line in lines for value in line.values()]
    assert any(value.startswith("'=") for value in values)
    assert not [v for v in values if v.startswith(("=", "+", "-", "@", "\t")) and not re.fullmatch(r"-[\d.]+", v)]
    assert {line["file"] for line in lines} == {str(p) for p in files.rglob("[甲乙丙].*")}
    assert sum(int(line["count"]) for line in lines if line["code"] == "F101") == 3


def test_limits(files: Path) -> None:
    late = workbook("check", files / "乙.xlsx", "--timeout", "0.1")
    assert late.returncode == 3 and "G111" in late.stdout
    narrow = workbook("check", files / "乙.xlsx", "--memory", "64")
    assert narrow.returncode == 3 and "G112" in narrow.stdout
    wide = workbook("check", files / "下级" / "甲.xlsx", "--timeout", "60", "--memory", "4000")
    assert wide.returncode == 0 and "通过" in wide.stdout
