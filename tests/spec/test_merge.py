"""The laws of merging, over any YAML data."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbook.finding import Finding, Text
from workbook.spec.merge import merge, texts

KEYS = st.sampled_from([Text(k) for k in ("甲", "乙", "丙", "丁", "rows", "columns", "label", "type", "name")])
SCALARS = st.sampled_from([Text(v) for v in ("money", "text", "=SUM(甲:乙)", "注", "2021")])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
PAGES = st.dictionaries(KEYS, TREES, max_size=5)


def merged(base: Any, over: Any) -> Any:
    return merge(base, over, [])


def same(a: Any, b: Any) -> bool:
    """Equal, keys in the same order."""
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return bool(a == b)


@given(PAGES)
def test_a_page_that_says_nothing_changes_nothing(base: Any) -> None:
    assert same(merged(base, {}), base)
    assert same(merged(base, {key: {} for key in base}), base)


@given(PAGES)
def test_over_nothing_a_page_is_itself(page: Any) -> None:
    assert same(merged({}, page), page)


@given(PAGES, PAGES)
def test_what_a_page_says_is_said(base: Any, over: Any) -> None:
    result = merged(base, over)
    for key, value in over.items():
        if isinstance(value, Text | list):
            assert result[key] == value
    assert set(base) <= set(result)


PLAIN = st.recursive(SCALARS, lambda inner: st.dictionaries(KEYS, inner, max_size=4), max_leaves=12)


@given(PLAIN, PLAIN)
def test_saying_it_twice_changes_no_more(base: Any, over: Any) -> None:
    once = merged(base, over)
    assert same(merged(once, over), once)


@given(PAGES, KEYS)
def test_a_blank_takes_away(base: Any, key: Text) -> None:
    findings: list[Finding] = []
    result = merge(base, {key: None}, findings)
    assert same(result, {k: v for k, v in base.items() if k != key})
    assert [f.code for f in findings] == ([] if key in base else ["S112"])


@given(PAGES, PAGES)
def test_the_order_of_the_base_stays(base: Any, over: Any) -> None:
    assert [k for k in merged(base, over) if k in base] == list(base)


@given(st.permutations([Text(k) for k in "甲乙丙丁"]))
def test_reorder_puts_the_named_where_they_are_together(wanted: list[Text]) -> None:
    base = {Text(k): Text(k) for k in "一甲二乙丙三丁"}
    result = merged(base, {Text("reorder"): wanted})
    assert [k for k in result if k in wanted] == wanted
    assert [i for i, k in enumerate(result) if k in "一二三"] == [0, 2, 5]


def t(value: Any) -> Any:
    """Plain data as texts."""
    if isinstance(value, dict):
        return {Text(k): t(v) for k, v in value.items()}
    if isinstance(value, list):
        return [t(v) for v in value]
    return None if value is None else Text(value)


def test_new_entries_stand_behind_the_one_before_them() -> None:
    base = t({"甲": "1", "乙": "2", "丙": "3"})
    assert list(merged(base, t({"乙": {}, "新": "4", "又": "5"}))) == ["甲", "乙", "新", "又", "丙"]
    assert list(merged(base, t({"新": "4", "乙": {}}))) == ["甲", "新", "乙", "丙"]
    assert list(merged(base, t({"新": "4"}))) == ["甲", "乙", "丙", "新"]
    assert list(merged(base, t({"甲": None, "新": "4"}))) == ["新", "乙", "丙"]


def test_shorthands_unfold() -> None:
    base = t({"columns": {"甲": "money", "乙": "=1+1", "丙": {"丁": "text", "戊": "money"}}})
    over = t({"columns": {"甲": {"label": "一"}, "乙": {"hidden": "true"}, "丙": {"columns": {"丁": {"label": "二"}}}}})
    assert merged(base, over) == t(
        {
            "columns": {
                "甲": {"type": "money", "label": "一"},
                "乙": {"formula": "=1+1", "hidden": "true"},
                "丙": {"丁": {"type": "text", "label": "二"}, "戊": "money"},
            }
        }
    ) or merged(base, over)["columns"]["丙"] == t({"columns": {"丁": {"type": "text", "label": "二"}, "戊": "money"}})
    long = t({"columns": {"丙": {"columns": {"丁": "text"}, "label": "三"}}})
    assert merged(long, t({"columns": {"丙": {"丁": {"width": "3"}}}})) == t(
        {"columns": {"丙": {"columns": {"丁": {"type": "text", "width": "3"}}, "label": "三"}}}
    )


def test_replace_drops_what_was_inherited() -> None:
    base = t({"rows": {"甲": {"sum": "x", "label": "一"}, "乙": "money"}})
    assert merged(base, t({"replace": ["rows"], "rows": {"丙": "text"}})) == t({"rows": {"丙": "text"}})
    assert merged(base, t({"rows": {"replace": "甲", "甲": {"formula": "=1"}}})) == t(
        {"rows": {"甲": {"formula": "=1"}, "乙": "money"}}
    )
    assert merged(base, t({"replace": "rows"})) == {}


def test_an_entry_is_taken_over_under_a_new_name() -> None:
    base = t({"rows": {"甲": {"sum": "x", "was": "古"}, "乙": "money"}})
    result = merged(base, t({"rows": {"新": {"was": "甲", "label": "二"}}}))
    assert list(result["rows"]) == ["新", "乙"]
    assert result["rows"]["新"] == t({"sum": "x", "was": ["甲", "古"], "label": "二"})
    assert texts(result["rows"]["新"]["was"]) == ("甲", "古")
