"""Every page that travels with the package is what the schema says; a broken one is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from workbook.spec.schema import schema, schema_text

SPECS = Path(__file__).parents[2] / "specs"
PAGES = sorted(SPECS.rglob("*.yaml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema())


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(SPECS).as_posix())
def test_every_page_is_valid(page: Path, validator: Any) -> None:
    data = yaml.safe_load(page.read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(data)] == []


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
