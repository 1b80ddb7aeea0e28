"""Every page that travels with the package is what the schema says; a broken one is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from workbook.spec.overlay import overlay_schema
from workbook.spec.schema import schema, schema_text

SPECS = Path(__file__).parents[2] / "specs"
PAGES = sorted(SPECS.rglob("*.yaml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


@pytest.fixture(scope="module")
def overlays() -> Any:
    Draft202012Validator.check_schema(overlay_schema())
    return Draft202012Validator(overlay_schema())


def read(text: str) -> Any:
    """Plain data, keys as texts (a paragraph's number is one)."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(SPECS).as_posix())
def test_every_page_is_what_its_first_line_says(page: Path, validator: Any, overlays: Any) -> None:
    text = page.read_text(encoding="utf-8")
    schema_file = page.parent / text.splitlines()[0].partition("$schema=")[2]
    assert schema_file.resolve().parent == SPECS
    judge = {"schema.json": validator, "overlay.schema.json": overlays}[schema_file.name]
    assert [error.message for error in judge.iter_errors(read(text))] == []


@pytest.mark.parametrize(
    ("page", "valid"),
    [
        ("{columns: {甲: {label: 乙}, 丙: null, replace: 丁}, note: null}", True),
        ("{extends: 4-决算表/01.yaml, form: 表1, rows: {甲: {}, 乙: {was: 丙}, reorder: [甲, 乙]}}", True),
        ("{sections: {甲: {paragraphs: {2: {text: {1: 乙}}}}}}", True),
        ("{omit: true}", True),
        ("{parts: {6-自评: {title: 甲}}, year: 2022}", True),
        ("{columns: {甲: {lable: 乙}}}", False),
        ("{colums: {}}", False),
        ("{landscape: 也许}", False),
    ],
)
def test_a_page_of_differences(page: str, valid: bool, overlays: Any) -> None:
    assert overlays.is_valid(read(page)) is valid


def test_a_whole_page_is_also_a_page_of_differences(overlays: Any) -> None:
    page = next(p for p in PAGES if p.name == "04-公开04表.yaml")
    assert overlays.is_valid(read(page.read_text(encoding="utf-8")))


BROKEN = [
    "{sheet: 甲, kind: entry, rows: {list: 0}}",
    "{sheet: 甲, kind: entry, columns: {乙: mony}}",
    "{sheet: 甲, kind: entry, colums: {乙: money}}",
    "{sheet: 甲, kind: entri}",
    "{sheet: 甲, kind: table, landscape: 也许}",
    "{kind: contents}",
    "{checks: {甲: {that: a = b}}}",
    "[sheet, 甲]",
]
SHORT = [
    "{sheet: 甲, kind: entry, rows: {list: 3}, columns: {乙: money, 丙: {丁: money, 戊: =1+1}}}",
    "{sheet: 甲, kind: table, rows: {classify: 甲.乙, total: 合计}, note: 一行}",
    "{sheet: 甲, kind: table, rows: {classify: [{from: 甲.乙}, {from: 丙.丁}], total: 合计}}",
    "{sheet: 甲, kind: table, rows: {己: =1, 庚: null, 辛: {sum: 甲.乙, columns: {丙: =1}}}}",
    "{sheet: 甲, kind: text, sections: [{paragraphs: [乙, [丙, {text: 丁, when: a}], {text: 戊}]}]}",
    "{checks: {甲: {id: A1, that: a = b, needs: a}}}",
]


@pytest.mark.parametrize("page", BROKEN)
def test_a_broken_page_is_not_valid(page: str, validator: Any) -> None:
    assert not validator.is_valid(yaml.safe_load(page))


@pytest.mark.parametrize("page", SHORT)
def test_shorthands_are_valid(page: str, validator: Any) -> None:
    assert validator.is_valid(yaml.safe_load(page))


def test_the_text_is_the_schema() -> None:
    assert json.loads(schema_text()) == schema()


def test_keys_are_explained() -> None:
    column = schema()["$defs"]["Column"]["anyOf"][-1]["properties"]
    assert "code list" in column["list"]["description"]
