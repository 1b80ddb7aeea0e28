"""How a campaign stands, what a person decides, what is sent to the units, what is exported."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from campaign.files import Files, Remembered, on_disk, put
from cli.run import workbook
from report.browser import Browser, broken_words, browser
from workbook.bureau.chasing import chase
from workbook.bureau.collecting import Wishes, collect
from workbook.bureau.deciding import conflicts, decide
from workbook.bureau.exporting import export
from workbook.bureau.pool import Pool
from workbook.bureau.rolling import roll_up_campaign
from workbook.bureau.standing import overview
from workbook.bureau.standinghtml import overview_html, overview_page
from workbook.bureau.standingtext import overview_csv, overview_dict, overview_json, overview_lines
from workbook.bureau.tree import below
from workbook.campaign.ledger import open_ledger
from workbook.campaign.model import Order
from workbook.campaign.units import Registered, issue, register
from workbook.finding.catalogue import Lang
from workbook.report import json_text

EVIL = '<b>丁</b>"><script>document.title="x"</script>'
REGISTER = [
    Registered("甲局", "001", contact="张三"),
    Registered("乙局", "002", "甲局"),
    Registered("丙局", "003", "甲局"),
    Registered(EVIL, "004", "乙局"),
    Registered("戊局", "005"),
    Registered("己局", "006"),
]


@pytest.fixture(scope="module")
def made(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One unit in every state; two workbooks are handed out, one before and one after the collecting."""
    folder = tmp_path_factory.mktemp("standing")
    with open_ledger(folder / "c", create=True) as ledger, ledger.transaction():
        register(ledger, REGISTER, "2021")
        issue(ledger, 4, "hubei/2021", "h", "丁.xlsx", "s", inputs="", time="2022-01-01")
    put(
        folder / "in",
        甲局=files.accepted("甲局"),
        乙局=files.to_explain("乙局"),
        丙局=files.rejected("丙局"),
        己局一=files.accepted("己局"),
        己局二=files.accepted("己局", phone="000-11111111"),
        不明=b"%PDF-1.7 ",
    )
    assert collect([folder / "in"], folder / "c", Wishes(folder / "data", runner=Remembered())).complete
    with open_ledger(folder / "c") as ledger, ledger.transaction():
        issue(ledger, 5, "hubei/2021", "h", "戊.xlsx", "s", inputs="", time="2022-01-01")
    return folder


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> Path:
    """A copy that may be changed."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy" / "c"


def test_every_unit_has_one_state_and_they_add_up(made: Path) -> None:
    state = overview(made / "c")
    assert {unit.unit: unit.state for unit in state.units} == {
        "甲局": "accepted", "乙局": "explain", "丙局": "rejected", EVIL: "not returned", "戊局": "issued",
        "己局": "conflict",
    }  # fmt: skip
    assert sum(state.counts.values()) == len(state.units) == 6
    assert [stray.names for stray in state.strays] == [("不明.xlsx",)]
    assert "K102" in {reason.code for reason in state.reasons}


def test_text_csv_and_json_say_the_same(made: Path) -> None:
    state = overview(made / "c")
    lines = list(overview_lines(state, "zh"))
    assert lines[0] == "单位 6：通过 1，待说明 1，退回 1，读不了 0，待裁定 1，未交回 1，已发出 1，未发出 0"
    assert any("R116" in line and "不明.xlsx" in line for line in lines)
    table = list(csv.DictReader(io.StringIO(overview_csv(state))))
    told = overview_dict(state, "en")
    assert [row["state"] for row in table] == [unit["state"] for unit in told["units"]]  # type: ignore[attr-defined]
    (finding,) = [f for unit in told["units"] for f in unit["findings"] if f["code"] == "K102"]  # type: ignore[attr-defined]
    assert finding["title"] == "To be explained" and "D4.2" in finding["message"]
    json.dumps(told)


def test_what_is_written_piece_by_piece_is_the_same(made: Path) -> None:
    """Of thousands of units neither the text nor all that goes into it is held in memory."""
    state = overview(made / "c")
    assert "".join(overview_json(state, "zh")) == json_text(overview_dict(state, "zh"))
    assert "".join(overview_page(state)) == overview_html(state)
    nobody = replace(state, units=())
    assert "".join(overview_json(nobody, "en")) == json_text(overview_dict(nobody, "en"))
    for form, text in (("json", json_text(overview_dict(state, "zh"))), ("html", overview_html(state))):
        path = made / f"state.{form}"
        assert workbook("status", made / "c", "--format", form, "-o", path).returncode == 0
        assert path.read_text("utf-8").replace(str(made), ".") == text.replace(str(made), ".")


def test_of_many_units_fewer_findings_of_each_are_read(made: Path) -> None:
    every, few = overview(made / "c"), overview(made / "c", lines=1)
    assert max(len(unit.findings) for unit in every.units) > 3 >= max(len(unit.findings) for unit in few.units)
    for one, other in zip(every.units, few.units, strict=True):
        assert len(one.findings) + one.more == len(other.findings) + other.more and one.first == other.first


def test_a_campaign_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [f.code for f in overview(tmp_path).findings] == ["L101"]
    assert not list(tmp_path.iterdir())
    done = workbook("status", tmp_path)
    assert done.returncode == 3 and "Traceback" not in done.stderr


def test_who_decides_a_conflict_puts_the_chosen_data_in_place(campaign: Path) -> None:
    (conflict,), _ = conflicts(campaign)
    first, second = conflict.candidates
    assert (conflict.kind, conflict.unit) == ("values", "己局")
    assert second.changed == (("单位信息.咨询电话.值", "000-00000000", "000-11111111"),)
    done = decide(campaign, second.sha256[:10], unit="己局")
    assert (done.findings, done.chosen) == ((), second.sha256)
    assert "000-11111111" in (campaign.parent / "data/2021/己局/单位.csv").read_text("utf-8")
    assert conflicts(campaign) == ((), ())
    decide(campaign, "己局一.xlsx")
    assert "000-00000000" in (campaign.parent / "data/2021/己局/单位.csv").read_text("utf-8"), "may be decided anew"
    assert first.names == ("己局一.xlsx",)


def test_a_file_that_was_not_accepted_counts_only_with_a_reason(campaign: Path) -> None:
    assert [f.code for f in decide(campaign, "乙局.xlsx").findings] == ["L110"]
    assert decide(campaign, "乙局.xlsx", reason="电话说明过").findings == ()
    note = json.loads((campaign.parent / "data/2021/乙局/导入记录.json").read_text("utf-8"))
    assert (note["verdict"], note["reason"]) == ("forced", "电话说明过") and "K102" in {
        f["code"] for f in note["forced"]
    }
    assert {u.unit: u.state for u in overview(campaign).units}["乙局"] == "accepted"


@pytest.mark.parametrize(
    ("choose", "unit", "code"),
    [("没有", "", "L109"), ("乙局", "没有", "L108"), ("", "", "L109"), ("不明.xlsx", "", "L115")],
)
def test_a_choice_that_cannot_be_is_told(campaign: Path, choose: str, unit: str, code: str) -> None:
    assert [f.code for f in decide(campaign, choose, unit=unit).findings] == [code]


def test_letters_tell_each_unit_what_to_mend_with_the_marked_workbook(campaign: Path, tmp_path: Path) -> None:
    result = chase(campaign, tmp_path / "letters")
    assert result.findings == () and [letter.unit.unit for letter in result.letters] == ["乙局", "丙局", EVIL, "己局"]
    letter = (tmp_path / "letters/乙局/需要改正的地方.md").read_text("utf-8")
    assert "D4.2" in letter and "审核!" in letter and "处理：" in letter
    assert (tmp_path / "letters/乙局/乙局_批注.xlsx").is_file()
    assert "还没有收到" in (result.letters[2].letter).read_text("utf-8") and result.letters[2].workbook is None
    before = on_disk(tmp_path / "letters")
    assert all(letter.kept for letter in chase(campaign, tmp_path / "letters").letters)
    assert on_disk(tmp_path / "letters") == before
    decide(campaign, "乙局.xlsx", reason="说明过")
    (tmp_path / "letters/丙局/笔记.txt").write_text("电话催过", "utf-8")
    assert chase(campaign, tmp_path / "letters").removed == 1
    assert sorted(p.name for p in (tmp_path / "letters/丙局").iterdir()) == sorted(
        ["丙局_批注.xlsx", "笔记.txt", "需要改正的地方.md"]
    )


def test_workbooks_marked_by_several_processes_are_the_same_and_limits_hold(campaign: Path, tmp_path: Path) -> None:
    chase(campaign, tmp_path / "here")
    seen: list[tuple[str, int]] = []
    order = Order(timeout=120, memory=1024)
    result = chase(
        campaign, tmp_path / "apart", runner=Pool(2), order=order, step=lambda job, n: seen.append((job.name, n))
    )
    assert result.findings == () and sorted(seen) == [("丙局.xlsx", 2), ("乙局.xlsx", 2)]
    assert on_disk(tmp_path / "apart") == on_disk(tmp_path / "here")
    result = chase(campaign, tmp_path / "late", runner=Pool(2), order=replace(order, timeout=0.1))
    assert [f.code for f in result.findings] == ["L114", "G111", "L114", "G111"]
    assert [letter.unit.unit for letter in result.letters] == ["乙局", "丙局", EVIL, "己局"]
    assert not list((tmp_path / "late").glob("*/*.xlsx")) and (tmp_path / "late/乙局/需要改正的地方.md").is_file()
    again = chase(campaign, tmp_path / "late", runner=Pool(1), order=order)
    assert again.findings == () and [letter.kept for letter in again.letters] == [False, False, True, True]
    assert on_disk(tmp_path / "late") == on_disk(tmp_path / "here")


def test_accepted_values_as_parquet_with_their_types(campaign: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    result = export(campaign, tmp_path / "out")
    assert [f.facts["item"] for f in result.findings if f.code == "L125"] == ["己局"], "it is to be decided"
    assert len(result.findings) == result.units == 1 and result.values > 5000
    with duckdb.connect() as db:
        db.execute(f"SET file_search_path='{tmp_path / 'out'}'")
        db.execute((tmp_path / "out/views.sql").read_text("utf-8"))
        sql = "SELECT unit, code, number, text FROM accounts WHERE name=?"
        (row,) = db.execute(sql, ["收入支出决算总表.本年收入合计.决算数"]).fetchall()
        assert row == ("甲局", "001", Decimal("1881.28"), None)
        (row,) = db.execute(sql, ["单位信息.单位名称.值"]).fetchall()
        assert row == ("甲局", "001", None, "甲局")
        assert db.execute("SELECT count(*) FROM cell_values").fetchone() == (result.values,)
    before = on_disk(tmp_path / "out")
    export(campaign, tmp_path / "out")
    assert on_disk(tmp_path / "out") == before, "the same ledger gives the same bytes"


def test_without_the_library_it_is_told_what_to_install(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert [f.code for f in export(campaign, campaign.parent / "out").findings] == ["L107"]
    assert not (campaign.parent / "out").exists()


def test_a_subtree_is_a_unit_and_all_below_it(made: Path, tmp_path: Path) -> None:
    units = overview(made / "c").units
    assert {unit.unit for unit in below(units, "甲局")} == {"甲局", "乙局", "丙局", EVIL}
    assert {unit.unit for unit in below(units, "002")} == {"乙局", EVIL}
    rolled = roll_up_campaign(made / "c", tmp_path, "甲局")
    assert rolled.written and [unit.name for unit in rolled.units if unit.received] == ["甲局"]
    assert {unit.name for unit in rolled.units if not unit.received} == {"乙局", "丙局", EVIL}, "and who is missing"


@pytest.fixture(scope="module")
def page(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    path = tmp_path_factory.mktemp("html") / "收集.html"
    path.write_text(overview_html(overview(made / "c")), "utf-8")
    with browser() as window:
        yield window, path.as_uri()


def shown(window: Browser) -> list[str]:
    script = "return [...document.querySelectorAll('.unit')].filter(n => n.offsetParent).map(n => n.dataset.state)"
    states: list[str] = window.run(script)
    return states


def test_the_page_shows_filters_and_finds(page: tuple[Browser, str]) -> None:
    window, address = page
    window.open("about:blank")
    window.log("performance")
    window.open(address)
    assert len(shown(window)) == 6 and window.run("return document.title") == "收集情况"
    assert window.run("return document.querySelectorAll('svg.bar rect').length") == 6
    legend = window.run("return [...document.querySelectorAll('.legend li')].map(n => n.textContent.trim())")
    assert legend == ["通过 1", "待说明 1", "退回 1", "待裁定 1", "未交回 1", "已发出 1"], "the colours are explained"
    assert "己局二.xlsx" in window.run("return document.querySelector('.disputes').textContent")
    assert window.run("return document.querySelector('td[data-count=explain]').textContent") == "1"
    window.click("input[value=accepted]")
    assert "accepted" not in shown(window) and window.run("return location.hash").startswith("#state=")
    window.click("button[type=reset]")
    window.type("body", "/")
    window.type("input[type=search]", "乙局．xlsx")
    assert shown(window) == ["explain"]
    window.type("input[type=search]", "\ue00c")
    window.run(
        "const s = document.querySelector('select[name=parent]'); s.value = '乙局';"
        "s.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    assert shown(window) == ["not returned"]
    assert window.log("browser") == [], "nothing is reported, and no text of a unit ran as a script"
    events = [json.loads(entry["message"])["message"] for entry in window.log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert asked and all(url.startswith((address, "data:")) for url in asked)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_fits_a_phone_and_breaks_no_word(
    page: tuple[Browser, str], made: Path, tmp_path: Path, lang: Lang
) -> None:
    window, _ = page
    path = tmp_path / "page.html"
    path.write_text(overview_html(overview(made / "c"), lang), "utf-8")
    for width in (420, 800, 1280):
        window.resize(width)
        window.open(path.as_uri())
        assert window.run("return document.documentElement.scrollWidth") <= width
        assert broken_words(window, "thead:not(.overview *) th, .overview .number") == []
        assert window.run("return document.querySelector('.reasons .what').getBoundingClientRect().height") >= 10
    window.resize(420)
    assert window.run("return getComputedStyle(document.querySelector('.overview tr')).display") == "flex"
    right = "[...document.querySelectorAll('.reasons .count')].map(n => n.getBoundingClientRect().right)"
    assert 0 < window.run(f"return Math.max(...{right})") <= 420, "the numbers are on the screen without scrolling"
    window.resize(1200)


def test_the_page_is_the_same_each_time_and_stands_alone(made: Path) -> None:
    state = overview(made / "c")
    text = overview_html(state, "en")
    assert text == overview_html(state, "en") and EVIL not in text and "http://" not in text


def test_the_commands_from_collecting_to_exporting(files: Files, tmp_path: Path) -> None:
    put(tmp_path / "in", 甲局=files.accepted("甲局"), 乙局=files.to_explain("乙局"))
    (tmp_path / "名册.csv").write_text("单位名称,单位编码,电话\n甲局,001,1\n乙局,002,2\n丙局,003,3\n", "utf-8")
    done = workbook("collect", "in", "--to", "c", "--register", "名册.csv", "--year", "2021", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "看到文件 2：新收 2" in done.stdout and "核对 2：通过 1，待说明 1" in done.stdout
    done = workbook("status", "c", cwd=tmp_path)
    assert done.returncode == 0 and "未发出 1" in done.stdout
    done = workbook("chase", "c", "-o", "letters", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "letters/乙局/to-mend.md").is_file(), done.stderr
    assert workbook("decide", "c", cwd=tmp_path).stdout == "没有要裁定的\n"
    done = workbook("export", "c", "-o", "out", "--roll-up", "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout)["units"] == 1, done.stderr
    assert json.loads(done.stdout)["workbook"], done.stderr
