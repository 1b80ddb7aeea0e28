"""A unit's folder: every kind of sheet typed, every fault told with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from workbook.data import empty_unit, find_units, load_unit, unit_facts
from workbook.data.scorecards import COLUMNS
from workbook.finding import Level
from workbook.spec.load import load_spec
from workbook.spec.spec import Spec

HUBEI = Path(__file__).parents[2] / "specs" / "hubei" / "2021"
UNIT = "项目,值\n单位名称,某局\n年度,2021\n金额单位,元\n模板,hubei/2021\n"


@pytest.fixture(scope="module")
def spec() -> Spec:
    loaded, _ = load_spec(HUBEI)
    assert loaded is not None
    return loaded


def write(folder: Path, **files: str) -> Path:
    for name, text in {"单位": UNIT, **files}.items():
        path = folder / f"{name.replace('__', '/')}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def told(findings: object) -> list[tuple[str, str, int, int]]:
    assert isinstance(findings, tuple)
    return [(f.code, f.place.file, f.place.line, f.place.column) for f in findings if f.level > Level.INFO]


def test_the_facts_of_the_unit(tmp_path: Path, spec: Spec) -> None:
    unit, findings = load_unit(write(tmp_path), spec)
    assert (unit.unit, unit.year, unit.money_unit, unit.spec) == ("某局", "2021", "元", "hubei/2021")
    assert told(findings) == []
    assert {f.code for f in findings} == {"D101"}
    facts, findings = unit_facts(tmp_path)
    assert (facts["模板"], findings) == ("hubei/2021", ())


def test_facts_that_are_missing(tmp_path: Path, spec: Spec) -> None:
    write(tmp_path, 单位="项目,值\n单位名称,某局\n年度,２０２１\n金额单位,\n")
    unit, findings = load_unit(tmp_path, spec)
    assert unit.money_unit == "万元"
    assert told(findings) == [
        ("D105", "单位.csv", 3, 2),
        ("D112", "单位.csv", 1, 1),
        ("D112", "单位.csv", 1, 1),
    ]
    assert [f.facts["item"] for f in findings if f.code == "D112"] == ["年度", "金额单位"]
    assert [f.code for f in unit_facts(tmp_path)[1]] == ["D112"]


def test_a_list(tmp_path: Path, spec: Spec) -> None:
    text = "\ufeff科目编码,科目名称,一般公共预算财政拨款,说明\n201,不用,1408.78,\n2080505,,,按实际\n,,,\n"
    unit, findings = load_unit(write(tmp_path, 收入明细=text), spec)
    rows = unit.sheet("收入明细").rows
    assert [row["科目编码"] for row in rows] == ["201", "2080505"]
    assert rows[0]["一般公共预算财政拨款"] == Decimal("1408.78")
    assert (rows[0]["说明"], rows[1]["说明"]) == (None, "按实际")
    assert rows[1]["一般公共预算财政拨款"] is None
    assert "科目名称" not in rows[0]
    computed = [f for f in findings if f.code == "D103"]
    assert [(f.level, f.facts["column"]) for f in computed] == [(Level.INFO, "科目名称")]
    assert {f.code for f in findings if f.level == Level.WARNING} == {"D104"}


def test_faults_in_a_list(tmp_path: Path, spec: Spec) -> None:
    head = "科目编码,资金来源,年初预算数,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出,备注\n"
    lines = [
        "２０１,一般公共预算,1,408.78,,,,,\n",
        '201,一般预算,"1,408.78",１２,3.456,,,,\n',
        "2010333,,1,1,1,1,1\n",
        "20101011,其他资金,,,,,,,x\n",
    ]
    _, findings = load_unit(write(tmp_path, 支出明细=head + "".join(lines)), spec)
    assert told(findings) == [
        ("D103", "支出明细.csv", 1, 9),
        ("D110", "支出明细.csv", 2, 1),
        ("D106", "支出明细.csv", 3, 2),
        ("D105", "支出明细.csv", 3, 3),
        ("D105", "支出明细.csv", 3, 4),
        ("D109", "支出明细.csv", 3, 5),
        ("D113", "支出明细.csv", 4, 1),
        ("D111", "支出明细.csv", 4, 1),
        ("D116", "支出明细.csv", 4, 2),
        ("D110", "支出明细.csv", 5, 1),
    ]
    facts = {(f.place.line, f.place.column, f.code): f.facts for f in findings}
    assert facts[2, 1, "D110"]["would_be"] == "201"
    assert facts[3, 2, "D106"]["nearest"] == "一般公共预算"
    assert facts[3, 3, "D105"]["would_be"] == "1408.78"
    assert facts[3, 5, "D109"]["would_be"] == "3.46"
    assert "2010399" in facts[4, 1, "D111"]["nearest"]


def test_a_form(tmp_path: Path, spec: Spec) -> None:
    text = (
        "项目,值,说明\n机关运行经费,77.77,\n车辆总数,2.5,\n编制人数,-1,按批复\n公布的自评资金占比,5.98%,\n"
        "机关运行费,1,\n车辆总数,3,\n自评范围,全部,\n"
    )
    unit, findings = load_unit(write(tmp_path, 补充资料=text), spec)
    sheet = unit.sheet("补充资料")
    assert sheet.fields["机关运行经费"] == Decimal("77.77")
    assert sheet.fields["公布的自评资金占比"] == Decimal("0.0598")
    assert sheet.fields["政府采购支出总额"] is None
    assert sheet.remarks == {"编制人数": "按批复"}
    assert [code for code, *_ in told(findings)] == ["D114", "D114", "D108", "D107", "D106"]


def test_a_grid_of_fixed_rows(tmp_path: Path, spec: Spec) -> None:
    text = "项目,年初预算数,决算数,上年决算数\n公务接待费,2.00,0,\n接待费,1,1,1\n"
    unit, findings = load_unit(write(tmp_path, 三公经费=text), spec)
    cells = unit.sheet("三公经费").cells
    assert cells["公务接待费", "年初预算数"] == Decimal("2.00")
    assert cells["公务接待费", "上年决算数"] is None
    assert cells["公务用车购置费", "决算数"] is None
    assert [f.facts["nearest"] for f in findings if f.code == "D108"] == ["公务接待费"]


def test_encodings_and_broken_files(tmp_path: Path, spec: Spec) -> None:
    write(tmp_path)
    (tmp_path / "主要职能.csv").write_bytes("职能\n办文办会\n".encode("gb18030"))
    (tmp_path / "重点工作.csv").write_bytes(b"\xff\xfe\x00\x01")
    (tmp_path / "其他名词.csv").write_text('名词,解释\n甲,"没有收尾\n', encoding="utf-8")
    (tmp_path / "收入明细表.csv").write_text("科目编码\n", encoding="utf-8")
    unit, findings = load_unit(tmp_path, spec)
    assert unit.sheet("主要职能").rows == ({"职能": "办文办会"},)
    assert told(findings) == [
        ("D102", "重点工作.csv", 0, 0),
        ("D113", "其他名词.csv", 2, 1),
        ("D108", "收入明细表.csv", 0, 0),
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n"])
def test_a_file_without_even_a_header_is_not_read_as_blank(tmp_path: Path, spec: Spec, content: bytes) -> None:
    write(tmp_path, 收入明细="科目编码\n")
    (tmp_path / "自评").mkdir()
    for name in ("支出明细.csv", "自评/甲项目.csv"):
        (tmp_path / name).write_bytes(content)
    _, findings = load_unit(tmp_path, spec)
    empty = [(f.place.file, f.facts["reason"]) for f in findings if f.code == "D118"]
    assert empty == [("支出明细.csv", "@empty_file"), ("自评/甲项目.csv", "@empty_file")]
    (tmp_path / "单位.csv").write_bytes(content)
    assert [f.code for f in unit_facts(tmp_path)[1]] == ["D118"]


def test_data_that_nobody_reads_are_told(tmp_path: Path, spec: Spec) -> None:
    write(tmp_path, 收入明细="科目编码\n", 自评__甲项目=",".join(COLUMNS) + "\n", 汇总__随便="x\n", 其他单位__单位=UNIT)
    lost = {
        "支出明细.CSV": "支出明细.csv", "收入明细.xlsx": "收入明细.csv", "主要职能.csv.txt": "主要职能.csv",
        "自平/甲项目.csv": "自评/", "旧数据/深/支出明细.csv": "", "自评/乙项目.CSV": "乙项目.csv",
        "自评/丙项目.xlsx": "丙项目.csv", "自评/深/丁项目.csv": "丁项目.csv",
    }  # fmt: skip
    kept = ("说明.txt", "原件.xlsx", "~$收入明细.xlsx", ".tmp/支出明细.csv", "自评/.x.CSV", "图/图.png", "README.md")
    for name in (*lost, *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n", "utf-8")
    _, findings = load_unit(tmp_path, spec)
    told = {f.place.file: (f.level, f.facts.get("nearest", "")) for f in findings if f.code == "D108"}
    folders = {"自平/甲项目.csv": "自平/", "旧数据/深/支出明细.csv": "旧数据/"}
    assert told == {folders.get(name, name): (Level.ERROR, near) for name, near in lost.items()}


def test_a_year_that_is_not_the_templates(tmp_path: Path, spec: Spec) -> None:
    _, findings = load_unit(write(tmp_path, 单位=UNIT.replace("年度,2021", "年度,2022")), spec)
    (told_,) = [f for f in findings if f.code == "D119"]
    assert told_.level is Level.ERROR and (told_.facts["found"], told_.facts["expected"]) == ("2022", "2021")
    _, findings = load_unit(write(tmp_path, 单位=UNIT.replace("年度,2021\n", "")), spec)
    assert "D119" not in [f.code for f in findings]


def test_texts_that_cannot_stand_in_a_cell(tmp_path: Path, spec: Spec) -> None:
    text = f"职能\n甲\x07乙\n甲\u202e乙\n{'长' * 32768}\n=1+1\n"
    unit, findings = load_unit(write(tmp_path, 主要职能=text), spec)
    texts = [row["职能"] for row in unit.sheet("主要职能").rows]
    assert texts == ["甲乙", "甲乙", "长" * 32767, "=1+1"]
    assert [code for code, *_ in told(findings)] == ["D115"] * 3


def test_scorecards(tmp_path: Path, spec: Spec) -> None:
    head = ",".join(COLUMNS) + "\n"
    card = head + (
        "产出指标,数量指标,督查次数,≥,55,次,10,60,,,,累加,\n"
        "产出指标,质量指标,办结率,=,100,%,,完成,,,20,,\n"
        "效益指标,社会效益,影响,定性,55,,10,60,达成预期指标,90%,,,\n"
        "产出指标,数量指标,期数,>=,8期,期,101,8,,,,,\n"
        "产出指标,数量指标,份数,≥,8份,份,1,8,,,,,\n"
    )
    facts = "项目,值\n预算数,40.00\n执行数,39.5\n不相干,1\n"
    folder = write(tmp_path, 自评__乙项目=card, 自评__甲项目=head, 自评__部门整体=head, **{"自评__乙项目.概况": facts})
    unit, findings = load_unit(folder, spec)
    assert [(c.name, c.department) for c in unit.scorecards] == [
        ("部门整体", True),
        ("乙项目", False),
        ("甲项目", False),
    ]
    second = unit.scorecards[1]
    assert (second.facts["预算数"], second.facts["执行数"]) == (Decimal("40.00"), Decimal("39.5"))
    first, rate, quality, *_ = second.indicators
    assert (first["年初目标值"], first["实际完成值"], first["权重"]) == (
        Decimal(55),
        Decimal(60),
        Decimal(10),
    )
    assert (rate["年初目标值"], rate["实际完成值"], rate["权重"]) == (Decimal(100), "完成", None)
    assert (quality["年初目标值"], quality["评定比例"]) == ("55", Decimal("0.9"))
    assert [code for code, *_ in told(findings)] == ["D108", "D106", "D114", "D105"]


def test_explanations(tmp_path: Path, spec: Spec) -> None:
    text = "编号,说明,所说明的差额\nA5,尾数,0.01\nA6,机构改革,\nA5,又一次,\n"
    unit, findings = load_unit(write(tmp_path, 审核说明=text), spec)
    assert unit.explanations["A5"].difference == Decimal("0.01")
    assert (unit.explanations["A6"].text, unit.explanations["A6"].difference) == ("机构改革", None)
    assert told(findings) == [("D107", "审核说明.csv", 4, 1)]


def test_an_empty_unit_is_blank_but_for_the_year_and_the_spec(spec: Spec) -> None:
    unit = empty_unit(spec)
    filled = {n: v for n, v in unit.sheet("单位信息").fields.items() if v is not None}
    assert filled == {"年度": "2021", "模板": "hubei/2021"}
    assert unit.scorecards == ()
    assert set(unit.sheet("三公经费").cells.values()) == {None}


def test_units_are_found_below_and_once(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        write(tmp_path / name)
    units, findings = find_units([tmp_path, tmp_path / "a", tmp_path / "b" / "单位.csv"])
    assert units == (tmp_path / "a", tmp_path / "b")
    assert findings == ()
    assert [f.code for f in find_units([tmp_path / "none"])[1]] == ["D117"]
    (tmp_path / "c").mkdir()
    assert [f.code for f in find_units([tmp_path / "c"])[1]] == ["G102"]


def test_a_path_without_a_unit_is_told_beside_good_ones(tmp_path: Path) -> None:
    for name in ("a", "c"):
        (tmp_path / name).mkdir()
    write(tmp_path / "a")
    (tmp_path / "c" / "支出明细.csv").write_text("科目编码\n", "utf-8")
    (tmp_path / "单位.txt").write_text(UNIT, "utf-8")
    units, findings = find_units([tmp_path / "a", tmp_path / "c", tmp_path / "单位.txt"])
    assert units == (tmp_path / "a",)
    assert [(f.code, f.place.file, f.facts["reason"]) for f in findings] == [
        ("D117", str(tmp_path / "c"), "@unit_file"),
        ("D117", str(tmp_path / "单位.txt"), "@unit_file"),
    ]


@pytest.mark.parametrize("text", ["项目,值\n", "项目,值\n模板,\n", "单位名称,某局\n"])
def test_a_unit_file_that_names_no_template_is_told(tmp_path: Path, text: str) -> None:
    write(tmp_path, 单位=text)
    facts, findings = unit_facts(tmp_path)
    assert not facts.get("模板") and [f.facts["item"] for f in findings if f.code == "D112"] == ["模板"]


def test_a_folder_without_the_unit_file(tmp_path: Path, spec: Spec) -> None:
    _, findings = load_unit(tmp_path, spec)
    assert told(findings) == [("D117", "单位.csv", 0, 0)]


def test_what_only_another_template_asks_for_is_a_warning(tmp_path: Path, spec: Spec) -> None:
    files = {"别的清单": "名称\n甲\n", "三公经费": "项目,决算数,批次\n公务接待费,1,2\n"}
    _, findings = load_unit(write(tmp_path, **files), spec)
    assert [(f.code, f.level) for f in findings if f.code in ("D103", "D108")] == [
        ("D103", Level.ERROR),
        ("D108", Level.ERROR),
    ]
    _, findings = load_unit(write(tmp_path, 单位=UNIT.replace("hubei/2021", "某地/2030"), **files), spec)
    assert [(f.code, f.level) for f in findings if f.code in ("D103", "D108")] == [
        ("D103", Level.WARNING),
        ("D108", Level.WARNING),
    ]
