"""Every figure of the published accounts that can be computed again, found in the workbook by name."""

from __future__ import annotations

import re

import pytest

from made import Made
from proof.seed_facts import CARDS, FACTS, JUDGED, Fact, Judged


def _found(seed: Made, place: str) -> float | str:
    """自评_….指标.<n>.<column> means the n-th indicator; all else are names."""
    card, mark, rest = place.partition(".指标.")
    if mark and rest[:1].isdigit():
        number, _, column = rest.partition(".")
        table = next(t for t in seed.book.tables if t.full_name == f"{card}.指标")
        where = seed.layout.sheets[table.sheet]
        value = seed.computed(
            where.tab, where.rows[table.body_keys[int(number) - 1]], where.columns[table.columns[column]]
        )
        return value if isinstance(value, str) else float(str(value))
    value = seed.read(place)
    return value if isinstance(value, str) else float(value or 0)


def told(made: Made, sheet: str, section: str) -> str:
    """All paragraphs of a section."""
    rows = next(t for t in made.book.tables if t.name == sheet).rows
    paragraphs = [made.text(f"{sheet}.{row}") for row in rows if row.startswith(f"{section}.")]
    assert paragraphs, f"{sheet} has no section {section}"
    return "\n".join(paragraphs)


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: f"{f.section} {f.figure}")
def test_the_figure_stands_in_the_workbook(seed: Made, fact: Fact) -> None:
    sheet, _, section = fact.place.partition(".")
    if sheet in ("情况说明", "部门概况"):
        assert isinstance(fact.expected, str)
        words = "[^。；\n]*".join(map(re.escape, fact.expected.split("…")))
        assert re.search(words, told(seed, sheet, section)), f"not said in {told(seed, sheet, section)}"
    elif isinstance(fact.expected, str):
        assert fact.expected in str(_found(seed, fact.place))
    else:
        assert _found(seed, fact.place) == pytest.approx(fact.expected, abs=1e-9), fact.place


@pytest.mark.parametrize("line", JUDGED, ids=lambda j: f"{j.section} {j.check} {j.figure}")
def test_the_check_says_so(seed: Made, line: Judged) -> None:
    name = f"审核.{line.check}"
    numbers = [seed.number(f"{name}.{column}") for column in ("左边", "右边", "差额")]
    assert numbers == pytest.approx([line.left, line.right, line.difference], abs=1e-9)
    assert seed.text(f"{name}.结果") == line.result, line.verdict


def test_shares_of_the_classes_add_up(seed: Made) -> None:
    shares = re.findall(r"（类）[\d.]+万元，占([\d.]+)%", told(seed, "情况说明", "一般公共预算支出情况"))
    assert len(shares) == 5
    assert sum(map(float, shares)) == pytest.approx(100)


def test_money_of_the_five_scored_projects(seed: Made) -> None:
    money = [seed.number(f"自评_{card}.预算执行.执行数") for card in CARDS[1:]]
    assert money == pytest.approx([40, 78.38, 28.8, 43.2, 4])
    assert sum(money) == pytest.approx(194.38)


@pytest.mark.parametrize("card", CARDS)
def test_a_flat_95_is_shown_as_published(seed: Made, card: str) -> None:
    """Execution 20 and indicators 75, each as published; no weight is invented."""
    assert seed.number(f"自评_{card}.合计.总分") == 95
    assert seed.number(f"自评_{card}.合计.指标得分合计") == 75
    assert seed.number(f"自评_{card}.预算执行.得分") == 20
    table = next(t for t in seed.book.tables if t.full_name == f"自评_{card}.指标")
    where = seed.layout.sheets[table.sheet]
    column = where.columns[table.columns["权重"]]
    assert all(seed.computed(where.tab, where.rows[key], column) is None for key in table.body_keys)


def test_met_targets_that_would_score_in_full(seed: Made) -> None:
    """Every quantitative target of the department is met, yet five points are missing without a reason."""
    for number in (1, 2, 3, 22):
        target = _found(seed, f"自评_部门整体.指标.{number}.年初目标值")
        actual = _found(seed, f"自评_部门整体.指标.{number}.实际完成值")
        assert isinstance(target, float) and isinstance(actual, float) and actual >= target
    assert seed.text("审核.P4.1-部门整体.结果") == "待说明"


def test_the_key_work_tells_the_same_counts(seed: Made) -> None:
    told = "".join(str(cell.value) for (tab, _), cell in seed.cells.items() if tab == "重点工作完成情况" and cell.value)
    assert re.search(r"督查\D*60余次", told), told
    assert "8期" in told
    assert "40期" in told


def test_every_rate_has_two_decimals(seed: Made) -> None:
    """The published text mixes none, one and two."""
    sections = {row.partition(".")[0] for row in next(t for t in seed.book.tables if t.name == "情况说明").rows}
    rates = [rate for s in sections for rate in re.findall(r"([\d.]+) ?%", told(seed, "情况说明", s))]
    assert len(rates) > 25
    assert all(re.fullmatch(r"\d+\.\d\d", rate) for rate in rates)


def test_what_is_not_told_stays_blank(seed: Made) -> None:
    """No 款 or 项, no economic amounts: the tables show none and the checks say that they are not filled."""
    codes = [
        c.value for (tab, n), c in seed.cells.items() if tab == "公开03表" and re.fullmatch(r"D\d+", n) and c.value
    ]
    assert [c for c in codes if str(c).isdigit()] == ["201", "208", "210", "217", "221"]
    for check in ("A12.1", "A12.2", "B10.2", "B10.3", "S2.3", "M1.9"):
        assert seed.text(f"审核.{check}.结果") == "未填", check


def test_the_cover_sums_up_the_checks(seed: Made) -> None:
    results = [seed.text(f"审核.{row}.结果") for row in _checks(seed)]
    status = seed.text("封面.审核状态")
    assert status.startswith("有不符，须改正：")
    assert results.count("不符") == 2
    for word in ("通过", "尾差", "不符", "待说明", "未填", "提示"):
        assert re.search(rf"{word} {results.count(word)}\b", status), (word, status)


def _checks(seed: Made) -> list[str]:
    return list(next(t for t in seed.book.tables if t.name == "审核").rows)
