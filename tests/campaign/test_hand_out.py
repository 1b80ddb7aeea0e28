"""Handing out: one workbook for each unit of a register, made once, recorded, and made anew only when it must."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from made import ROOT
from workbook.api.check import check
from workbook.bureau.handing_out import FOLDER, hand_out
from workbook.campaign.ledger import open_ledger

SPEC = "hubei/2021"
REGISTER = """单位名称,单位编码,上级单位,金额单位,联系人
甲局,001,,万元,
乙局,002,甲局,元,张三
丙中心,003,甲局,,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(REGISTER, "utf-8")
    return path


def issued(folder: Path) -> list[tuple[str, str, str]]:
    """unit, file, sha256 of every line of the record."""
    with open_ledger(folder) as ledger:
        sql = "SELECT name, file, sha256 FROM issued JOIN units ON units.id=issued.unit ORDER BY seq"
        return [tuple(row) for row in ledger.rows(sql)]


def workbooks(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / FOLDER).iterdir())}


def test_every_unit_gets_its_own_workbook(register: Path, tmp_path: Path) -> None:
    result = hand_out(register, SPEC, tmp_path / "out")
    assert not result.findings
    assert result.counts == {"made": 3} and result.units == 3
    assert list(workbooks(tmp_path / "out")) == ["2021_丙中心.xlsx", "2021_乙局.xlsx", "2021_甲局.xlsx"]
    report = check(tmp_path / "out" / FOLDER / "2021_乙局.xlsx")
    assert report.unit == "乙局"
    assert not [item for item in report.findings if item.code.startswith(("M", "F"))]
    assert [line[0] for line in issued(tmp_path / "out")] == ["甲局", "乙局", "丙中心"]


def test_again_nothing_is_made(register: Path, tmp_path: Path) -> None:
    hand_out(register, SPEC, tmp_path / "out")
    before, record = workbooks(tmp_path / "out"), issued(tmp_path / "out")
    result = hand_out(register, SPEC, tmp_path / "out")
    assert result.counts == {"kept": 3}
    assert workbooks(tmp_path / "out") == before
    assert issued(tmp_path / "out") == record


def test_only_what_is_missing_or_changed_is_made(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    hand_out(register, SPEC, out)
    before = workbooks(out)
    (out / FOLDER / "2021_甲局.xlsx").unlink()
    register.write_text(REGISTER.replace("乙局,002,甲局,元", "乙局,002,甲局,万元"), "utf-8")
    result = hand_out(register, SPEC, out)
    assert result.counts == {"made": 2, "kept": 1}
    after = workbooks(out)
    assert after["2021_甲局.xlsx"] == before["2021_甲局.xlsx"]
    assert after["2021_丙中心.xlsx"] == before["2021_丙中心.xlsx"]
    assert after["2021_乙局.xlsx"] != before["2021_乙局.xlsx"]
    names = sorted(row[0] for row in issued(out))
    assert names == ["丙中心", "乙局", "乙局", "甲局"], "what is made again from the same is recorded once"


def test_a_workbook_that_somebody_has_filled_in_is_left_alone(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    hand_out(register, SPEC, out)
    path = out / FOLDER / "2021_甲局.xlsx"
    path.write_bytes(path.read_bytes() + b" ")
    result = hand_out(register, SPEC, out)
    assert result.counts == {"changed": 1, "kept": 2}
    assert [f.code for d in result.done for f in d.findings] == ["H102"]
    assert path.read_bytes().endswith(b" ")
    assert hand_out(register, SPEC, out, replace=True).counts == {"made": 1, "kept": 2}
    assert not path.read_bytes().endswith(b" ")


def test_the_register_is_looked_at(register: Path, tmp_path: Path) -> None:
    register.write_text(REGISTER + "丁局,001,,,\n,004,,,\n", "utf-8")
    result = hand_out(register, SPEC, tmp_path / "out")
    assert sorted(f.code for f in result.findings) == ["D116", "H101"]
    register.write_text(REGISTER.replace("丙中心,003,甲局,,\n", ""), "utf-8")
    result = hand_out(register, SPEC, tmp_path / "out")
    assert sorted((f.code, f.place.name) for f in result.findings) == [("H103", "丁局"), ("H103", "丙中心")]
    assert "2021_丙中心.xlsx" in workbooks(tmp_path / "out")


def test_no_register_no_folder(tmp_path: Path) -> None:
    result = hand_out(tmp_path / "none.csv", SPEC, tmp_path / "out")
    assert [f.code for f in result.findings] == ["L122"]
    assert not (tmp_path / "out").exists()


def test_what_nobody_foresaw_is_told_and_passes_where_details_are_asked_for(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(wanted: object) -> None:
        raise ArithmeticError("unforeseen")

    monkeypatch.setattr("workbook.bureau.handing._hand_over", fail)
    result = hand_out(register, SPEC, tmp_path / "out")
    assert result.counts == {"failed": 3} and {f.code for done in result.done for f in done.findings} == {"G105"}
    with pytest.raises(ArithmeticError):
        hand_out(register, SPEC, tmp_path / "out", strict=True)


def test_two_processes_make_the_same(register: Path, tmp_path: Path) -> None:
    hand_out(register, SPEC, tmp_path / "one")
    result = hand_out(register, SPEC, tmp_path / "two", jobs=2)
    assert result.counts == {"made": 3}
    assert workbooks(tmp_path / "one") == workbooks(tmp_path / "two")
    assert issued(tmp_path / "one") == issued(tmp_path / "two")


def test_cut_off_between_the_file_and_its_record(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is not recorded yet is recorded by the next run, with the same bytes."""
    whole = tmp_path / "whole"
    hand_out(register, SPEC, whole)
    out = tmp_path / "out"

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbook.bureau.handing_out._record", cut)
    with pytest.raises(KeyboardInterrupt):
        hand_out(register, SPEC, out)
    monkeypatch.undo()
    assert len(workbooks(out)) == 1 and not issued(out)
    assert hand_out(register, SPEC, out).counts == {"made": 3}
    assert workbooks(out) == workbooks(whole)
    assert issued(out) == issued(whole)


def test_data_with_a_wrong_value_are_told_and_the_workbook_recorded(register: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2021" / "甲局"
    folder.mkdir(parents=True)
    (folder / "单位.csv").write_text("项目,值\n单位名称,甲局\n年度,2021\n金额单位,万元\n模板,hubei/2021\n", "utf-8")
    (folder / "收入明细.csv").write_text("科目编码,其他收入\n2010301,一百\n", "utf-8")
    out = tmp_path / "out"
    result = hand_out(register, SPEC, out, data=tmp_path / "data")
    assert result.counts == {"made": 3}
    assert any(f.code.startswith("D1") for done in result.done for f in done.findings)
    assert len(issued(out)) == 3
    assert hand_out(register, SPEC, out, data=tmp_path / "data").counts == {"kept": 3}


def test_a_unit_whose_data_cannot_be_read_gets_no_workbook_without_them(register: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2021" / "甲局"
    (folder / "收入明细.csv").mkdir(parents=True)
    (folder / "单位.csv").write_text("项目,值\n单位名称,甲局\n年度,2021\n金额单位,万元\n模板,hubei/2021\n", "utf-8")
    result = hand_out(register, SPEC, tmp_path / "out", data=tmp_path / "data")
    assert result.counts == {"made": 2, "failed": 1}
    assert [f.code for done in result.done for f in done.findings] == ["D118"]


def test_a_folder_that_cannot_be_made_is_told(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / FOLDER).write_text("", "utf-8")
    assert [f.code for f in hand_out(register, SPEC, out).findings] == ["L104"]


def test_a_spec_that_was_changed_makes_other_workbooks(register: Path, tmp_path: Path) -> None:
    """In one process: what was compiled of the spec before does not count any more."""
    specs = tmp_path / "specs"
    shutil.copytree(ROOT / "specs", specs)
    spec, out = specs / "hubei" / "2021", tmp_path / "out"
    hand_out(register, spec, out)
    before = workbooks(out)
    book = spec / "book.yaml"
    book.write_text(book.read_text("utf-8").replace("place: 湖北省武汉市", "place: 湖北省"), "utf-8")
    assert hand_out(register, spec, out).counts == {"made": 3}
    assert workbooks(out) != before
