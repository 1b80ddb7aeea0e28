"""Every code has its page in both languages; the printed pages and the documents say the same."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from cli.run import workbook
from made import ROOT, the_spec
from workbook.api import page
from workbook.explain import codes, nearest_codes, page_of
from workbook.explain.findings import example, finding_page
from workbook.explain.markdown import ORDER
from workbook.explain.page import HEADINGS
from workbook.finding.catalogue import LEVELS, Lang, facts_of, render
from workbook.finding.messages_zh import MESSAGES
from workbook.judge.rules import RULES
from workbook.report import LEVEL_WORDS

sys.path.insert(0, str(ROOT / "scripts"))

from pages import DOCS, pages

LANGS: tuple[Lang, ...] = ("zh", "en")
OWN = {rule.code for rule in RULES}


@pytest.mark.parametrize("code", sorted(LEVELS))
def test_every_finding_has_a_page(code: str) -> None:
    for lang in LANGS:
        shown = page_of(code, lang)
        assert shown is not None and shown.title and shown.level
        assert [heading for heading, _ in shown.sections(lang)] == list(HEADINGS[lang])
        assert all(text for _, text in shown.sections(lang))


@pytest.mark.parametrize("code", sorted(LEVELS.keys() - OWN))
def test_an_example_is_a_finding_with_all_its_facts(code: str) -> None:
    finding = example(code)
    assert finding.facts.keys() <= facts_of(code), "facts that the message does not use"
    always = set(re.findall(r"\{(\w+)\}", re.sub(r"⟦[^⟧]*⟧", "", "".join(MESSAGES[code]))))
    assert always <= finding.facts.keys()
    for lang in LANGS:
        assert "@" not in render(finding, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_weighs_a_finding_in_the_words_of_reports(lang: Lang) -> None:
    words = LEVEL_WORDS[lang]
    assert {code for code in LEVELS if finding_page(code, lang).level != words[LEVELS[code]]} == set()
    intro = pages()[f"checks{'' if lang == 'en' else '.zh'}.md"].splitlines()[1]
    assert [word for word in words.values() if word not in intro] == []


@pytest.mark.parametrize("code", sorted(LEVELS.keys() - OWN))
def test_no_page_has_a_sentence_that_breaks_off(code: str) -> None:
    """What is left of a message without its facts must still be one."""
    assert not re.search(r"[，：；、（“][。，：；]|原在[。；]", finding_page(code, "zh").looks)
    assert not re.search(r"\s[,;:]|\s\.$|[,:;]\.$|, ;", finding_page(code, "en").looks)


def test_every_check_has_a_page() -> None:
    spec = the_spec()
    for _, check in spec.checks:
        for lang in LANGS:
            shown = page_of(str(check.id), lang, spec)
            assert shown is not None and shown.code == check.id
            assert all((shown.title, shown.looks, shown.why, shown.example, shown.mend))
    assert page_of("A12.3-301", "zh", spec) == page_of("A12.3", "zh", spec)
    assert page_of("p1.2", "zh", spec) == page_of("P1.2", "zh", spec)
    assert len(set(codes(spec))) == len(codes(spec)), "a check's id must not be a finding's code"


def test_unknown_codes() -> None:
    assert page_of("J999", "zh") is None
    assert nearest_codes("J1O1") in OWN
    shown, findings = page("A99")
    assert shown is None and [f.code for f in findings] == ["G109"] and findings[0].facts["nearest"].startswith("A")


def test_no_group_is_left_out_of_the_documents() -> None:
    assert {code for code in LEVELS if not code.startswith(ORDER)} == set()


@pytest.mark.parametrize("name", ["checks.md", "checks.zh.md"])
def test_the_documents_are_up_to_date(name: str) -> None:
    written, path = pages()[name], Path(DOCS) / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written, "renew it with UPDATE_GOLDEN=1"
    spec = the_spec()
    assert [code for code in codes(spec) if code not in written] == []


def test_the_command() -> None:
    done = workbook("explain", "j105")
    assert done.returncode == 0 and done.stdout.startswith("J105 上级科目")
    assert all(f"\n{heading}：" in done.stdout for heading in HEADINGS["zh"])
    assert workbook("explain", "Ｊ１０５").stdout == done.stdout, "as an input method for Chinese writes it"
    done = workbook("explain", "A5", "--lang", "en", "--format", "json")
    assert json.loads(done.stdout)["code"] == "A5"
    done = workbook("explain", "J199", "--lang", "en")
    assert done.returncode == 2 and "G109" in done.stderr and not done.stdout
