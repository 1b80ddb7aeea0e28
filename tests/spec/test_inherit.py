"""A spec that extends another: pages of differences, renamed things, years, faults where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import ROOT, make
from spec.inherit import BASE, BOOK, based, child, write
from workbook import generate, lint
from workbook.data import load_unit
from workbook.finding import Finding
from workbook.spec.load import load_spec, spec_names
from workbook.spec.model import Entry, Table
from workbook.spec.spec import Spec


def good(root: Path) -> Spec:
    spec, findings = load_spec(root)
    assert spec is not None, findings
    return spec


def table(spec: Spec, name: str) -> Table:
    sheet = spec.sheet(name)
    assert isinstance(sheet, Table)
    return sheet


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(f.code, f.place.file, f.place.line) for f in findings]


def test_a_spec_that_says_nothing_is_its_base(tmp_path: Path) -> None:
    root = based(tmp_path, {})
    spec, base = good(root), good(tmp_path / "specs" / "base")
    assert spec.name == "place/2022"
    assert [p.sheet for p in spec.pages] == [p.sheet for p in base.pages]
    assert [p.file for p in spec.pages] == [p.file for p in base.pages]
    assert spec.checks == base.checks
    assert spec.hash != base.hash
    assert [layer.name for layer in spec.layers] == ["", "base"]


def test_a_page_says_only_what_differs(tmp_path: Path) -> None:
    page = """form: 表甲
columns: {数: {label: 金额}}
rows:
  收入: {label: 收入合计}
  附加: {formula: =0}
  税:
note: 注三
"""
    sheet = table(good(based(tmp_path, {"2-表/01-总表.yaml": page})), "总表")
    assert sheet.form == "表甲"
    assert (sheet.columns["数"].type, sheet.columns["数"].label) == ("money", "金额")  # type: ignore[index]
    rows = sheet.rows
    assert isinstance(rows, dict)
    assert list(rows) == ["收入", "附加", "共计"]
    assert (rows["收入"].label, rows["收入"].sum) == ("收入合计", ("明细.金额",))  # type: ignore[index]
    assert sheet.note == ("注三",)


def test_pages_move_leave_and_come(tmp_path: Path) -> None:
    pages = {
        "2-表/05-总表.yaml": "extends: 2-表/01-总表.yaml\nform: 表5\n",
        "3-审核/01-平衡.yaml": "omit: true\n",
        "2-表/02-另.yaml": "sheet: 另表\nkind: table\ncolumns: {项目: label, 数: money}\nrows: {甲: =总表.共计.数}\n",
    }
    spec = good(based(tmp_path, pages))
    assert [p.file for p in spec.pages if p.part == "表"] == ["2-表/02-另.yaml", "2-表/05-总表.yaml"]
    assert spec.checks == ()
    assert lint(spec.root) == ()


def test_pages_may_trade_places(tmp_path: Path) -> None:
    other = "sheet: 另表\nkind: table\nform: 表2\ncolumns: {项目: label, 数: money}\nrows: {甲: =总表.共计.数}\n"
    pages = {
        "2-表/01-总表.yaml": "extends: 2-表/02-另.yaml\nform: 表1\n",
        "2-表/02-另.yaml": "extends: 2-表/01-总表.yaml\nform: 表2\n",
    }
    spec = good(based(tmp_path, pages, {**BASE, "2-表/02-另.yaml": other}))
    shown = [(p.sheet.sheet, p.sheet.form) for p in spec.pages if isinstance(p.sheet, Table)]
    assert shown == [("另表", "表1"), ("总表", "表2")]


RENAMED = {
    "1-录入/02-明细.yaml": "sheet: 收支明细\ncolumns:\n  数额: {was: 金额}\n",
    "2-表/01-总表.yaml": "sheet: 收支总表\nrows:\n  全部收入: {was: 收入}\n",
    "3-审核/01-平衡.yaml": "checks:\n  共计无误: {was: 共计等于各项之和, level: explain}\n",
}
UNIT_CSV = "项目,值\n单位名称,甲\n年度,2021\n金额单位,元\n模板,place/2022\n"


def test_renamed_sheets_rows_columns_and_checks_keep_their_place_and_their_old_names(tmp_path: Path) -> None:
    spec = good(based(tmp_path, RENAMED))
    assert lint(spec.root) == ()
    entry = spec.sheet("收支明细")
    assert isinstance(entry, Entry)
    assert list(entry.columns) == ["科目", "数额", "税额", "合计"]
    assert entry.was == ("明细",) and entry.columns["数额"].was == ("金额",)  # type: ignore[index]
    rows = table(spec, "收支总表").rows
    assert isinstance(rows, dict) and list(rows) == ["全部收入", "税", "共计"]
    assert [(str(name), check.level) for name, check in spec.checks] == [("共计无误", "explain")]


@pytest.mark.parametrize(("file", "column"), [("明细", "金额"), ("收支明细", "数额"), ("明细", "数额")])
def test_data_under_old_and_new_names_are_read_alike(tmp_path: Path, file: str, column: str) -> None:
    spec = good(based(tmp_path, RENAMED))
    unit = tmp_path / "unit"
    unit.mkdir()
    (unit / "单位.csv").write_text(UNIT_CSV, encoding="utf-8")
    (unit / f"{file}.csv").write_text(f"科目,{column},税额\n甲,30000,5000\n", encoding="utf-8")
    data, findings = load_unit(unit, spec)
    assert findings == ()
    made = make(spec, data)
    for name in ("总表.收入.数", "收支总表.全部收入.数", "收支总表.收入.数"):
        assert made.get(name) == 3
    assert made.get("总表.共计.数") == 3.5


BLOCKS = """sheet: 总表
kind: table
blocks:
  左:
    columns: {项目: label, 数: money}
    rows: {收入: {sum: 明细.金额}, 税: {sum: 明细.税额}}
  右:
    columns: {项目: label, 数: money}
    rows: {共计: =总表.左.收入.数+总表.税.数}
"""
TOLD = """sheet: 说明
kind: text
sections:
  - name: 甲
    paragraphs: [[{each: 总表.左, text: 【项目】【数】万元}], [共【总表.右.共计.数】万元]]
"""


def test_blocks_of_a_renamed_sheet_keep_their_old_names(tmp_path: Path) -> None:
    base = {**BASE, "2-表/01-总表.yaml": BLOCKS, "2-表/02-说明.yaml": TOLD}
    spec = good(based(tmp_path, {"2-表/01-总表.yaml": "sheet: 收支总表\n"}, base))
    assert lint(spec.root) == ()


YEARS = """replace: [columns, rows]
sheet: 总表
kind: table
columns:
  项目: label
  数: money
  旧栏: {type: money, until: 2021}
rows:
  收入: {sum: 明细.金额}
  抗疫: {formula: =0, since: 2020, until: 2021}
  专用: {formula: =0, since: 2022}
note: [注一]
"""


@pytest.mark.parametrize(
    ("year", "rows", "columns"),
    [
        (2019, ["收入"], ["项目", "数", "旧栏"]),
        (2021, ["收入", "抗疫"], ["项目", "数", "旧栏"]),
        (2022, ["收入", "专用"], ["项目", "数"]),
    ],
)
def test_entries_of_other_years_are_left_out(tmp_path: Path, year: int, rows: list[str], columns: list[str]) -> None:
    pages = {"2-表/01-总表.yaml": YEARS, "3-审核/01-平衡.yaml": "omit: true\n", "book.yaml": child(year=year)}
    sheet = table(good(based(tmp_path, pages)), "总表")
    assert isinstance(sheet.rows, dict)
    assert (list(sheet.rows), list(sheet.columns)) == (rows, columns)


def test_a_page_of_another_year_is_left_out(tmp_path: Path) -> None:
    base = {**BASE, "3-审核/01-平衡.yaml": "since: 2022\n" + BASE["3-审核/01-平衡.yaml"]}
    assert good(based(tmp_path, {"book.yaml": child(year=2022)}, base)).checks != ()
    assert good(tmp_path / "specs" / "base").checks == ()


CODES = "code,name,level,since,until,was\n201,甲,类,,,\n202,乙,类,2022,,203；丙\n203,丙,类,,2021,\n"


def test_codes_by_year_inherited_and_replaced(tmp_path: Path) -> None:
    codes = "codes:\n  科目: {file: codes/科目.csv, title: 科目, levels: {类: 3}}\n"
    base = {**BASE, "book.yaml": BOOK.format(name="base") + codes, "codes/科目.csv": CODES}
    write(tmp_path, {"base": base, "a/2022": {"book.yaml": "book: a/2022\nextends: base\nyear: 2022\n"}})
    own = {"book.yaml": "book: b/2022\nextends: base\nyear: 2022\n", "codes/科目.csv": "code,name,level\n299,丁,类\n"}
    write(tmp_path, {"b/2022": own})
    inherited, replaced = (good(tmp_path / "specs" / name).codes["科目"] for name in ("a/2022", "b/2022"))
    assert [row.code for row in inherited.rows] == ["201", "202"]
    assert inherited.by_code["202"].was == ("203", "丙")
    assert [row.code for row in replaced.rows] == ["299"]
    assert [row.code for row in good(tmp_path / "specs" / "base").codes["科目"].rows] == ["201", "203"]


def test_parts_and_pieces_of_lists_are_changed_by_name_and_number(tmp_path: Path) -> None:
    text = """sheet: 说明
kind: text
sections:
  - {title: 一、甲, name: 甲, paragraphs: [第一段, [第二段, 其二], {text: 第三段, style: note}]}
  - {title: 二、乙, name: 乙, paragraphs: [乙段]}
"""
    change = """sections:
  reorder: [乙, 甲]
  甲:
    title: 二、甲
    paragraphs: {2: {text: {2: 改了}, style: body}, 3: {style: body}, 1: }
  乙: {title: 一、乙}
  丙: {title: 三、丙, paragraphs: [丙段]}
"""
    base = {**BASE, "2-表/09-说明.yaml": text}
    book = child(parts="{3-审核: {title: 检查}}")
    spec = good(based(tmp_path, {"2-表/09-说明.yaml": change, "book.yaml": book}, base))
    sheet = spec.sheet("说明")
    assert sheet is not None
    sections = sheet.sections  # type: ignore[union-attr]
    assert [(s.name, s.title) for s in sections] == [("乙", "一、乙"), ("甲", "二、甲"), ("丙", "三、丙")]
    assert [[f.text for f in p.text] for p in sections[1].paragraphs] == [["第二段", "改了"], ["第三段"]]
    assert [str(p.title) for p in spec.book.parts] == ["录入", "表", "检查"]


def test_three_specs_in_a_row(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "base": BASE,
            "a/2021": {"book.yaml": child(book="a/2021"), "2-表/01-总表.yaml": "form: 表甲\nsheet: 甲表\n"},
            "a/2022": {
                "book.yaml": child(book="a/2022", extends="a/2021", year=2022),
                "2-表/01-总表.yaml": "sheet: 乙表\nrows: {税: {label: 税金}}\n",
            },
        },
    )
    spec = good(tmp_path / "specs" / "a/2022")
    sheet = table(spec, "乙表")
    assert (sheet.form, sheet.was, spec.book.year) == ("表甲", ("甲表", "总表"), 2022)
    assert lint(spec.root) == ()
    assert [layer.shown for layer in spec.layers] == ["", "../2021", "../../base"]


def test_the_hash_covers_what_is_inherited_wherever_the_specs_stand(tmp_path: Path) -> None:
    first = good(based(tmp_path / "x", {}))
    assert good(based(tmp_path / "y", {})).hash == first.hash
    page = tmp_path / "y" / "specs" / "base" / "2-表" / "01-总表.yaml"
    page.write_text(page.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    assert good(tmp_path / "y" / "specs" / "place" / "2022").hash != first.hash


def test_an_abstract_spec_may_lack_what_others_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = BOOK.format(name="base") + "abstract: true\n"
    base = {**BASE, "book.yaml": book, "2-表/01-总表.yaml": BASE["2-表/01-总表.yaml"].replace("kind: table\n", "")}
    root = based(tmp_path, {"2-表/01-总表.yaml": "kind: table\n"}, base)
    monkeypatch.chdir(tmp_path)
    assert lint("base") == ()
    assert lint("place/2022") == ()
    assert not good(root).book.abstract
    assert "base" not in spec_names() and "place/2022" in spec_names()


def test_faults_stand_where_their_lines_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    base = {
        **BASE,
        "1-录入/02-明细.yaml": BASE["1-录入/02-明细.yaml"].replace("税额: money", "税额: mony"),
        "3-审核/01-平衡.yaml": BASE["3-审核/01-平衡.yaml"].replace("总表.税.数", "总表.睡.数"),
    }
    pages = {
        "1-录入/02-明细.yaml": "sheet: 明细\ncolumns:\n  科目: {promt: 甲, label: 乙}\n",
        "2-表/01-总表.yaml": "rows:\n  收人:\n  收入: {label: 甲}\n",
        "2-表/02-另.yaml": "extends: 2-表/03-另.yaml\nform: 表2\n",
        "2-表/03-再.yaml": "omit: true\n",
    }
    based(tmp_path, pages, base)
    findings = lint("place/2022")
    assert set(told(findings)) == {
        ("S112", "specs/place/2022/2-表/02-另.yaml", 1),
        ("S103", "specs/place/2022/1-录入/02-明细.yaml", 3),
        ("S104", "specs/base/1-录入/02-明细.yaml", 7),
        ("S112", "specs/place/2022/2-表/01-总表.yaml", 2),
        ("S112", "specs/place/2022/2-表/03-再.yaml", 1),
    }
    assert len(set(told(findings))) == len(findings)


@pytest.mark.parametrize(("extends", "near"), [("bass", "base"), ("place/2022", "")])
def test_a_chain_that_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extends: str, near: str) -> None:
    write(tmp_path, {"base": BASE, "place/2022": {"book.yaml": child(extends=extends)}})
    monkeypatch.chdir(tmp_path)
    (finding,) = lint("place/2022")
    assert (finding.code, finding.place.file, finding.place.line) == ("S111", "specs/place/2022/book.yaml", 2)
    assert finding.facts.get("nearest", "") == near


def test_a_page_is_taken_over_once(tmp_path: Path) -> None:
    change = "extends: 2-表/01-总表.yaml\nsheet: 表{}\n"
    pages = {f"2-表/1{n}.yaml": change.format(n) for n in (1, 2)}
    _, findings = load_spec(based(tmp_path, pages))
    assert [(f.code, f.place.file) for f in findings if f.code == "S112"] == [("S112", "2-表/12.yaml")]


def test_no_workbook_is_made_of_an_abstract_spec(tmp_path: Path) -> None:
    done = generate(spec=ROOT / "specs" / "base", output=tmp_path)
    assert [f.code for f in done.findings] == ["G114"]
    assert not done.written and list(tmp_path.iterdir()) == []
