"""Names and values of every cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from check import edits
from cli.run import EXAMPLE, SEED, workbook
from made import Made, from_folder, the_spec
from workbook import Values, explain, values
from workbook.cli.main import main


@pytest.fixture(scope="module")
def seed() -> Values:
    return values(SEED)[0]


@pytest.fixture(scope="module")
def example() -> Values:
    return values(EXAMPLE)[0]


def test_rows_are_called_what_a_reader_calls_them(seed: Values, example: Values) -> None:
    assert seed["支出决算表.201.基本支出"] == Decimal("1181.7")
    assert seed["支出决算表.合计.项目支出"] is not None
    assert seed["收入支出决算总表.教育支出.决算数"] == 0
    assert example["支出决算表.2010301.科目名称"] == "行政运行"
    assert example["支出明细.1.科目编码"] == "2010301"
    assert example["单位信息.金额单位.值"] == "元"
    assert example["审核.A1.结果"] in ("通过", "尾差")
    assert "2021年度本年收入合计" in str(example["情况说明.收入情况.1.文本"])
    assert example["自评_部门整体.合计.总分.总分"] is not None
    assert str(example["封面.审核状态.值"]).startswith("审核")


def test_a_block_is_named_only_where_it_must_be(seed: Values) -> None:
    names = set(seed)
    assert "收入支出决算总表.收入.总计.决算数" in names and "收入支出决算总表.支出.总计.决算数" in names
    assert "收入支出决算总表.总计.决算数" not in names
    assert "收入支出决算总表.教育支出.决算数" in names


def test_names_that_formulas_use_are_taken_too(seed: Values) -> None:
    assert seed["补充资料.机关运行经费"] == seed["补充资料.机关运行经费.值"]
    assert seed["换算"] == 1
    assert seed["收入支出决算总表.收入.总计"] == seed["收入支出决算总表.收入.总计.决算数"]
    with pytest.raises(KeyError):
        seed["支出决算表.999.基本支出"]
    with pytest.raises(KeyError):
        seed["支出决算表.基本支出"]


def test_helpers_and_rows_that_are_not_in_use_are_left_out(seed: Values) -> None:
    tables = {name.split(".")[0] for name in seed}
    assert not tables & {"科目汇集", "拼句", "模板标识", "功能分类"}
    assert not any(name.startswith("支出决算表.行") for name in seed)
    assert not any(name.startswith("支出明细.60.") for name in seed)


def test_a_blank_workbook(tmp_path: Path) -> None:
    blank, findings = values(spec="hubei/2021")
    assert findings == ()
    assert blank["单位信息.单位名称"] is None and blank["收入支出决算总表.收入.总计"] == 0


def test_a_folder_without_data_has_no_values(tmp_path: Path) -> None:
    nothing, findings = values(tmp_path)
    assert len(nothing) == 0 and [f.code for f in findings] == ["D117"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return from_folder(the_spec(), EXAMPLE, tmp_path_factory.mktemp("filled") / "filled.xlsx")


def test_a_filled_workbook_has_the_values_of_its_data(filled: Made, example: Values) -> None:
    read, findings = values(filled.path)
    assert dict(read) == dict(example) and findings == ()


def test_values_of_a_filled_workbook_follow_from_its_inputs_and_stand_where_they_are(
    filled: Made, tmp_path: Path
) -> None:
    path = edits.forged(filled, tmp_path / "forged.xlsx", {("支出决算表", "合计", "基本支出"): Decimal(7)})
    assert values(path)[0]["支出决算表.合计.基本支出"] == filled.get("支出决算表.合计.基本支出")
    path = edits.with_row(filled, tmp_path / "row.xlsx", "支出明细", "2", {"科目编码": "2010303"})
    told, _ = explain("支出明细.3.项目支出", path)
    assert told is not None and told.address == "支出明细!G9", "one further down than in the template"
    told, _ = explain("支出决算表.合计.基本支出", path)
    assert told is not None and "$F$67" in told.formula and told.value == filled.get("支出决算表.合计.基本支出")


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    nothing, findings = values(tmp_path / "a.xlsx")
    assert len(nothing) == 0 and [f.code[0] for f in findings] == ["R"]
    assert explain("支出明细.1.基本支出", tmp_path / "a.xlsx")[0] is None


def test_a_workbook_that_is_not_there_is_no_missing_folder(tmp_path: Path) -> None:
    assert [f.code for f in values(tmp_path / "没有.xlsx")[1]] == ["R101"]
    assert [f.code for f in explain("支出明细.1.基本支出", tmp_path / "没有.XLSX")[1]] == ["R101"]
    assert [f.code for f in values(tmp_path / "没有")[1]] == ["D117"]


@pytest.mark.parametrize(
    "command",
    [["check"], ["annotate"], ["import", "--to", "data"], ["values"], ["explain", "支出明细.1.基本支出", "--data"]],
    ids=lambda command: command[0],
)
def test_a_file_that_cannot_be_read_gives_the_same_exit_code_everywhere(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04" + bytes(500))
    (tmp_path / "~$open.xlsx").write_bytes(bytes(165))
    openpyxl.Workbook().save(tmp_path / "anybodys.xlsx")
    for name, code in (("damaged", "R"), ("~$open", "R106"), ("anybodys", "M101"), ("missing", "R101")):
        with pytest.raises(SystemExit) as left:
            main([*command, f"{name}.xlsx"])
        out, err = capsys.readouterr()
        assert (left.value.code, code in out + err) == (3, True), name


def test_a_cell_without_a_value_says_why(filled: Made, tmp_path: Path) -> None:
    path = edits.changed(filled, tmp_path / "text.xlsx", {("支出明细", "3", "基本支出"): "1,024,318.66元"})
    done = workbook("explain", "支出明细.3.基本支出", "--data", path)
    assert done.returncode == 0 and "M302" in done.stderr and "1024318.66" in done.stderr
    assert "支出明细!F8" in done.stdout
    assert "M302" not in workbook("explain", "支出明细.4.基本支出", "--data", path).stderr
    assert workbook("values", path).returncode == 1 and workbook("values", filled.path).returncode == 0
