"""Of two long formulas a message shows the place where they part."""

from __future__ import annotations

from workbook.finding import found, render
from workbook.judge.excerpt import parting

SUMS = [f"SUMIFS(支出明细!$F$6:$F$66,支出明细!$B$6:$B$66,$D{n})" for n in range(6, 12)]
LONG = "=ROUND(" + "+".join(SUMS) + ",2)"


def test_short_formulas_need_no_excerpt() -> None:
    assert parting("=SUM(A1:A8)", "=SUM(A1:A9)") == {}


def test_the_first_difference_is_in_both_pieces() -> None:
    for at in (0, 3, 5):
        other = LONG.replace(SUMS[at], SUMS[at].replace("$B$66", "$B$20"))
        facts = parting(other, LONG)
        assert "$B$20" in str(facts["seen"]) and "$B$66" in str(facts["meant"])
        assert f"$D{at + 6}" in str(facts["seen"]) and len(str(facts["seen"])) <= 80
        told = found("F102", None, None, found=other, expected=LONG, **facts)
        for lang in ("zh", "en"):
            assert "$B$20" in render(told, lang) and "$B$66" in render(told, lang)


def test_another_spelling_is_not_where_they_part() -> None:
    belongs = f"=IF(IFERROR(公开01表!$D$8>0,FALSE),{LONG[1:]},0)"
    foreign = belongs.replace("FALSE", "FALSE()").replace("公开01表!", "'公开01表'!").replace("SUMIFS", "sumifs")
    facts = parting(foreign.replace("$D11)", "$D12)"), belongs)
    assert "$D12)" in str(facts["seen"]) and "$D11)" in str(facts["meant"])


def test_a_formula_cut_short_shows_its_end() -> None:
    facts = parting(LONG.replace(",2)", ")"), LONG)
    assert str(facts["seen"]).endswith("$D11))") and str(facts["meant"]).endswith("$D11),2)")
    only_spelled = parting(LONG.replace("$D$", "D"), LONG.replace("$F$66", "F66", 1))
    assert "F66" in str(only_spelled["meant"])
