"""Every code has its words, in both languages, with the same facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbook.finding import Finding, Level, Place, found, render
from workbook.finding.catalogue import LEVELS, facts_of, remedy, say, title, what
from workbook.finding.messages_en import MESSAGES as EN
from workbook.finding.messages_en import WORDS as WORDS_EN
from workbook.finding.messages_zh import MESSAGES as ZH
from workbook.finding.messages_zh import WORDS as WORDS_ZH

SRC = Path(__file__).parents[2] / "src"


def test_the_languages_have_the_same_codes_and_words() -> None:
    assert ZH.keys() == EN.keys() == LEVELS.keys()
    assert WORDS_ZH.keys() == WORDS_EN.keys()


@pytest.mark.parametrize("code", sorted(ZH))
def test_a_code_has_the_same_facts_in_both_languages(code: str) -> None:
    assert facts_of(code, "zh") == facts_of(code, "en")
    optional = [set(re.findall(r"⟦([^⟧]*)⟧", "".join(table[code]))) for table in (ZH, EN)]
    always = [set(re.findall(r"\{(\w+)\}", re.sub(r"⟦[^⟧]*⟧", "", "".join(table[code])))) for table in (ZH, EN)]
    assert len(optional[0]) == len(optional[1])
    assert always[0] == always[1]
    assert all(title(code, lang) and ZH[code][2] and EN[code][2] for lang in ("zh", "en"))


def test_every_code_used_in_the_source_is_in_the_catalogue() -> None:
    used: dict[str, str] = {}
    for path in SRC.rglob("*.py"):
        for code in re.findall(r"""["']([SDEG]\d{3})["']""", path.read_text(encoding="utf-8")):
            used.setdefault(code, path.name)
    assert used
    assert {c: f for c, f in used.items() if c not in LEVELS} == {}


def test_every_word_used_in_the_source_is_known() -> None:
    used = {
        word
        for path in SRC.rglob("*.py")
        for word in re.findall(r"""["']@([a-z0-9_]+)""", path.read_text(encoding="utf-8"))
    }
    assert used - WORDS_ZH.keys() == {"word"} & used


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(KeyError):
        found("S999")
    with pytest.raises(KeyError):
        render(Finding("S999", Level.ERROR))


def test_a_sentence_says_where_what_and_what_to_do() -> None:
    finding = found("S103", Place("a.yaml", 3, 5), key="tpye", nearest="type")
    assert render(finding) == ("a.yaml:3:5：键“tpye”在这里没有含义，不会起作用。您要写的是不是“type”？请改正或删去。")
    assert render(finding, "en") == (
        "a.yaml:3:5: The key “tpye” means nothing here and would be ignored. Did you mean “type”? Correct or remove it."
    )
    assert "是不是" not in render(found("S103", key="tpye"))


def test_a_cell_is_named_with_its_sheet() -> None:
    finding = found("E001", Place(sheet="公开01表", cell="C7"), value="#REF!")
    assert render(finding).startswith("公开01表!C7：")


def test_words_and_facts_that_no_sentence_takes_up() -> None:
    """What a finding carries for the program alone is no business of its reader, least of all its name."""
    finding = found("S104", found="x", expected="@one_of:a, b", extra="1")
    assert "下列之一：a, b" in what(finding)
    assert "one of: a, b" in what(finding, "en")
    assert "extra" not in what(finding) and "extra" not in render(finding, "en")
    assert len(render(found("S210", formula="=" + "A" * 5000))) < 200


def test_facts_are_said_in_words_and_whole() -> None:
    assert say("@between:0%|100%") == "0% 到 100% 之间的数"
    assert say("@blank", "en") == WORDS_EN["blank"]
    assert say("甲" * 500) == "甲" * 500


@pytest.mark.parametrize(
    "text", ["@between", "@between:1", "@nothing_of_ours", "@", "@:", "a@blank", "{0}", "@one_of:{1}"]
)
def test_a_text_that_only_looks_like_a_word_of_ours_stays_a_text(text: str) -> None:
    """Somebody may type it into a cell."""
    assert text.removeprefix("@one_of:") in say(text)
    assert text.removeprefix("@one_of:") in what(found("M303", None, None, column="基本支出", text=text))


@pytest.mark.parametrize(("code", "own"), [("K101", "请改正数据"), ("K103", "请核对"), ("K104", "请补填")])
def test_what_the_text_of_a_check_asks_for_is_not_asked_twice(code: str, own: str) -> None:
    facts = {"check": "P3.1", "what": "每个指标都有权重", "found": "0", "expected": "8"}
    asking = found(code, None, None, **facts, why="权重没有填，得分无法重新计算；请补填权重。")
    assert remedy(asking) == "权重没有填，得分无法重新计算；请补填权重"
    assert render(asking).endswith("请补填权重。") and render(asking).count("请补填") == 1
    telling = found(code, None, None, **facts, why="权重没有填，得分无法重新计算。")
    assert remedy(telling) == f"权重没有填，得分无法重新计算。{own}" and remedy(found(code)) == own
    assert remedy(asking, "en").endswith(("。 Correct the data", "。 Please check", "。 Please fill it in"))


@pytest.mark.parametrize("code", ["M201", "F101", "F102", "F103", "F104", "F106", "F109", "J123"])
def test_what_a_protected_sheet_forbids_begins_with_taking_the_protection_off(code: str) -> None:
    """Deleting copied rows, undoing merges and typing into locked cells; formats may be set as it is."""
    assert "撤销工作表保护" in remedy(found(code)) and "没有密码" in remedy(found(code))
    assert "protection" in remedy(found(code), "en") and "no password" in remedy(found(code), "en")


@pytest.mark.parametrize("code", ["M204", "M205", "M206"])
def test_what_is_missing_is_never_copied_from_another_workbook(code: str) -> None:
    """Its formulas would become links to that workbook, and the file would be refused (R502)."""
    assert "批注工作簿" in remedy(found(code)) and "不要从别的工作簿复制" in remedy(found(code))
    assert "annotated" in remedy(found(code), "en") and "Do not copy" in remedy(found(code), "en")


def test_marks_within_marks() -> None:
    """Of a name; what somebody typed, or has to type, is quoted as it stands."""
    assert "工作表“‘三公’经费支出表”不见了" in what(found("M206", key="“三公”经费支出表"))
    assert "“‘三公’经费”的“见“三公”表”不是数" in what(found("M303", column="“三公”经费", text="见“三公”表"))
    assert "模板是““三公”经费”" in what(found("F106", found="三公", expected="“三公”经费"))


def test_english_messages_have_one_kind_of_quotation_marks() -> None:
    assert [code for code, texts in EN.items() if "'{" in "".join(texts).replace("pip install '.[{extra}]'", "")] == []


def test_a_way_that_a_command_does_not_have_is_not_proposed() -> None:
    assert "--blank" not in remedy(found("G102")) and "--blank" in remedy(found("G102", blank="--blank"))


def test_without_a_unit_no_unit_is_named() -> None:
    assert what(found("L109", text="3f")) == "没有以“3f”开头的，或者不止一份"
    assert what(found("L109", name="某局", text="3f")).startswith("单位“某局”的文件里，没有以“3f”开头的")
