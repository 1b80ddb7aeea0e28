"""The returned workbook of the new year: nothing is said while it continues last year, one thing where it does not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from forward.years import UNIT, contents, edit, two_years
from judges.libreoffice import convert
from made import EXAMPLE, the_spec
from workbook import Report, check, generate, roll_forward
from workbook.api.chain import Specs
from workbook.api.continuity import continuity
from workbook.api.import_ import Imported, Wanted, import_files
from workbook.data import empty_unit
from workbook.data.carried import FILE
from workbook.data.untouched import MARK
from workbook.finding import Level

NAME = "示例市数据资源管理局（示例）"
REST = "结转结余.其他.年初结转和结余"
FORM = "补充资料.上年机关运行经费"
LIST = "结转结余.2010302·一般公共预算.年初结转和结余"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two years, the next one's data and its workbook."""
    folder = tmp_path_factory.mktemp("years")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        last = two_years(folder)
        assert roll_forward(last).status == "rolled"
        assert generate(folder / "data" / "2022" / UNIT, output=folder / "2022.xlsx").written
        yield folder


def cell(book: openpyxl.Workbook, tab: str, row: str, column: str) -> Any:
    """A cell by its hidden keys."""
    sheet = book[tab]
    at = {str(sheet.cell(n, 1).value): n for n in range(1, sheet.max_row + 1)}[row]
    to = {str(sheet.cell(1, n).value): n for n in range(1, sheet.max_column + 1)}[column]
    return sheet.cell(at, to)


def changed(years: Path, target: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(years / "2022.xlsx")
    change(book)
    book.save(target)
    return target


def told(report: Report) -> set[tuple[str, str]]:
    return {(i.code, i.name) for i in report.findings}


def beyond(years: Path, path: Path) -> set[tuple[str, str]]:
    """What is found in a file and not in the one that was generated."""
    return told(check(path, strict=True)) - told(check(years / "2022.xlsx", strict=True))


def test_what_was_carried_raises_no_finding(years: Path) -> None:
    report = check(years / "2022.xlsx", strict=True)
    assert not [i for i in report.findings if i.code in ("J126", "K102") and "C0.1" in i.name]
    assert "F101" not in {i.code for i in report.findings}


@pytest.mark.parametrize(
    ("name", "tab", "row", "column"),
    [
        (FORM, "补充资料", "上年机关运行经费", "值"),
        ("三公经费.公务接待费.上年决算数", "三公经费", "公务接待费", "上年决算数"),
        (LIST, "结转结余", "1", "年初结转和结余"),
    ],
)
def test_a_changed_value_is_one_finding_with_both_numbers(
    years: Path, tmp_path: Path, name: str, tab: str, row: str, column: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        cell(book, tab, row, column).value += 100

    path = changed(years, tmp_path / "a.xlsx", change)
    assert beyond(years, path) == {("K102", f"审核.C0.1-{name}.结果")}
    (item,) = [i for i in check(path, strict=True).findings if i.name == f"审核.C0.1-{name}.结果"]
    assert item.level is Level.ERROR
    assert f"{tab}!" in item.message
    assert (item.difference, str(float(item.found or 0) - float(item.expected or 0))[:5]) == ("100", "100.0")


def test_an_opening_balance_that_last_year_did_not_have_is_told(years: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for column, value in (("科目编码", "2010399"), ("资金来源", "一般公共预算"), ("年初结转和结余", 500)):
            cell(book, "结转结余", "9", column).value = value

    assert ("K102", f"审核.C0.1-{REST}.结果") in beyond(years, changed(years, tmp_path / "a.xlsx", change))


def explained(book: openpyxl.Workbook) -> None:
    cell(book, "补充资料", "上年机关运行经费", "值").value = 1411013.31
    cell(book, "审核", f"C0.1-{FORM}", "说明").value = "上年漏记一笔，按审计意见更正"
    cell(book, "审核", f"C0.1-{FORM}", "所说明的差额").value = 100


def test_with_a_reason_it_is_information(years: Path, tmp_path: Path) -> None:
    path = changed(years, tmp_path / "a.xlsx", explained)
    assert beyond(years, path) == {("K106", f"审核.C0.1-{FORM}.结果")}


def test_a_record_made_to_fit_is_told(years: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        cell(book, "补充资料", "上年机关运行经费", "值").value = 1500000
        cell(book, "上年衔接", f"衔接:{FORM}", "上年数").value = 1500000

    assert beyond(years, changed(years, tmp_path / "a.xlsx", change)) == {("J126", "上年衔接.指纹")}


def test_a_deleted_row_of_the_record_is_told(years: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["上年衔接"].delete_rows(cell(book, "上年衔接", f"衔接:{FORM}", "上年数").row)

    assert "J126" in {code for code, _ in beyond(years, changed(years, tmp_path / "a.xlsx", change))}


def test_a_missing_record_is_told(years: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book["上年衔接"]

    report = check(changed(years, tmp_path / "a.xlsx", change), strict=True)
    assert ("M206", Level.ERROR) in {(i.code, i.level) for i in report.findings}


def test_cells_are_locked_and_say_where_they_come_from(years: Path) -> None:
    book = openpyxl.load_workbook(years / "2022.xlsx")
    where = cell(book, "补充资料", "上年机关运行经费", "值")
    assert where.protection.locked and book["补充资料"].protection.sheet
    assert not cell(book, "补充资料", "机关运行经费", "值").protection.locked
    rules = [r for r in book["补充资料"].data_validations.dataValidation if where.coordinate in r.sqref]
    assert rules and "补充资料.机关运行经费" in (rules[0].prompt or "")
    opening = [cell(book, "结转结余", str(n), "年初结转和结余").protection.locked for n in range(1, 7)]
    assert opening == [True] * 4 + [False] * 2
    assert not cell(book, "结转结余", "1", "年末结转和结余").protection.locked


def test_libreoffice_keeps_the_record(years: Path, tmp_path: Path) -> None:
    path = changed(years, tmp_path / "a.xlsx", explained)
    saved = convert(path, "xlsx", tmp_path / "saved")
    assert beyond(years, saved) - {(i.code, i.name) for i in check(path, strict=True).findings} == set()
    assert ("K106", f"审核.C0.1-{FORM}.结果") in told(check(saved, strict=True))


def bring(path: Path, to: Path, **how: Any) -> Imported:
    (result,) = import_files([path], Wanted(to, reason="还没有填完", **how), strict=True)
    return result


def test_an_import_keeps_the_record_and_the_reason(years: Path, tmp_path: Path) -> None:
    result = bring(changed(years, tmp_path / "a.xlsx", explained), tmp_path / "data")
    assert result.status == "imported" and result.folder is not None
    before, after = contents(years / "data" / "2022" / UNIT), contents(result.folder)
    assert after[FILE] == before[FILE]
    assert f"C0.1-{FORM},上年漏记一笔，按审计意见更正,100" in after["审核说明.csv"].decode()
    assert {n for n in before if after.get(n) != before[n]} == {"补充资料.csv", MARK}
    assert MARK not in after, "the folder is somebody's now"


def test_an_import_can_look_at_last_years_data_itself(years: Path, tmp_path: Path) -> None:
    """The record was lost on the way, or last year's data were corrected after the workbook was handed out."""
    to = tmp_path / "data"
    shutil.copytree(years / "data" / "2021", to / "2021")
    folder = Path(shutil.copytree(years / "data" / "2022" / UNIT, tmp_path / "older"))
    (folder / FILE).unlink()
    edit(folder / "补充资料.csv", ("1410913.31", "1410900.00"))
    assert generate(folder, output=tmp_path / "older.xlsx").written
    silent = bring(tmp_path / "older.xlsx", to)
    assert not [f for f in silent.findings if f.code.startswith("Y")]
    asked = bring(tmp_path / "older.xlsx", to, last_year=True, replace=True)
    (differs,) = [f for f in asked.findings if f.code.startswith("Y")]
    assert (differs.code, differs.facts["name"], differs.facts["difference"]) == ("Y115", FORM, "-13.31")
    edit(to / "2021" / UNIT / "补充资料.csv", ("1410913.31", "1410000.00"))
    stale = bring(years / "2022.xlsx", to, last_year=True, replace=True)
    assert {f.code for f in stale.findings if f.code.startswith("Y")} == {"Y116"}
    shutil.rmtree(to / "2021")
    none = bring(years / "2022.xlsx", to, last_year=True, replace=True)
    assert [f.code for f in none.findings if f.code.startswith("Y")] == ["Y117"]


def test_a_reason_is_asked_for_beyond_the_declared_rate(years: Path, tmp_path: Path) -> None:
    """与上年比较: change, rate and whether a reason is wanted, from the cells as they are."""
    folder = Path(shutil.copytree(years / "data" / "2022" / UNIT, tmp_path / "filled"))
    edit(folder / "补充资料.csv", ("\n机关运行经费,", "\n机关运行经费,900000.00"))
    edit(folder / "收入明细.csv", ("2010301,", "2010301,100.00"))
    edit(folder / "三公经费.csv", ("公务接待费,,,8246.00", "公务接待费,,8000.00,8246.00"))
    assert generate(folder, output=tmp_path / "filled.xlsx").written
    names = told(check(tmp_path / "filled.xlsx", strict=True))
    assert ("K102", "审核.C3.4.结果") in names  # 36 % less and no reason
    assert ("K102", "审核.C3.7.结果") not in names


def test_the_shipped_specs_of_two_years_connect(tmp_path: Path) -> None:
    """hubei/2021 into hubei/2022, where tables and rows have other names and places."""
    result = roll_forward(EXAMPLE, output=tmp_path)
    assert result.status == "rolled" and len(result.carried) == 13 and result.folder is not None
    assert generate(result.folder, output=tmp_path / "next.xlsx").written
    report = check(tmp_path / "next.xlsx", strict=True)
    assert report.template.id == "hubei/2022"
    assert not [i for i in report.findings if "C0.1" in i.name or i.code in ("J126", "Y115")]


def test_a_unit_file_of_last_year_that_says_nothing_is_told(tmp_path: Path) -> None:
    spec = the_spec("hubei/2022")
    last = tmp_path / "data" / "2021" / "局"
    last.mkdir(parents=True)
    (last / "单位.csv").write_text("项目,值\n", "utf-8")
    found = continuity(empty_unit(spec), spec, tmp_path / "data" / "2022" / "局", Specs(), "局.xlsx")
    assert [finding.code for finding in found] == ["D112"]
