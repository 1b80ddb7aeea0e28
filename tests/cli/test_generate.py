"""workbook generate: files, exit codes, output streams."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from cli.faults import EDITS, broken
from cli.run import EXAMPLE, ROOT, SEED, workbook
from workbook import generate, roll_forward, roll_up
from workbook.cli.main import command_line
from workbook.cli.outcome import FINDINGS, exit_code
from workbook.finding import Level

CYCLE = next(e for e in EDITS if e.id == "S203-cycle")


def copy(folder: Path, target: Path, **facts: str) -> Path:
    """A unit's folder with some facts of 单位.csv changed."""
    shutil.copytree(folder, target)
    file = target / "单位.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    changed = [f"{n},{facts[n]}" if (n := line.split(",")[0]) in facts else line for line in lines]
    file.write_text("\n".join(changed) + "\n", encoding="utf-8")
    return target


def program(code: str, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Some lines of Python as a process."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_one_unit(tmp_path: Path) -> None:
    done = workbook("generate", "--data", SEED, "-o", tmp_path / "out")
    file = tmp_path / "out" / "2021_武汉市青山区人民政府办公室.xlsx"
    assert done.returncode == 0, done.stderr
    assert str(file) in done.stdout and "个公式" in done.stdout
    assert load_workbook(file)["公开01表"] is not None


def test_blank_and_a_given_file(tmp_path: Path) -> None:
    assert (
        workbook("generate", "--blank", "--spec", "hubei/2021", cwd=tmp_path, env={"LANG": "en_US.UTF-8"}).returncode
        == 0
    )
    assert (tmp_path / "hubei_2021_空白.xlsx").is_file()
    done = workbook("generate", "--blank", "--spec", "hubei/2021", "-o", tmp_path / "手填.xlsx", "--lang", "en")
    assert "formulas" in done.stdout and (tmp_path / "手填.xlsx").is_file()


def test_many_units_one_of_them_broken(tmp_path: Path) -> None:
    data = tmp_path / "data"
    copy(EXAMPLE, data / "甲")
    copy(EXAMPLE, data / "乙")  # the same name: another file
    copy(EXAMPLE, data / "丙", 单位名称="某局/二处")
    (copy(EXAMPLE, data / "丁") / "支出明细.csv").write_bytes(b"\xff\xfe\x00\x81")
    done = workbook("generate", "--data", data, "-o", tmp_path / "out", "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 3
    assert [w["status"] for w in told["workbooks"]] == ["refused", "written", "written", "written"]
    assert told["workbooks"][0]["findings"][0]["code"] == "D102"
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "2021_示例市数据资源管理局（示例）.xlsx",
        "2021_示例市数据资源管理局（示例）_2.xlsx",
        "2021_某局_二处.xlsx",
    }
    assert workbook("generate", data, "-o", tmp_path / "one.xlsx").returncode == 2


def test_an_existing_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old")
    root, _ = broken(CYCLE, tmp_path)
    done = workbook("generate", EXAMPLE, "--spec", root, "-o", target)
    assert done.returncode == 2 and target.read_text() == "old"
    assert "S203" in done.stderr and "公式绕了一圈" in done.stderr and "G106" in done.stderr
    assert workbook("generate", EXAMPLE, "-o", target).returncode == 0
    assert load_workbook(target).sheetnames
    assert [p.name for p in tmp_path.iterdir() if p.suffix in (".tmp", ".xlsx")] == ["a.xlsx"]


def test_a_wrong_value_is_told_and_counts_as_blank(tmp_path: Path) -> None:
    unit = copy(EXAMPLE, tmp_path / "甲", 年度="2021")
    file = unit / "三公经费.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("46280.00", "4万6"), encoding="utf-8")
    done = workbook("generate", unit, "-o", tmp_path)
    assert done.returncode == 1 and "D105" in done.stderr and f"{unit}/三公经费.csv:2:" in done.stderr
    assert list(tmp_path.glob("*.xlsx"))


def test_exit_codes(tmp_path: Path) -> None:
    assert workbook("generate").returncode == 2
    assert workbook("generate", "--blank", "--data", EXAMPLE).returncode == 2
    assert workbook("generate", "--frobnicate").returncode == 2
    assert workbook("frobnicate").returncode == 2
    assert workbook("generate", tmp_path / "nowhere").returncode == 3
    assert workbook("generate", EXAMPLE, "--spec", "hubei/2201", "-o", tmp_path).returncode == 2
    (tmp_path / "taken").write_text("")
    done = workbook("generate", EXAMPLE, "-o", tmp_path / "taken" / "a.xlsx")
    assert done.returncode == 3 and "G101" in done.stderr
    assert list(tmp_path.glob("*.xlsx")) == []


def test_data_that_cannot_be_read_are_not_taken_for_blank(tmp_path: Path) -> None:
    unit = copy(EXAMPLE, tmp_path / "甲")
    (unit / "支出明细.csv").unlink()
    (unit / "支出明细.csv").mkdir()
    done = workbook("generate", unit, "-o", tmp_path / "out")
    assert done.returncode == 3 and "D118" in done.stderr and "支出明细.csv" in done.stderr
    assert not list(tmp_path.rglob("*.xlsx"))
    nothing = workbook("generate", tmp_path / "没有")
    assert nothing.returncode == 3 and "D117" in nothing.stderr and "不必处理" not in nothing.stderr


def test_csv_and_fail_on(tmp_path: Path) -> None:
    unit = copy(SEED, tmp_path / "甲")
    (unit / "重点工作.csv").unlink()
    calm = workbook("generate", unit, "-o", tmp_path, "--format", "csv")
    assert calm.returncode == 0
    assert calm.stdout.splitlines()[0] == "subject,level,code,file,line,column,sheet,cell,name,message,hint"
    assert any(",info,D101," in line for line in calm.stdout.splitlines()[1:])
    assert workbook("generate", unit, "-o", tmp_path, "--fail-on", "info").returncode == 1


def test_messages_follow_the_language(tmp_path: Path) -> None:
    for env, word in (("en_GB.UTF-8", "There is no spec"), ("zh_CN.UTF-8", "找不到"), ("C.UTF-8", "找不到")):
        done = workbook("lint", "nix", env={"LANG": env})
        assert word in done.stdout and done.returncode == 2
    assert "There is no spec" in workbook("lint", "nix", "--lang", "en").stdout
    assert "make workbooks" in workbook("--help", env={"LANG": "en_US.UTF-8"}).stdout


@pytest.mark.parametrize(
    "arguments", [["generate"], ["values", "/nowhere"], ["init"], ["explain", "没有.这个"], ["nix"]]
)
def test_nobody_sees_a_traceback(arguments: list[str]) -> None:
    done = workbook(*arguments)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_an_unforeseen_error_is_one_sentence(tmp_path: Path) -> None:
    code = (
        "import workbook.cli.generate as g, sys\n"
        "def fail(*a, **k): raise ZeroDivisionError('x')\n"
        "g.generate = fail\n"
        "from workbook.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    for more, expected in ((["--debug"], "Traceback"), ([], "G105")):
        done = program(code, tmp_path, "generate", "--blank", *more)
        assert expected in done.stderr
    assert done.returncode == 2 and "--debug" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_is_clean(tmp_path: Path) -> None:
    code = "import workbook.cli.generate as g, os, signal\n"
    code += "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
    code += f"g.generate = lambda *a, **k: os.kill(os.getpid(), {int(signal.SIGINT)})\n"
    code += "from workbook.cli.main import main\nmain(['generate', '--blank', '--spec', 'hubei/2021'])\n"
    done = program(code, tmp_path)
    assert done.returncode == 130 and "G107" in done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_same_through_the_runner(tmp_path: Path) -> None:
    result = CliRunner().invoke(command_line(), ["generate", str(EXAMPLE), "-o", str(tmp_path / "x.xlsx")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "x.xlsx").is_file()
    assert CliRunner().invoke(command_line(), ["lint", str(ROOT / "specs" / "hubei" / "2021")]).exit_code == 0


def test_a_unit_file_with_only_its_header_makes_nothing_and_says_so(tmp_path: Path) -> None:
    folder = copy(EXAMPLE, tmp_path / "局")
    (folder / "单位.csv").write_text("项目,值\n", encoding="utf-8")
    result = generate(folder, output=tmp_path / "out")
    assert not result.written and [f.code for f in result.findings] == ["D112", "G106"]
    assert exit_code(result.findings) == FINDINGS
    rolled = roll_up([folder], output=tmp_path / "out", name="某部门")
    assert not rolled.written and [f.code for f in rolled.findings] == ["D112", "U220"]
    forward = roll_forward(folder, output=tmp_path / "next")
    assert forward.status == "failed" and [f.code for f in forward.findings] == ["D112"]


def test_nothing_is_made_of_data_of_another_year_than_the_template(tmp_path: Path) -> None:
    folder = copy(EXAMPLE, tmp_path / "局", 年度="2022")
    result = generate(folder, output=tmp_path / "out")
    assert not result.written and [f.code for f in result.findings] == ["D119", "G106"]
    rolled = roll_up([folder], output=tmp_path / "out", name="某部门")
    assert not rolled.written and [f.code for f in rolled.findings] == ["D119", "U220"]
    forward = roll_forward(folder, output=tmp_path / "next", force=True)
    assert forward.status == "failed" and "D119" in [f.code for f in forward.findings]
    assert not (tmp_path / "out").exists() and not (tmp_path / "next").exists()


def test_a_folder_without_the_unit_file_is_told_beside_a_good_one(tmp_path: Path) -> None:
    folder = copy(EXAMPLE, tmp_path / "局")
    (folder / "单位.csv").unlink()
    done = workbook("generate", "--data", SEED, "--data", folder, "-o", tmp_path / "out")
    assert done.returncode == 3 and "D117" in done.stderr and len(list((tmp_path / "out").iterdir())) == 1
    rolled = roll_up([SEED, folder], output=tmp_path / "no", name="某部门")
    assert not rolled.written and "D117" in [f.code for f in rolled.findings]


def test_an_explanation_of_a_check_that_there_is_not_is_told(tmp_path: Path) -> None:
    folder = copy(EXAMPLE, tmp_path / "局")
    with (folder / "审核说明.csv").open("a", encoding="utf-8") as file:
        file.write("D42,记错了编号,1\n")
    result = generate(folder, output=tmp_path / "out")
    (told,) = result.findings
    assert result.written and (told.code, told.level, told.facts["item"]) == ("D108", Level.WARNING, "D42")
    assert told.facts["nearest"] == "D4.2" and told.place.file == str(folder / "审核说明.csv")
