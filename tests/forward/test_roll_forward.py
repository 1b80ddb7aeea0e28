"""This year's data into next year's folder: carried, kept, emptied, told; nothing typed is lost."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.run import workbook as program
from forward.years import UNIT, contents, edit
from workbook import RolledForward, lint, roll_forward
from workbook.data.carried import FILE
from workbook.finding import Level


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def form(folder: Path, name: str) -> dict[str, str]:
    return {line["项目"]: line["值"] for line in table(folder, name)}


def codes(result: RolledForward) -> list[str]:
    return [finding.code for finding in result.findings]


def workbook(*arguments: str) -> subprocess.CompletedProcess[str]:
    return program(*arguments, cwd=Path.cwd())


def rolled(last: Path) -> Path:
    result = roll_forward(last)
    assert result.status == "rolled", result.findings
    assert result.folder is not None
    return result.folder


def test_prior_year_columns_and_opening_balances_are_last_years(last: Path) -> None:
    result = roll_forward(last, to=2022)
    assert (result.status, result.year, result.unit) == ("rolled", "2022", "示例市数据资源管理局（示例）")
    folder = Path("data/2022") / UNIT
    assert result.folder is not None and result.folder.resolve() == folder.resolve()
    assert len(result.carried) == 13
    carry = {
        (r["科目编码"], r["资金来源"]): (r["年初结转和结余"], r["年末结转和结余"]) for r in table(folder, "结转结余")
    }
    assert carry == {
        ("2010302", "一般公共预算"): ("118900.10", ""),
        ("2060503", "一般公共预算"): ("150000.00", ""),
        ("2121999", "政府性基金"): ("300000.00", ""),
        ("2010350", "其他资金"): ("82115.90", ""),
    }
    cars = {r["项目"]: (r["年初预算数"], r["决算数"], r["上年决算数"]) for r in table(folder, "三公经费")}
    assert cars["因公出国（境）费"] == ("", "", "46280.00")
    more = form(folder, "补充资料")
    assert (more["上年收入支出总计"], more["上年机关运行经费"]) == ("19836800.00", "1410913.31")
    assert {name for name, value in more.items() if value} == {
        "上年收入支出总计", "上年财政拨款收入支出总计", "上年一般公共预算财政拨款支出", "上年机关运行经费",
        "“三公”经费单位范围",
    }  # fmt: skip


def test_codes_and_targets_stay_and_actuals_go(last: Path) -> None:
    folder = rolled(last)
    before, after = table(last, "支出明细"), table(folder, "支出明细")
    assert [(r["科目编码"], r["资金来源"]) for r in after] == [(r["科目编码"], r["资金来源"]) for r in before]
    assert all(value == "" for row in after for name, value in row.items() if name not in ("科目编码", "资金来源"))
    unit = form(folder, "单位")
    assert (unit["年度"], unit["模板"], unit["金额单位"], unit["填报日期"]) == ("2022", "hubei/2022", "元", "")
    assert unit["单位名称"] == form(last, "单位")["单位名称"]
    old, new = (table(f / "自评", "公共数据开放创新应用") for f in (last, folder))
    kept = ("三级指标", "方向", "年初目标值", "计量单位", "权重")
    assert [[r[c] for c in kept] for r in new] == [[r[c] for c in kept] for r in old]
    assert all(r[c] == "" for r in new for c in ("实际完成值", "档次", "评定比例", "得分", "偏差原因"))
    assert not (folder / "审核说明.csv").exists()
    assert table(folder, "重点工作") == [] and table(folder, "预算差异原因") == []
    assert [r["项目名称"] for r in table(folder, "项目支出")] == [r["项目名称"] for r in table(last, "项目支出")]


def test_what_was_emptied_and_what_to_review_is_told(last: Path) -> None:
    result = roll_forward(last)
    assert codes(result).count("Y108") == 5  # one for each scorecard
    assert {"Y107", "Y111"} <= set(codes(result))
    assert max(finding.level for finding in result.findings) == Level.WARNING


def test_the_record_names_its_source_and_its_conversion(last: Path) -> None:
    record = {line["名称"]: line for line in table(rolled(last), "上年衔接")}
    total = record["补充资料.上年收入支出总计"]
    assert (total["上年名称"], total["换算"]) == ("收入支出决算总表.收入.总计.决算数", "1983.68万元×10000")
    assert len({line["来源"] for line in record.values()}) == 1
    assert total["来源"].startswith("2021 hubei/2021 sha256:")
    assert record["结转结余.其他.年初结转和结余"]["上年数"] == "0"


def test_the_same_again_gives_the_same_bytes(last: Path, tmp_path: Path) -> None:
    folder = rolled(last)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    again = roll_forward(last)
    assert again.status == "unchanged" and again.differences == ()
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before
    other = roll_forward(last, output=tmp_path / "elsewhere")
    assert other.folder == tmp_path / "elsewhere" / UNIT
    assert contents(other.folder) == contents(folder)


def test_a_year_that_was_not_accepted_is_not_carried(last: Path) -> None:
    edit(last / "结转结余.csv", ("118900.10", "119900.10"))
    result = roll_forward(last)
    assert result.status == "refused" and "Y101" in codes(result)
    assert not Path("data/2022").exists()
    forced = roll_forward(last, force=True)
    assert forced.status == "rolled" and "Y102" in codes(forced)


def test_what_was_typed_is_replaced_only_by_force_and_only_where_it_differs(last: Path) -> None:
    folder = rolled(last)
    edit(folder / "结转结余.csv", ("150000.00,", "151000.00,"))
    edit(folder / "支出明细.csv", ("2010301,一般公共预算,,", "2010301,一般公共预算,6100000.00,"))
    before = contents(folder)
    result = roll_forward(last)
    assert result.status == "conflict" and "Y103" in codes(result)
    (told,) = result.differences
    assert told.name == "结转结余.2.年初结转和结余" and [str(told.old), str(told.new)] == ["151000.00", "150000.00"]
    assert contents(folder) == before
    forced = roll_forward(last, force=True)
    assert forced.status == "rolled" and "Y112" in codes(forced) and forced.differences == result.differences
    assert b"150000.00," in (folder / "结转结余.csv").read_bytes()
    assert (folder / "支出明细.csv").read_bytes() == before["支出明细.csv"]


def test_a_blank_carried_cell_is_filled_without_force(last: Path) -> None:
    folder = rolled(last)
    edit(folder / "补充资料.csv", ("上年机关运行经费,1410913.31", "上年机关运行经费,"))
    edit(folder / "补充资料.csv", ("在职人数,", "在职人数,52"))
    result = roll_forward(last)
    assert result.status == "rolled"
    assert [d.name for d in result.differences] == ["补充资料.上年机关运行经费.值"]
    assert form(folder, "补充资料")["在职人数"] == "52"


def test_a_row_that_is_no_longer_carried_is_told(last: Path) -> None:
    folder = rolled(last)
    edit(last / "结转结余.csv", ("2060503,一般公共预算,200000.00,150000.00", "2060503,一般公共预算,50000.00,0.00"))
    result = roll_forward(last, force=True)
    assert ("结转结余.2.年初结转和结余", "150000.00", "None") in [
        (d.name, str(d.old), str(d.new)) for d in result.differences
    ]
    assert all("2060503" not in line["名称"] for line in table(folder, "上年衔接"))


def test_amounts_are_converted_into_another_unit_and_say_so(last: Path) -> None:
    result = roll_forward(last, money_unit="万元")
    assert result.folder is not None
    assert form(result.folder, "单位")["金额单位"] == "万元"
    assert form(result.folder, "补充资料")["上年收入支出总计"] == "1983.68"
    assert form(result.folder, "补充资料")["上年机关运行经费"] == "141.09"
    record = {line["名称"]: line["换算"] for line in table(result.folder, "上年衔接")}
    assert record["补充资料.上年机关运行经费"] == "1410913.31元÷10000"
    assert record["补充资料.上年收入支出总计"] == ""
    again = roll_forward(last, money_unit="元")
    assert again.status == "refused" and codes(again)[-1] == "Y118"
    assert roll_forward(last).status == "unchanged"  # it keeps the unit that it has


def test_codes_that_changed_are_told_with_their_row(last: Path) -> None:
    lists = next(Path("specs").rglob("功能分类.csv"))
    own = Path("specs/hubei/2022/codes")
    own.mkdir(exist_ok=True)
    lines = [line.split(",") for line in lists.read_text("utf-8").splitlines()]
    head = [*lines[0], *(["was"] if "was" not in lines[0] else [])]
    at = head.index("was")
    rows = []
    for line in lines[1:]:
        row = line + [""] * (len(head) - len(line))
        if row[0] == "2010350":
            row[0], row[at] = "2010360", "2010350"
        elif row[0] == "2010302":
            row[1] = "一般行政事务"
        elif row[0] in ("2223105", "2060503", "2150899"):
            continue
        rows.append(row)
    text = "\n".join(",".join(row) for row in [head, *rows]) + "\n"
    (own / "功能分类.csv").write_text(text, "utf-8")
    result = roll_forward(last)
    assert result.status == "rolled" and result.folder is not None
    told = {(f.code, f.place.name) for f in result.findings if f.code in ("Y104", "Y105", "Y106")}
    assert {("Y104", "支出明细.2.科目编码"), ("Y105", "支出明细.3.科目编码"), ("Y106", "支出明细.6.科目编码")} <= told
    spent = [row["科目编码"] for row in table(result.folder, "支出明细")]
    assert "2010360" in spent and "2010350" not in spent and "2060503" not in spent
    carry = {row["科目编码"]: row["年初结转和结余"] for row in table(result.folder, "结转结余")}
    assert carry["2010360"] == "82115.90"
    assert carry["2060503"] == "150000.00"  # money is never dropped
    source = {line["名称"]: line["上年名称"] for line in table(result.folder, "上年衔接")}
    assert source["结转结余.2010360·其他资金.年初结转和结余"] == "结转结余.2010350·其他资金.年末结转和结余"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [({"to": 2023}, "Y113"), ({"spec": "hubei/2021"}, "Y114"), ({"spec": "hubei/1999"}, "S110")],
)
def test_a_wrong_year_or_spec_is_refused(last: Path, arguments: dict[str, object], code: str) -> None:
    result = roll_forward(last, **arguments)  # type: ignore[arg-type]
    assert result.status == "refused" and code in codes(result)
    assert not Path("data/2022").exists()


def test_a_name_that_last_year_does_not_have_is_a_fault_of_the_spec(last: Path) -> None:
    page = Path("specs/hubei/2022/2-录入/07-补充资料.yaml")
    page.parent.mkdir(exist_ok=True)
    page.write_text(
        "fields:\n  上年数:\n    上年机关运行经费: {last_year: 补充资料.会议费}\n    会议费: money\n", "utf-8"
    )
    result = roll_forward(last)
    (told,) = [f for f in result.findings if f.code == "Y110"]
    assert result.status == "refused" and told.place.line > 0 and told.facts["name"] == "补充资料.会议费"
    renamed = page.read_text("utf-8").replace("会议费: money", "会议费: {type: money, was: 保险费}")
    page.write_text(renamed, "utf-8")
    again = roll_forward(last)
    assert again.status == "rolled"
    (item,) = [c for c in again.carried if c.name == "补充资料.上年机关运行经费"]
    assert item.source == "补充资料.保险费"


@pytest.mark.parametrize(
    ("page", "old", "new", "nearest"),
    [
        (
            "07-补充资料.yaml",
            "last_year: 补充资料.机关运行经费",
            "last_year: 补充资料.机关运转经费",
            "补充资料.机关运行经费",
        ),
        ("04-结转结余.yaml", "last_year: 年末结转和结余", "last_year: 年末结转", "年末结转和结余"),
    ],
)
def test_lint_knows_where_last_year_points(last: Path, page: str, old: str, new: str, nearest: str) -> None:
    edit(next(p for p in Path("specs/base").rglob(page)), (old, new))
    (told,) = [f for f in lint("hubei/2021") if f.code == "S201"]
    assert told.facts["nearest"] == nearest and told.place.line > 0


def test_a_blank_of_last_year_is_told_and_not_carried(last: Path) -> None:
    edit(last / "三公经费.csv", ("公务接待费,12000.00,8246.00", "公务接待费,12000.00,"))
    result = roll_forward(last, force=True)
    assert [f.facts["item"] for f in result.findings if f.code == "Y109"] == ["三公经费.公务接待费.上年决算数"]
    assert all(item.name != "三公经费.公务接待费.上年决算数" for item in result.carried)


def test_the_command_says_what_it_did(last: Path) -> None:
    run = workbook("roll-forward", str(last), "--to", "2022", "--format", "json")
    assert run.returncode == 0
    (unit,) = json.loads(run.stdout)["units"]
    assert (unit["status"], unit["year"], len(unit["carried"])) == ("rolled", "2022", 13)
    again = workbook("roll-forward", str(last), "--lang", "en")
    assert again.returncode == 0 and "unchanged" in again.stdout
    edit(Path("data/2022") / UNIT / "结转结余.csv", ("150000.00,", "151000.00,"))
    conflict = workbook("roll-forward", str(last))
    assert conflict.returncode == 1 and "结转结余.2.年初结转和结余  151000.00 → 150000.00" in conflict.stdout
    assert "Y103" in conflict.stderr
    nothing = workbook("roll-forward", "data/2019/没有")
    assert nothing.returncode == 3 and "D117" in nothing.stderr


def test_a_record_with_a_slip_is_told(last: Path) -> None:
    folder = rolled(last)
    edit(folder / FILE, ("补充资料.上年机关运行经费,", "补充资料.上年机关经费,"))
    result = roll_forward(last)
    assert "D108" in codes(result)


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("支出明细", "2010301,一般公共预算,,", "2010301,一般公共预算,1408.78万元,", "D105"),
        ("补充资料", "在职人数,", "在职的人数,52", "D108"),
        ("支出明细", "资金来源,", "资金的来源,", "D103"),
        ("单位", "模板,hubei/2022", "模板,别处/2022\n在职的人数,52", "D108"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_a_folder_with_data_that_cannot_be_read_stays_as_it_is(
    last: Path, name: str, old: str, new: str, code: str, *, force: bool
) -> None:
    folder = rolled(last)
    edit(folder / f"{name}.csv", (old, new))
    edit(folder / "补充资料.csv", ("上年机关运行经费,1410913.31", "上年机关运行经费,"))
    before = contents(folder)
    result = roll_forward(last, force=force)
    assert result.status == "failed" and code in codes(result)
    assert max(finding.level for finding in result.findings) >= Level.ERROR
    assert contents(folder) == before


def test_a_folder_with_a_file_in_another_encoding_or_without_the_unit_file_stays_as_it_is(last: Path) -> None:
    folder = rolled(last)
    text = (folder / "重点工作.csv").read_text("utf-8")
    (folder / "重点工作.csv").write_text(text, "utf-16")
    before = contents(folder)
    run = workbook("roll-forward", str(last), "--force")
    assert run.returncode == 3 and "D102" in run.stderr
    assert contents(folder) == before
    (folder / "重点工作.csv").write_text(text, "utf-8")
    (folder / "单位.csv").unlink()
    before = contents(folder)
    without = roll_forward(last)
    assert without.status == "failed" and "D117" in codes(without)
    assert contents(folder) == before


@pytest.mark.parametrize("code", ["", "105002"])
def test_two_units_with_folders_of_one_name_are_not_merged(last: Path, code: str) -> None:
    other = Path("data/2021/别处") / UNIT
    shutil.copytree(last, other)
    if code:
        edit(last / "单位.csv", ("单位编码,000000", "单位编码,105001"))
        edit(other / "单位.csv", ("单位编码,000000", f"单位编码,{code}"))
    else:
        edit(other / "单位.csv", ("单位名称,", "单位名称,另一个"))
    assert roll_forward(last, output="next").status == "rolled"
    before = contents(Path("next"))
    for force in (False, True):
        result = roll_forward(other, output="next", force=force)
        assert result.status == "refused" and codes(result)[-1] == "Y119"
    assert contents(Path("next")) == before


def test_a_unit_that_was_renamed_is_known_by_its_code(last: Path) -> None:
    edit(last / "单位.csv", ("单位编码,000000", "单位编码,105001"))
    folder = rolled(last)
    edit(folder / "单位.csv", ("单位名称,", "单位名称,新"))
    assert "Y119" not in codes(roll_forward(last))
