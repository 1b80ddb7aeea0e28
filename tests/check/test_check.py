"""What `check` says of good workbooks, of single changes, and of files that are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from check import edits
from judges import libreoffice
from made import EXAMPLE, Made, from_folder
from proof.seed_facts import JUDGED
from proof.seed_findings import EXPECTED
from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.finding import Level
from workbook.grid.model import Scalar
from workbook.layout import address
from workbook.report import Item, Report
from workbook.report.order import position
from workbook.spec.spec import Spec

TABLE = "支出决算表"
LIST = "支出明细"
INCOME = ("科目编码", "一般公共预算财政拨款", "政府性基金预算财政拨款", "上级补助收入", "其他收入")


def told(report: Report) -> list[Item]:
    """Findings above information."""
    return [item for item in report.findings if item.level > Level.INFO]


def only(report: Report) -> Item:
    items = told(report)
    assert len(items) == 1, [(i.code, i.place, i.message) for i in items]
    return items[0]


def test_the_seed_has_exactly_its_inconsistencies(seed: Made, specs: Specs) -> None:
    """Held against a list that was written from the published text, with a reason for every line."""
    report = check(seed.path, specs=specs)
    assert report.status == "rejected" and report.unit == "武汉市青山区人民政府办公室"
    told_ = {(item.code, item.finding.facts.get("check", item.sheet)): item for item in report.findings}
    assert len(told_) == len(report.findings)
    assert told_.keys() == {(line.code, line.check) for line in EXPECTED}
    for line in EXPECTED:
        item = told_[line.code, line.check]
        assert [word for word in line.words if word not in item.message] == [], item.message
        under = [short.name.removeprefix("审核.").removesuffix(".结果") for short in item.consequences]
        assert sorted(under) == sorted(line.under), line


def test_the_seed_s_checks_tell_both_sides(seed: Made, specs: Specs) -> None:
    judged = {item.finding.facts.get("check"): item for item in check(seed.path, specs=specs).findings}
    lines = [line for line in JUDGED if line.check in judged]
    assert len(lines) > 20
    for line in lines:
        item = judged[line.check]
        numbers = [float(text) for text in (item.found, item.expected, item.difference)]
        assert numbers == pytest.approx([line.left, line.right, line.difference], abs=1e-9)
        assert item.row_label.startswith(f"{line.check} ") and item.links


def test_the_example_is_accepted(example: Made, specs: Specs) -> None:
    report = check(example.path, specs=specs)
    assert (report.status, report.template.id, report.template.year) == ("accepted", "hubei/2021", "2021")
    assert report.template.hash == example.spec.hash and len(report.sha256) == 64
    assert told(report) == []


def test_what_libreoffice_saved_again_is_accepted(example: Made, specs: Specs, tmp_path: Path) -> None:
    report = check(libreoffice.convert(example.path, "xlsx", tmp_path), specs=specs)
    assert report.accepted, [(i.code, i.place, i.message) for i in told(report)]


def test_an_overwritten_formula_takes_its_consequences_along(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {(TABLE, "合计", "基本支出"): 999})
    item = only(check(path, specs=specs))
    tab, cell = example.at(f"{TABLE}.合计.基本支出")
    assert (item.code, item.sheet, item.cell, item.name) == ("F101", tab, cell, f"{TABLE}.合计.基本支出")
    assert item.found == "999" and item.expected.startswith("=") and item.count == 1
    assert item.consequences and {short.code for short in item.consequences} == {"F105"}
    assert {"审核", "封面"} <= {short.sheet for short in item.consequences}
    assert item.checks


def test_an_overwritten_column_is_one_finding(example: Made, specs: Specs, tmp_path: Path) -> None:
    rows = [f"行{n}" for n in range(1, 8)]
    path = edits.changed(example, tmp_path / "a.xlsx", {(TABLE, row, "项目支出"): 7 for row in rows})
    item = only(check(path, specs=specs))
    where = example.layout.sheets[TABLE]
    letter = address(1, where.columns["项目支出"])[:-1]
    assert (item.code, item.count) == ("F101", 7)
    assert item.cells == f"{letter}{where.rows['行1']}:{letter}{where.rows['行7']}"
    assert [short.cell for short in item.members] == [f"{letter}{where.rows[row]}" for row in rows]
    assert "7" in item.message


def test_a_block_is_one_finding(example: Made, specs: Specs, tmp_path: Path) -> None:
    cells = {(TABLE, f"行{n}", column): 7 for n in (1, 2, 3) for column in ("基本支出", "项目支出")}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", cells), specs=specs))
    assert item.count == 6 and ":" in item.cells


def test_a_number_stored_as_text(example: Made, specs: Specs, tmp_path: Path) -> None:
    where = example.layout.sheets[LIST]
    before = example.computed(where.tab, where.rows["1"], where.columns["基本支出"])
    assert before is not None
    path = edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "基本支出"): f"{before:,}元"})
    item = only(check(path, specs=specs))
    assert (item.code, item.sheet, item.column_label) == ("M302", where.tab, "基本支出")
    assert item.name == f"{LIST}.1.基本支出" and item.row_label.startswith("1 20")
    assert float(item.expected) == float(before)
    assert {short.code for short in item.consequences} >= {"K101"}


def test_checks_that_fail_anyway_are_not_hidden_under_an_input(seed: Made, specs: Specs, tmp_path: Path) -> None:
    """P1.2: a project has two amounts. It hangs on the unit's factor, yet has nothing to do with it."""
    where = seed.layout.sheets[LIST]
    before = seed.computed(where.tab, where.rows["1"], where.columns["基本支出"])
    path = edits.changed(seed, tmp_path / "a.xlsx", {(LIST, "1", "基本支出"): f" {before}"})
    report = check(path, specs=specs)
    text = next(item for item in report.findings if item.code == "M302")
    kept = {item.finding.facts.get("check") for item in report.findings}
    assert {line.check for line in JUDGED if line.result == "不符"} <= kept
    assert all(short.level <= text.level for short in text.consequences)


def test_a_column_that_slipped_takes_its_checks_along(example: Made, specs: Specs, tmp_path: Path) -> None:
    where = example.layout.sheets[LIST]
    rows = [str(n) for n in range(1, 22)]
    amounts = [example.computed(where.tab, where.rows[row], where.columns["基本支出"]) for row in rows]
    moved = {(LIST, row, "基本支出"): value for row, value in zip(rows, [None, *amounts], strict=False)}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", moved), specs=specs))
    assert item.code == "J101" and item.level == Level.ERROR
    assert {short.code for short in item.consequences} >= {"K101", "K102"}


def test_a_column_that_stands_too_high_takes_along_what_its_first_amount_leaves_open(
    example: Made, specs: Specs, tmp_path: Path
) -> None:
    where = example.layout.sheets[LIST]
    rows = [str(n) for n in range(1, 22)]
    amounts = [example.computed(where.tab, where.rows[row], where.columns["基本支出"]) for row in rows]
    moved = {(LIST, row, "基本支出"): value for row, value in zip(rows, [*amounts[1:], None], strict=True)}
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", moved), specs=specs))
    assert item.code == "J101" and item.level == Level.ERROR
    assert {short.code for short in item.consequences} >= {"K101", "K102"}


def test_a_lost_digit_takes_its_checks_along(example: Made, specs: Specs, tmp_path: Path) -> None:
    where = example.layout.sheets[LIST]
    before = str(example.computed(where.tab, where.rows["1"], where.columns["基本支出"]))
    short = edits.amount(before[:2] + before[3:])
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "基本支出"): short}), specs=specs))
    assert (item.code, item.expected) == ("J102", before)
    assert "K101" in {short.code for short in item.consequences}


def test_a_name_written_over_its_formula_is_one_finding(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "科目名称"): "别的科目"})
    item = only(check(path, specs=specs))
    assert item.code == "F101" and "J104" in {short.code for short in item.consequences}


def test_an_unknown_amount_leaves_what_hangs_on_it_open(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "基本支出"): "待定"})
    item = only(check(path, specs=specs))
    assert item.code == "M303" and {short.code for short in item.consequences} >= {"K101", "J108"}


def repeated(made: Made, sheet: str, row: str) -> dict[edits.Key, Scalar]:
    """A row of a list once more, in the first blank row."""
    where = made.layout.sheets[sheet]
    cells = {(r, c): made.computed(where.tab, where.rows[r], where.columns[c]) for r in where.rows for c in INCOME}
    blank = next(r for r in where.rows if r.isdigit() and cells[r, INCOME[0]] is None)
    return {(sheet, blank, column): cells[row, column] for column in INCOME if cells[row, column] is not None}


def test_an_amount_too_large_leaves_what_hangs_on_it_open(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {(LIST, "2", "项目支出"): edits.amount("1E16")})
    item = only(check(path, specs=specs))
    assert item.code == "R604" and {short.code for short in item.consequences} >= {"K101", "J108"}


@pytest.mark.parametrize("row", ["2", "4", "14"])
def test_a_row_that_stands_twice_takes_along_what_it_brings_about(
    example: Made, specs: Specs, tmp_path: Path, row: str
) -> None:
    again = repeated(example, "收入明细", row)
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", again), specs=specs))
    _, last, _ = next(iter(again))
    assert (item.code, item.cell) == ("J112", f"B{example.layout.sheets['收入明细'].rows[last]}")
    assert {short.code for short in item.consequences} >= {"K101"}


def test_a_mistake_beside_a_row_that_stands_twice_is_told_apart(example: Made, specs: Specs, tmp_path: Path) -> None:
    again = repeated(example, "收入明细", "2")
    where = example.layout.sheets[LIST]
    before = str(example.computed(where.tab, where.rows["1"], where.columns["基本支出"]))
    short = {(LIST, "1", "基本支出"): edits.amount(before[:2] + before[3:])}
    report = check(edits.changed(example, tmp_path / "a.xlsx", {**again, **short}), specs=specs)
    assert {item.code for item in told(report)} == {"J112", "J102"}


@pytest.mark.parametrize("text", ["一般公共预算。", "别的钱"])
def test_a_word_that_is_no_choice_leaves_open_where_its_amounts_belong(
    example: Made, specs: Specs, tmp_path: Path, text: str
) -> None:
    item = only(check(edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "资金来源"): text}), specs=specs))
    assert item.code == "J114" and {short.code for short in item.consequences} >= {"K101", "J108"}


def test_a_forged_result(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.forged(example, tmp_path / "a.xlsx", {(TABLE, "合计", "项目支出"): edits.amount("1.23")})
    item = only(check(path, specs=specs))
    assert (item.code, item.found) == ("F105", "1.23")
    assert edits.amount(item.difference) == edits.amount(item.found) - edits.amount(item.expected)


def test_an_input_changed_without_computing_is_one_finding(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {(LIST, "1", "基本支出"): 1}, computed=False)
    report = check(path, specs=specs)
    stale = [item for item in report.findings if item.code == "F105"]
    assert len(stale) == 1 and len(stale[0].consequences) > 10


def test_a_deleted_row(example: Made, specs: Specs, tmp_path: Path) -> None:
    item = only(check(edits.without_row(example, tmp_path / "a.xlsx", TABLE, "行2"), specs=specs))
    assert (item.code, item.sheet) == ("M204", "公开03表")
    row = example.layout.sheets[TABLE].rows["行2"]
    assert f"第 {row - 1} 行与第 {row} 行之间" in item.message
    last = max(example.layout.sheets[TABLE].rows.values())
    assert all(position(short.cell)[0] <= last for short in item.consequences if short.sheet == "公开03表")


@pytest.mark.parametrize("sheet", ["主要职能", "结转结余", "项目支出", "重点工作完成情况"])
def test_a_deleted_last_row(example: Made, specs: Specs, tmp_path: Path, sheet: str) -> None:
    keys = example.layout.sheets[sheet].rows
    last = max((key for key in keys if key.removeprefix("行").isdigit()), key=lambda key: keys[key])
    report = check(edits.without_row(example, tmp_path / "a.xlsx", sheet, last), specs=specs)
    (item,) = [item for item in report.findings if item.code in ("M204", "M212")]
    row = keys[last]
    assert f"第 {row - 1} 行" in item.message and item.finding.facts["count"] == "1"
    assert [other.code for other in told(report)] == (["M204"] if item.code == "M204" else [])


def test_a_deleted_sheet(example: Made, specs: Specs, tmp_path: Path) -> None:
    for table in (TABLE, "一般公共预算财政拨款支出决算表"):
        item = only(check(edits.without_sheet(example, tmp_path / "a.xlsx", table), specs=specs))
        assert item.code == "M206" and table in item.message


def test_renamed_and_reordered_sheets_are_accepted(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.renamed(example, tmp_path / "a.xlsx", {LIST: "支出 (2)", TABLE: "改了名的表"})
    report = check(path, specs=specs)
    assert report.accepted and told(report) == []


def test_an_inserted_row_is_data(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.with_row(example, tmp_path / "a.xlsx", "主要职能", "2", {"职能": "插入的一行职能。"})
    report = check(path, specs=specs)
    assert report.accepted and told(report) == []
    wrong = edits.with_row(example, tmp_path / "b.xlsx", LIST, "2", {"基本支出": "待定"})
    item = next(i for i in check(wrong, specs=specs).findings if i.code == "M303")
    assert item.name == f"{LIST}.+{example.layout.sheets[LIST].rows['2']}.基本支出"


def test_a_changed_template_says_where(spec: Spec, specs: Specs, tmp_path: Path) -> None:
    older = from_folder(replace(spec, hash="f" * 64), EXAMPLE, tmp_path / "older.xlsx")
    assert only(check(older.path, specs=specs)).code == "M104"
    sheet = next(sheet for sheet in older.book.sheets if sheet.key == TABLE)
    title = next(at for at, cell in sheet.cells.items() if isinstance(cell.content, str))
    path = edits.changed(older, tmp_path / "a.xlsx", {(TABLE, *title): "旧标题"})
    first = check(path, specs=specs).findings[0]
    assert first.code == "M104" and "公开03表" in first.message and "ffffffff" in first.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes(range(256)) * 40, "R120"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le") + bytes(600), "R110"),
        (b"PK\x05\x06" + bytes(18), "R118"),
        (b"", "R107"),
        ("科目编码,金额\n".encode("gb18030"), "R113"),
    ],
)
def test_files_that_are_no_workbooks(content: bytes, code: str, specs: Specs, tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(content)
    report = check(path, specs=specs)
    assert report.status == "unreadable" and only(report).code == code
    assert only(report).message and only(report).hint


def test_what_nobody_foresaw_is_one_finding(example: Made, specs: Specs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    for place in ("workbook.api.filled.judge", "workbook.report.build.Labels"):
        with monkeypatch.context() as patched:
            patched.setattr(place, fail)
            report = check(example.path, specs=specs)
            assert report.status == "unreadable" and only(report).code == "G105"
            with pytest.raises(RecursionError):
                check(example.path, specs=specs, strict=True)


def test_another_spec_and_none(example: Made, specs: Specs, tmp_path: Path) -> None:
    assert check(example.path, spec="hubei/2021", specs=specs).accepted
    assert only(check(example.path, spec=tmp_path, specs=specs)).code == "S110"


def test_the_row_of_a_form_is_called_by_its_name_alone(example: Made, specs: Specs, tmp_path: Path) -> None:
    path = edits.changed(example, tmp_path / "a.xlsx", {("三公经费", "公务接待费", "决算数"): "８２４６"})
    item = told(check(path, specs=specs))[0]
    assert (item.code, item.name, item.row_label) == ("M302", "三公经费.公务接待费.决算数", "公务接待费")
