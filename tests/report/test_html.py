"""The page: alone in its file, right in a browser, readable without a script, and deaf to what files say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from report.browser import Browser, broken_words, browser
from workbook.finding import Place, found
from workbook.finding.catalogue import Lang
from workbook.report import Report, Template, build_report, reports_html

TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"
EVIL = '"><script>document.title="x"</script><img src=x onerror=alert(1)>{{ 7*7 }}</style>&#'


def cell(sheet: str, at: str) -> Place:
    return Place(sheet=sheet, cell=at, name="支出明细.1.基本支出")


def reports() -> list[Report]:
    first = [
        found("M302", cell("支出明细", "F7"), None, column="基本支出", text=EVIL, would_be="10"),
        found("F105", cell("公开03表", "G9"), None, found="1.00", expected="2.00"),
        found("F105", cell("公开03表", "G10"), None, found="1.00", expected="2.00"),
        found("K104", Place(sheet="审核", cell="H9"), None, check="A1", what="收支平衡", why="未填"),
    ]
    template = Template("hubei/2021", "0" * 64, "2021")
    return [
        build_report("甲<b>.xlsx", first, template=template, unit="某局" + EVIL, sha256="a" * 64),
        build_report("乙.xlsx", [found("R110")], lang="zh"),
        build_report("丙.xlsx", ()),
    ]


class _Page(HTMLParser):
    """Tags with their attributes, and the text outside of style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] and self.tags[-1][0] not in ("style", "script"):
            self.text += data


def test_nothing_of_a_file_becomes_markup() -> None:
    page = _Page(reports_html(reports()))
    assert [tag for tag, _ in page.tags].count("script") == 1 and "img" not in [tag for tag, _ in page.tags]
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    assert EVIL in page.text and "甲<b>.xlsx" in page.text


def test_the_page_stands_alone() -> None:
    text = reports_html(reports(), "en")
    addresses = [v for _, a in _Page(text).tags for k, v in a.items() if k in ("src", "href", "action", "data")]
    assert {str(v)[:1] for v in addresses} == {"#", "d"} and addresses.count("data:,") == 1
    assert not re.search(r"@import|url\(|https?://|fetch\(|XMLHttpRequest", text.split("</style>")[0] + text[-6000:])
    assert text == reports_html(reports(), "en") and '<html lang="en">' in text


def test_without_a_script_it_is_a_plain_list() -> None:
    tags = _Page(reports_html(reports())).tags
    assert next(a for t, a in tags if t == "form").keys() >= {"hidden"}
    findings = [a for t, a in tags if t == "li" and a.get("class", "") and "finding" in str(a["class"]).split()]
    assert len(findings) == 4 and not [a for a in findings if "hidden" in a]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    path = tmp_path_factory.mktemp("html") / "结果.html"
    path.write_text(reports_html(reports()), "utf-8")
    with browser() as window:
        yield window, path.as_uri()


def shown(window: Browser) -> list[str]:
    """Codes of the findings that can be seen."""
    script = "return [...document.querySelectorAll('.finding')].filter(n => n.offsetParent).map(n => n.dataset.code)"
    codes: list[str] = window.run(script)
    return codes


def test_it_loads_without_network_and_faults(page: tuple[Browser, str], tmp_path: Path) -> None:
    window, address = page
    window.open("about:blank")
    window.log("performance")
    window.open(address)
    assert shown(window) == ["M302", "F105", "K104", "R110"]
    assert window.run("return document.title") == "工作簿核对结果"
    assert window.log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in window.log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert asked and all(url.startswith((address, "data:")) for url in asked)


def test_filters_search_and_keys(page: tuple[Browser, str]) -> None:
    window, address = page
    window.open(address)
    window.click("input[value=warning]")
    assert shown(window) == ["M302", "F105", "R110"]
    assert "3" in window.run("return document.getElementById('shown').textContent")
    window.run("const s = document.querySelector('select[name=sheet]'); s.value = '公开03表'; "
               "s.dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip
    assert shown(window) == ["F105"]
    assert window.run("return location.hash").startswith("#level=fatal")
    window.click("button[type=reset]")
    assert len(shown(window)) == 4 and window.run("return location.hash") == ""
    window.type("body", "/")
    window.type("input[type=search]", "Ｇ9:g10 应当")
    assert shown(window) == ["F105"]
    window.type("input[type=search]", "\ue00c")
    assert len(shown(window)) == 4
    window.run("document.activeElement.blur()")
    window.type("body", "jj")
    assert window.run("return document.activeElement.dataset.code") == "F105"
    window.run("document.activeElement.blur()")
    window.type("body", "jjk")
    assert window.run("return document.activeElement.dataset.code") == "M302"
    assert window.log("browser") == []


def choose(window: Browser, name: str, value: str) -> None:
    window.run(f"const s = document.querySelector('select[name={name}]'); s.value = {json.dumps(value)}; "
               "s.dispatchEvent(new Event('input', {bubbles: true}))")  # fmt: skip


def seen(window: Browser, selector: str) -> list[str]:
    script = f"return [...document.querySelectorAll('{selector}')].filter(n => n.offsetParent).map(n => n.textContent)"
    texts: list[str] = window.run(script)
    return [" ".join(text.split()) for text in texts]


def test_a_unit_is_shown_alone(page: tuple[Browser, str]) -> None:
    """Its findings, or that there are none; nothing of other units, clean ones among them."""
    window, address = page
    window.open(address)
    assert seen(window, "section.file h2") == ["甲<b>.xlsx 不能核对", "乙.xlsx 不能核对", "丙.xlsx 不能核对"]
    choose(window, "unit", "某局" + EVIL)
    assert seen(window, "section.file h2") == ["甲<b>.xlsx 不能核对"] and len(shown(window)) == 3
    assert seen(window, ".overview td.file") == ["甲<b>.xlsx"]
    choose(window, "unit", "丙.xlsx")
    assert seen(window, "section.file h2") == ["丙.xlsx 不能核对"] and shown(window) == []
    choose(window, "unit", "")
    choose(window, "code", "F105")
    assert seen(window, "section.file h2") == ["甲<b>.xlsx 不能核对"], "a clean file has no such finding"
    choose(window, "code", "")
    window.type("input[type=search]", "丙")
    assert seen(window, "section.file h2") == ["丙.xlsx 不能核对"]
    window.press(ESCAPE)
    assert len(seen(window, "section.file h2")) == 3 == len(seen(window, ".overview td.file"))


def printed(window: Browser, folder: Path) -> str:
    """The words on the paper, without their line breaks."""
    (folder / "page.pdf").write_bytes(window.printed())
    done = subprocess.run(["pdftotext", "-raw", folder / "page.pdf", "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext: scripts/install-office")
def test_on_paper_stands_what_is_shown_and_all_of_it(page: tuple[Browser, str], tmp_path: Path) -> None:
    """What is folded on the screen is open on paper; the filter itself and what it hides are not there."""
    window, address = page
    window.open(address)
    paper = printed(window, tmp_path)
    for text in ("工作簿核对结果", "甲<b>.xlsx", "M302", "公开03表!G9:G10", "各单元格(2)", "1.00→2.00", "K104"):
        assert text in paper, text
    assert "全部显示" not in paper and "键盘" not in paper and "跳到核对结果" not in paper
    assert window.run("return [...document.querySelectorAll('details')].filter(n => n.open).length") == 0
    choose(window, "unit", "丙.xlsx")
    alone = printed(window, tmp_path)
    assert "丙.xlsx" in alone and "甲<b>" not in alone and "M302" not in alone
    window.press(ESCAPE)


def test_a_link_carries_its_filter(page: tuple[Browser, str]) -> None:
    window, address = page
    window.open("about:blank")
    window.open(f"{address}#code=K104&level=warning,error")
    assert shown(window) == ["K104"]
    window.run("location.hash = 'q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84'")
    assert shown(window) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_a_phone_and_breaks_no_word(page: tuple[Browser, str], tmp_path: Path, lang: Lang) -> None:
    window, _ = page
    path = tmp_path / "page.html"
    path.write_text(reports_html(reports(), lang), "utf-8")
    for width in (420, 800, 1280):
        window.resize(width)
        window.open(path.as_uri())
        assert window.run("return document.documentElement.scrollWidth") <= width
        assert broken_words(window, "thead:not(.overview *) th, .overview .status, .overview .number") == []
    window.resize(420)
    assert window.run("return getComputedStyle(document.querySelector('.overview tr')).display") == "flex"
    heads = "[...document.querySelectorAll('.overview tbody tr:first-child .number')].map(n => n.dataset.head)"
    levels = "[...document.querySelectorAll('input[name=level]')].map(n => n.parentNode.textContent.trim())"
    assert window.run(f"return {heads}") == window.run(f"return {levels}")
    window.resize(1200)


def test_the_keyboard_reaches_everything_and_it_is_seen_where_it_is(page: tuple[Browser, str]) -> None:
    window, address = page
    window.open("about:blank")
    window.open(address)
    order = []
    for _ in range(14):
        window.press(TAB)
        order.append(window.run("const n = document.activeElement; return n.name || n.className || n.localName"))
        assert window.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid", order[-1]
    assert order == ["skip", "a", "a", "a", *["level"] * 4, "unit", "sheet", "code", "q", "button", "summary"]
    assert window.run("return document.activeElement.parentNode.open") is False
    window.press(ENTER)
    assert window.run("return document.activeElement.parentNode.open") is True
    window.run("document.querySelector('select[name=code]').value = 'F105'; document.querySelector('[name=q]').focus()")
    window.type("input[type=search]", "公开")
    window.press(ENTER)
    assert shown(window) == ["F105"] and window.run("return location.pathname.endsWith('.html')")
    window.press(ESCAPE)
    assert len(shown(window)) == 4 and window.run("return document.querySelector('[name=q]').value") == ""
    window.run("document.querySelector('.skip').focus()")
    assert window.run("return document.querySelector('.skip').getBoundingClientRect().left") >= 0
    window.press(ENTER)
    assert window.run("return document.activeElement.id") == "results"
