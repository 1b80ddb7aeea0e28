"""The 审核 sheet's lines, recomputed: each that does not pass is a finding with both numbers."""

from __future__ import annotations

from decimal import Decimal

from workbook.book import judge as words
from workbook.book.checks import LEVELS
from workbook.book.model import Jump, Sheet
from workbook.finding import Finding, Level, Place, found
from workbook.grid.model import Grid, Scalar
from workbook.judge.carried import entry_of
from workbook.judge.formulas import shown
from workbook.layout import address
from workbook.match import Filled

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
        left, right = sheet.jumps.get((line.key, "左边")), sheet.jumps.get((line.key, "右边"))
        level = _LEVELS[result]
        why = shown(value(line.key, "提示"))
        if result == words.BLANK and _has_failed(value(line.key, "差额"), shown(value(line.key, "性质"))):
            level = Level.ERROR
        if result == words.BLANK and value(line.key, "右边") in (None, ""):
            why = ""  # it says what a failure means, and nothing has failed
        facts = {
            "check": line.key,
            "what": shown(value(line.key, "审核内容")),
            "why": why,
            "found": shown(value(line.key, "左边")),
            "expected": shown(value(line.key, "右边")),
            "difference": shown(value(line.key, "差额")),
            "tolerance": _tolerance(value(line.key, "容差")),
            "left": entry_of(filled, line.key, left) or _spot(filled, left),
            "right": _spot(filled, right),
        }
        if result == words.BLANK and facts["left"] and facts["right"]:
            facts |= {side: "" for side, jump in (("left", left), ("right", right)) if _is_entered(filled, jump)}
        row, column = layout.rows[line.key], layout.columns["结果"]
        place = Place(sheet=layout.tab, cell=address(row, column), name=f"{sheet.key}.{line.key}.结果")
        findings.append(found(code, place, level, **facts))


def _is_entered(filled: Filled, jump: Jump | None) -> bool:
    """Whether a side of a check is an input with something in it: it is not what is still to be filled."""
    if jump is None:
        return False
    where = filled.layout.sheets[jump.sheet]
    return filled.inputs.get((jump.sheet, where.rows[jump.row], where.columns[jump.column])) is not None


def _has_failed(difference: Scalar, nature: str) -> bool:
    """Whether a line that is told as 未填 would fail without this word: nothing of this year has been typed yet."""
    return isinstance(difference, Decimal | int | float) and nature in (LEVELS["mandatory"], LEVELS["explain"])


def _tolerance(value: Scalar) -> str:
    """Without the decimals that say nothing: 0, not 0.0."""
    text = shown(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spot(filled: Filled, jump: Jump | None) -> str:
    if jump is None:
        return ""
    layout = filled.layout.sheets[jump.sheet]
    return f"{layout.tab}!{address(layout.rows[jump.row], layout.columns[jump.column])}"
