"""Everything in a page stays the text it was, and knows its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbook.finding import Place, Text
from workbook.spec.trace import place_at
from workbook.spec.yamltext import read_yaml

PAGE = """# a comment
编码: 0107
开: yes
年: 2021
数: 1.50
日: 2022-08-31
空:
无: null
波: ~
引: "null"
空引: ''
表: {甲: [一, 二], 乙: "三"}
长: >
  第一行
  第二行
"""


def test_nothing_is_interpreted() -> None:
    data, findings = read_yaml(PAGE, "a.yaml")
    assert findings == ()
    assert data == {
        "编码": "0107",
        "开": "yes",
        "年": "2021",
        "数": "1.50",
        "日": "2022-08-31",
        "空": None,
        "无": None,
        "波": None,
        "引": "null",
        "空引": "",
        "表": {"甲": ["一", "二"], "乙": "三"},
        "长": "第一行 第二行\n",
    }


def test_every_text_knows_its_place() -> None:
    data, _ = read_yaml(PAGE, "a.yaml")
    assert isinstance(data, dict)
    key = next(k for k in data if k == "表")
    assert key.place == Place("a.yaml", 12, 1)
    inner = data[key]
    assert inner["甲"][1].place == Place("a.yaml", 12, 12)
    assert isinstance(next(iter(inner)), Text)
    assert place_at(data, ("表", "甲", 1)) == Place("a.yaml", 12, 12)
    assert place_at(data, ("表", "甲", 9)).line == 12
    assert place_at(data, ("表", "丙")) == Place("a.yaml", 12, 1)
    assert place_at(data, ()) == Place("a.yaml", 2, 1)


def test_deep_nesting_is_refused_not_suffered() -> None:
    data, findings = read_yaml("".join("  " * i + "a:\n" for i in range(500)), "a.yaml")
    assert data is None
    assert [f.code for f in findings] == ["S101"]


@given(st.text(alphabet="ab：:，, -\n\t\"'{}[]&*!#|>%@`甲乙“”｛［\r\x00\ufeff", max_size=60))
def test_any_text_gives_data_or_findings(text: str) -> None:
    data, findings = read_yaml(text, "a.yaml")
    assert data is not None or findings
    assert all(f.place.line >= 1 and f.place.column >= 1 for f in findings)
