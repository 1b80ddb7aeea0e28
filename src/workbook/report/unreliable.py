"""What cannot be relied on while entries stand beside the wrong rows, or are another scorecard's."""

from __future__ import annotations

import re
from decimal import Decimal

from workbook.data.scorecards import ACTUAL
from workbook.judge.ledger import ledger_of
from workbook.report.order import position
from workbook.report.ties import COMPARED, Ties, is_check

_NAMELESS = frozenset(("J107", "M306", "F111", "J137"))
"""What a name may have become: a placeholder, a date, what was dragged there, another one's."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_AT = re.compile(r"[^；;、，!]+![A-Z]+[0-9]+")
_FAR = 5
"""So many times apart."""
_CONTRADICTS, _BEYOND = "J108", "K103"
_SORTED, _COPIED, _VALUE, _GATHERED, _TEXT = "J143", "J135", frozenset(("J133", "J136")), "J137", "J139"


def tie_unreliable(ties: Ties) -> None:
    """Checks and comparisons of a column that was sorted by itself (J143); texts and checks of scorecards whose
    indicators are copied (J135), wrong (J133, J136) or not gathered (J137); numbers in texts (J139) of indicators of
    which one has no name; what a reason says (J108) beside an amount that another check thinks too large (K103).
    """
    for i, finding in enumerate(ties.findings):
        if finding.code == _SORTED and finding.facts.get("held"):
            _tie_column(ties, i)
        elif finding.code == _COPIED:
            _tie_scorecard(ties, i)
        elif finding.code == _TEXT:
            _tie_nameless(ties, i)
        elif finding.code in _VALUE:
            _tie_texts(ties, i)
        elif finding.code == _CONTRADICTS:
            _tie_contradicted(ties, i)
        elif finding.code == _GATHERED and finding.facts.get("kind") == "@gathers_name":
            for k, other in enumerate(ties.findings):
                named = is_check(other) and finding.facts["expected"] in _names(other.facts.get("rows", ""))
                if named and _is_scorecard(other.facts.get("check", "")):
                    ties.tie(k, i)


def _names(rows: str) -> frozenset[str]:
    """Of 部门整体自评!U11 新增数据接口数量、… what stands behind the cells."""
    return frozenset(row.partition(" ")[2].strip() for row in rows.split("、"))


def _tie_column(ties: Ties, cause: int) -> None:
    tab = ties.findings[cause].place.sheet
    for i, other in enumerate(ties.findings):
        if other.code in COMPARED and f"{tab}!" in other.facts.get("cells", ""):
            ties.tie(i, cause)
    for i, _ in ties.reached(dict.fromkeys(ties.extent(cause), cause)):
        if is_check(ties.findings[i]):
            ties.tie(i, cause)


def _tie_contradicted(ties: Ties, follower: int) -> None:
    """Only beside amounts so far apart that one of them is hardly right."""
    now, then = (_decimal(ties.findings[follower].facts.get(name, "")) for name in ("found", "expected"))
    low, high = sorted((abs(now), abs(then)))
    if not low or high < _FAR * low:
        return
    typed = set(_AT.findall(ties.findings[follower].facts.get("cells", "")))
    for i, other in enumerate(ties.findings):
        if other.code == _BEYOND and typed & {other.facts.get("left", ""), other.facts.get("right", "")}:
            ties.tie(follower, i)


def _decimal(text: str) -> Decimal:
    return Decimal(text) if _NUMBER.fullmatch(text.removeprefix("-")) else Decimal(0)


def _tie_scorecard(ties: Ties, cause: int) -> None:
    for i, other in enumerate(ties.findings):
        if other.code == _TEXT and other.place.sheet == ties.findings[cause].place.sheet:
            ties.tie(i, cause)
    for i, _ in ties.reached(dict.fromkeys(ties.extent(cause), cause)):
        other = ties.findings[i]
        if is_check(other) and _is_scorecard(other.facts.get("check", "")):
            ties.tie(i, cause)


def _tie_nameless(ties: Ties, follower: int) -> None:
    """A number that several indicators make together lacks one whose name cannot be read."""
    facts, ledger = ties.findings[follower].facts, ledger_of(ties.filled)
    told = [at.rpartition("!") for at in facts.get("at", "").split("、")]
    known = [(ties.tabs.get(tab, ""), *position(cell)) for tab, _, cell in told]
    values = [value for spot in known if isinstance(value := ties.filled.inputs.get(spot), Decimal)]
    number = _NUMBER.match(facts.get("found", ""))
    if number is None or not values or facts.get("other") != ACTUAL:
        return
    for spot, found in ties.at.items():
        slot = ties.filled.slots.get(spot)
        row = ledger.by_row.get((slot.kind, slot.owner, spot[1])) if slot is not None else None
        if slot is None or row is None or slot.kind != "indicator" or slot.name != "三级指标":
            continue
        lacking, unit = row.values.get(ACTUAL), row.text("计量单位").strip()
        cause = next((i for i in found if ties.findings[i].code in _NAMELESS), None)
        alike = isinstance(lacking, Decimal) and unit and facts["found"][len(number[0]) :] == unit
        if cause is not None and alike and lacking and sum(values, lacking) == Decimal(number[0]):
            ties.tie(follower, cause)


def _tie_texts(ties: Ties, cause: int) -> None:
    place = ties.findings[cause].place
    for i, other in enumerate(ties.findings):
        for at in other.facts.get("at", "").split("、") if other.code == _TEXT else ():
            tab, _, cell = at.rpartition("!")
            if tab == place.sheet and position(cell) == position(place.cell):
                ties.tie(i, cause)


def _is_scorecard(check: str) -> bool:
    """Whether a line is about scorecards (P4.2-部门整体)."""
    return check.startswith("P")
