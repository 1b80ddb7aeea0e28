"""Tokens, and formulas read from other cells, against openpyxl's tokenizer and translator as judges."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.styles.numbers import is_date_format

from workbook.formula.address import address, letters, number
from workbook.formula.canonical import canonical
from workbook.formula.tokens import UnreadableFormulaError, tokens
from workbook.formula.translate import OffSheetError, Translatable
from workbook.read.styles import _is_date

OPERANDS = ("C7", "$B$2", "支出明细!$D$6:$D$66", "'甲 乙'!A1", "基本支出:项目支出", "收入支出决算总表.总计.决算数",
            '"万元"', '"a""b"', "12", "1.5", "TRUE", "#REF!", "B:C", "$3:4", "A1:$C$9")  # fmt: skip
FUNCTIONS = ("SUM", "IFERROR", "ROUND", "IF")


def formulas() -> st.SearchStrategy[str]:
    one = st.sampled_from(OPERANDS)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.tuples(inner, st.sampled_from(("+", "-", "*", "/", "&", "=", "<>", ">=")), inner)
        calls = st.tuples(st.sampled_from(FUNCTIONS), st.lists(inner, min_size=1, max_size=3))
        return st.one_of(
            pairs.map("".join),
            calls.map(lambda call: f"{call[0]}({','.join(call[1])})"),
            inner.map(lambda text: f"({text})"),
            inner.map(lambda text: f"-{text}"),
            inner.map(lambda text: f"{text} "),
        )

    return st.recursive(one, larger, max_leaves=12).map(lambda text: "=" + text)


@given(formulas())
def test_tokens_are_those_of_openpyxl(formula: str) -> None:
    theirs = [item.value for item in Tokenizer(formula).items if item.type != "WHITE-SPACE"]
    assert [token.value for token in tokens(formula) if token.kind != "space"] == theirs


@given(st.text(alphabet=st.sampled_from([*"=()+-*,;:{}[]\"'!#@%$. \n\tA1Ee", "表", "≥", "😀", "\u3000"]), max_size=20))
def test_whatever_is_no_formula_is_told_as_such(text: str) -> None:
    try:
        items = tokens("=" + text)
    except UnreadableFormulaError as error:
        assert str(error)
    else:
        assert "".join(item.value for item in items).replace(" ", "") == text.replace(" ", "")


@given(formulas(), st.integers(-8, 8), st.integers(-5, 5))
def test_a_formula_filled_down_or_right_reads_as_openpyxl_translates_it(formula: str, rows: int, columns: int) -> None:
    try:
        theirs = Translator(formula, "J40").translate_formula(address(40 + rows, 10 + columns))
    except TranslatorError:
        with pytest.raises(OffSheetError):
            Translatable(formula).moved(rows, columns)
        return
    ours = Translatable(formula).moved(rows, columns)
    assert ours.replace(" ", "") == theirs.replace(" ", "")  # openpyxl makes one blank of several


def test_a_name_on_a_sheet_keeps_its_sheet() -> None:
    assert Translatable("=表!合计+表!A1").moved(1, 1) == "=表!合计+表!B2"


@pytest.mark.parametrize(
    ("text", "rows", "columns"), [("=A1", -1, 0), ("=A1", 0, -1), ("=XFD9", 0, 1), ("=C1048576", 1, 0)]
)
def test_a_reference_beyond_the_sheet_is_no_reference(text: str, rows: int, columns: int) -> None:
    with pytest.raises(OffSheetError):
        Translatable(text).moved(rows, columns)


@given(st.integers(1, 16_384))
def test_letters_and_numbers_of_columns(column: int) -> None:
    assert number(letters(column)) == column


def test_areas_that_meet_are_not_two_cells_side_by_side() -> None:
    """A blank between two references is an operator, and stays one when formulas are compared."""
    assert canonical("=SUM(A1:B2 B2:C3)", "表") != canonical("=SUM(A1:B2B2:C3)", "表")
    assert canonical("= SUM( A1 , B2 )", "表") == canonical("=SUM(A1,B2)", "表")


DATES = ("yyyy-mm-dd", 'yyyy"年"m"月"', "[h]:mm", "h:mm AM/PM", "[$-804]d/m", "d;@", "[DBNum1]m")
NO_DATES = ("General", "0.00", '"≥"0"次"', '"days"0', "[Red]0.00", r"0\d", "0_m", "#,##0.00;[Red]-#,##0.00", "@", ";;;")


@pytest.mark.parametrize("code", [*DATES, *NO_DATES])
def test_a_number_format_shows_a_date_or_not(code: str) -> None:
    assert _is_date(code) == (code in DATES) == bool(is_date_format(code))


@given(st.text(alphabet=st.sampled_from([*"0#.,dmyhsDE@ -/:", "年"]), max_size=12))
def test_plain_number_formats_are_judged_as_openpyxl_judges_them(code: str) -> None:
    assume(code)
    assert _is_date(code) == bool(is_date_format(code))


def test_openpyxl_still_calls_these_unreadable() -> None:
    """So that the two are compared where both read: elsewhere ours says why."""
    for text in ('="a', "='b"):
        with pytest.raises(TokenizerError):
            Tokenizer(text)
        with pytest.raises(UnreadableFormulaError, match="open_quote"):
            tokens(text)
