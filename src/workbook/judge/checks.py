"""The 审核 sheet's lines, recomputed: each that does not pass is a finding with both numbers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from workbook.book import judge as words
from workbook.book.checks import LEVELS
from workbook.book.model import Jump, Sheet
from workbook.book.rolling import with_checks
from workbook.finding import Finding, Level, Place, found
from workbook.grid.model import Grid, Scalar
from workbook.judge.atfault import at_fault
from workbook.judge.carried import entry_of
from workbook.judge.formulas import shown
from workbook.judge.ledger import ledger_of
from workbook.judge.sides import WAN, cited, said, unit_of
from workbook.judge.uneven import uneven_codes
from workbook.layout import address
from workbook.match import Filled
from workbook.spec.model import Check

_LEVELS = {
    words.FAILED: Level.ERROR,
    words.TO_EXPLAIN: Level.ERROR,
    words.HINT: Level.WARNING,
    words.BLANK: Level.WARNING,
    words.TAIL: Level.INFO,
    words.EXPLAINED: Level.INFO,
}
_CODES = {
    words.FAILED: "K101",
    words.TO_EXPLAIN: "K102",
    words.HINT: "K103",
    words.BLANK: "K104",
    words.TAIL: "K105",
    words.EXPLAINED: "K106",
}

_PASSED = (words.TAIL, words.EXPLAINED)
_AMOUNTS = {"左边": "found", "右边": "expected", "差额": "difference", "容差": "tolerance"}
_TOLD = {"左边": "left_is", "右边": "right_is", "差额": "gap_is", "容差": "slack_is"}


def judge_checks(filled: Filled, grid: Grid) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """Findings K101 不符, K102 待说明, K103 提示, K104 未填, K105 尾差, K106 已说明; and every line's result by id."""
    findings: list[Finding] = []
    results: dict[str, str] = {}
    for sheet in filled.book.sheets:
        if sheet.kind == "checks":
            _sheet(filled, grid, sheet, findings, results)
    return tuple(findings), results


def _sheet(filled: Filled, grid: Grid, sheet: Sheet, findings: list[Finding], results: dict[str, str]) -> None:
    layout = filled.layout.sheets[sheet.key]
    cells = next(g.cells for g in grid.sheets if g.key == sheet.key)

    def value(row: str, column: str) -> Scalar:
        cell = cells.get((layout.rows[row], layout.columns[column]))
        return None if cell is None else cell.value

    for line in sheet.rows:
        if (line.key, "结果") not in sheet.cells:
            continue
        result = shown(value(line.key, "结果"))
        results[line.key] = result
        code = _CODES.get(result)
        if code is None or sheet.cells[line.key, "结果"].formula is None:
            continue
        level = _LEVELS[result]
        why = shown(value(line.key, "提示"))
        if result == words.BLANK and _has_failed(value(line.key, "差额"), shown(value(line.key, "性质"))):
            level = Level.ERROR
        if result == words.BLANK and value(line.key, "右边") in (None, ""):
            why = ""  # it says what a failure means, and nothing has failed
        facts: dict[str, object] = {"check": line.key, "what": shown(value(line.key, "审核内容")), "why": why}
        facts |= _sides(filled, grid, sheet, line.key, {name: value(line.key, name) for name in _AMOUNTS})
        if result not in _PASSED:
            facts |= _places(filled, grid, sheet, line.key, result)
        if result == words.FAILED and facts["gap_is"] == said(value(line.key, "差额"), WAN):
            facts |= _uneven(filled, grid, value(line.key, "差额"), value(line.key, "容差"))
        row, column = layout.rows[line.key], layout.columns["结果"]
        place = Place(sheet=layout.tab, cell=address(row, column), name=f"{sheet.key}.{line.key}.结果")
        findings.append(found(code, place, level, **facts))


def _sides(filled: Filled, grid: Grid, sheet: Sheet, line: str, values: Mapping[str, Scalar]) -> dict[str, object]:
    """Both sides, difference and tolerance as numbers, and as they are told."""
    check = check_of(filled, line)
    unit = unit_of(filled, check, sheet.jumps.get((line, "左边"))) if check is not None else ""
    numbers = {name: shown(value) for name, value in values.items()}
    numbers["容差"] = _short(numbers["容差"])
    told = {fact: said(values[name], unit) for name, fact in _TOLD.items()}
    facts = {fact: numbers[name] for name, fact in _AMOUNTS.items()} | told
    jumps = {side: sheet.jumps.get((line, side)) for side in ("左边", "右边")}
    facts["left"] = entry_of(filled, line, jumps["左边"]) or _spot(filled, jumps["左边"])
    facts["right"] = _spot(filled, jumps["右边"])
    facts["left_at"] = cited(filled, grid, sheet, (line, "左边"), unit)
    facts["right_at"] = cited(filled, grid, sheet, (line, "右边"), unit)
    if facts["left"] != _spot(filled, jumps["左边"]):
        facts["left_at"] = facts["left"]
    return dict(facts)


def _places(filled: Filled, grid: Grid, sheet: Sheet, line: str, result: str) -> dict[str, object]:
    """Where to look, in place of where the sides lead: the rows at fault, the cells that are blank."""
    check = check_of(filled, line)
    wrong = at_fault(filled, grid, sheet, line, check) if check is not None else None
    if wrong is not None:
        side = "right" if wrong.right else "left"
        there = {side: wrong.first} if wrong.first else {}
        if not wrong.told:
            return {**there, f"{side}_at": wrong.first}
        said_with_rows = ("left_at", "right_at") if result == words.BLANK else (f"{side}_at",)
        return {**there, **dict.fromkeys(said_with_rows, ""), "rows": wrong.told}
    jumps = {name: sheet.jumps.get((line, side)) for name, side in (("left", "左边"), ("right", "右边"))}
    if result == words.BLANK and all(jumps.values()):
        filled_in = [name for name, jump in jumps.items() if _is_entered(filled, jump)]
        return {name + end: "" for name in filled_in for end in ("", "_at")}
    return {}


def _uneven(filled: Filled, grid: Grid, gap: Scalar, slack: Scalar) -> dict[str, object]:
    """Codes that do not balance by just what the sides differ, both of them in 万元."""
    if not isinstance(gap, Decimal | int) or not isinstance(slack, Decimal | int | float) or isinstance(gap, bool):
        return {}
    scale = ledger_of(filled).scale(grid)
    return {"uneven": uneven_codes(filled, Decimal(gap) * scale, Decimal(str(slack)) * scale)}


def check_of(filled: Filled, line: str) -> Check | None:
    """The spec's check of a line; P1.2-维稳专班经费 is one of P1.2."""
    known = _checks(filled)
    return known.get(line) or known.get(line.partition("-")[0])


@lru_cache(maxsize=1)
def _checks(filled: Filled) -> Mapping[str, Check]:
    return {str(check.id): check for _, check in with_checks(filled.spec).checks}


def _is_entered(filled: Filled, jump: Jump | None) -> bool:
    """Whether a side of a check is an input with something in it: it is not what is still to be filled."""
    if jump is None:
        return False
    where = filled.layout.sheets[jump.sheet]
    return filled.inputs.get((jump.sheet, where.rows[jump.row], where.columns[jump.column])) is not None


def _has_failed(difference: Scalar, nature: str) -> bool:
    """Whether a line that is told as 未填 would fail without this word: nothing of this year has been typed yet."""
    return isinstance(difference, Decimal | int | float) and nature in (LEVELS["mandatory"], LEVELS["explain"])


def _short(text: str) -> str:
    """Without the decimals that say nothing: 0, not 0.0."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spot(filled: Filled, jump: Jump | None) -> str:
    if jump is None:
        return ""
    layout = filled.layout.sheets[jump.sheet]
    return f"{layout.tab}!{address(layout.rows[jump.row], layout.columns[jump.column])}"
