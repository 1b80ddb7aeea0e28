"""The workbook judged once more, as if inputs that are nearly right had the value that they would be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice

from workbook.data import Value
from workbook.finding import Finding, Level
from workbook.judge import Judged, judge_inputs
from workbook.judge.corrections import TEN_THOUSAND
from workbook.judge.ledger import ledger_of
from workbook.judge.misnamed import misnamed
from workbook.judge.procured import misfits
from workbook.judge.unnamed import unnamed_changes
from workbook.match.gather import gather
from workbook.match.inputs import NUMERIC
from workbook.match.match import Spot
from workbook.report.order import position
from workbook.report.ties import Ties

_SLIPS = frozenset(("J101", "J102", "J103", "J125", "J128", "J145"))
_WOULD_BE = frozenset(("M302", "M310", "J103", "J114", "J115", "J117", "J129", "J133", "J137"))
_COUNTED_TWICE = frozenset(("J105", "J131"))
_FEW = 3
"""Of more rows with repeated codes than these not each is tried."""
_TRIED = 2
"""Nor more balances, nor more amounts that are asked for: each trial takes as long as judging does."""
_ALTERNATIVES = 12
"""Nor more of what else a slip may be."""
_LARGEST = Decimal(10) ** 15
_ALIKE = 0.75
"""So much of a word that is no choice must be the same as in the nearest choice for this one to be meant."""


def corrected(ties: Ties) -> dict[Spot, tuple[int, Value]]:
    """Inputs of which it is known what they would be: index of the finding, value.

    Numbers stored as text, formulas' results, ill-written codes, rates and choices; codes that are not in their list;
    amounts with a minus or in the wrong unit, or all of them; columns that slipped or were left out, amounts with a
    slip of the hand.
    """
    mended: dict[Spot, tuple[int, Value]] = {}
    for spot, found in ties.at.items():
        slot = ties.filled.slots.get(spot)
        for i in found if slot is not None else ():
            value = _would_be(ties.findings[i], slot.type) if slot is not None else None
            if ties.findings[i].code == "J119" and slot is not None and slot.type == "money":
                typed = ties.filled.inputs.get(spot)
                value = -typed if isinstance(typed, Decimal) else None
            if ties.findings[i].code == "J124":
                value = ties.findings[i].facts.get("expected")
            if ties.findings[i].code == "J114" and value is None:
                value = _meant(str(ties.filled.inputs.get(spot)), ties.findings[i].facts.get("nearest", ""))
            if ties.findings[i].code == "J116":
                value = next(iter(ties.findings[i].facts.get("nearest", "").split()), None)
            if value is not None:
                mended.setdefault(spot, (ties.root(i), value))
    slips = ties.free(_SLIPS)
    if slips:
        for spots in _slips(ties):
            cause = next((slips[spot] for spot in spots if spot in slips), None)
            if cause is not None:
                for spot, amount in spots.items():
                    mended.setdefault(spot, (cause, amount))
    return _without_doubtful(ties, mended)


def _without_doubtful(ties: Ties, mended: dict[Spot, tuple[int, Value]]) -> dict[Spot, tuple[int, Value]]:
    """Without amounts of last year that only look as if they were in the other unit (J103, a warning), where one of
    this year is: beside that one, they do. Whole blocks of amounts have no last year.
    """
    told = ties.findings
    units = {i for i, _ in mended.values() if told[i].code == "J103" and not told[i].facts.get("cells")}
    doubtful = {i for i in units if ties.findings[i].level < Level.ERROR}
    if doubtful == units:
        return mended
    return {spot: change for spot, change in mended.items() if change[0] not in doubtful}


def without_doubles(ties: Ties) -> dict[Spot, tuple[int, Value]]:
    """Rows that repeat another one in every cell (J112), classes beside their details (J105), and totals among the
    entries (J131): the index of the finding for each of their cells, and nothing in it.
    """
    told = ties.findings
    twice = (i for i, f in enumerate(told) if f.code == "J112" and f.facts.get("kind") == "@wholly_same")
    return _without_rows(ties, [*twice, *(i for i, f in enumerate(told) if f.code in _COUNTED_TWICE)])


def without_zeros(ties: Ties) -> dict[Spot, tuple[int, Value]]:
    """Zeros in cells that are to stay blank (J144): the same."""
    told = [i for i, finding in enumerate(ties.findings) if finding.code == "J144"]
    return {spot: (ties.root(i), None) for i in told for spot in ties.extent(i)}


def without_incomplete(ties: Ties) -> dict[Spot, tuple[int, Value]]:
    """Rows of lists that lack something required (J113) and may not be meant at all: the same. Not where a column that
    stands rows off would bring what is lacking.
    """
    moved = {spot for shift in ties.suspected.shifts for spot in shift.moved}
    told = {i for spot, i in ties.free(frozenset(("J113",))).items() if spot not in moved}
    return _without_rows(ties, sorted(told))


def _without_rows(ties: Ties, told: Iterable[int]) -> dict[Spot, tuple[int, Value]]:
    ledger, slots = ledger_of(ties.filled), ties.filled.slots
    blank: dict[Spot, tuple[int, Value]] = {}
    for i in told:
        spot = ties.spots[i]
        slot = slots.get(spot) if spot is not None else None
        row = ledger.by_row.get((slot.kind, slot.owner, spot[1])) if slot is not None and spot is not None else None
        for own in row.spots.values() if row is not None else ():
            blank[own] = ties.root(i), None
    return blank


def judged_again(judged: Judged, values: Mapping[Spot, Value], rules: Iterable[str] | None = None) -> Judged:
    """The same file with these inputs; findings of rules (all, or of these codes) and checks only."""
    filled = judged.filled
    inputs = {**filled.inputs, **values}
    data = gather(filled.claim, filled.spec, inputs, filled.slots)
    return judge_inputs(replace(filled, inputs=inputs, data=data), rules)


def _slips(ties: Ties) -> list[Mapping[Spot, Value]]:
    """What each suspected slip would change."""
    suspected, inputs = ties.suspected, ties.filled.inputs
    changes: list[Mapping[Spot, Value]] = [dict(shift.moved) for shift in suspected.shifts]
    changes += [found.changes for found in suspected.misplaced]
    changes += [suspected.left_out.changes] if suspected.left_out is not None else []
    if (scaled := suspected.scaled) is not None:
        amounts = {s: value for s in scaled.spots if isinstance(value := inputs.get(s), Decimal)}
        changes.append({s: amount * scaled.factor for s, amount in amounts.items()})
    ledger = ledger_of(ties.filled)
    for block in misfits(ledger, suspected.spots):
        amounts = {s: value for s in block.spots if isinstance(value := inputs.get(s), Decimal)}
        changes.append({s: amount * block.factor for s, amount in amounts.items()})
    moved = misnamed(ledger) if any(finding.code == "J145" for finding in ties.findings) else None
    changes += [moved.changes] if moved is not None else []
    return [*changes, *({slip.spot: slip.meant} for slip in suspected.corrections)]


def alternatives(ties: Ties) -> list[dict[Spot, tuple[int, Value]]]:
    """For each suspected slip that may be in other cells as well: what each of these would be instead; also for two
    amounts of which either may be in the other unit, and two rows of which either may have the wrong code.
    """
    told = ties.free(_SLIPS)
    slips: list[dict[Spot, tuple[int, Value]]] = [
        {other.spot: (told[slip.spot], other.meant)}
        for slip in (ties.suspected.corrections if told else ())
        for other in slip.others
        if slip.spot in told
    ]
    return [*slips, *_either(ties, told), *_either_code(ties)][:_ALTERNATIVES]


def _either(ties: Ties, told: Mapping[Spot, int]) -> Iterator[dict[Spot, tuple[int, Value]]]:
    for i in dict.fromkeys(told.values()):
        typed = {spot: ties.filled.inputs.get(spot) for spot in ties.extent(i)}
        amounts = {spot: value for spot, value in typed.items() if isinstance(value, Decimal)}
        if ties.findings[i].facts.get("kind") != "@unit_apart" or len(amounts) != 2:
            continue
        small, large = sorted(amounts, key=lambda spot: abs(amounts[spot]))
        yield {large: (i, amounts[large] / TEN_THOUSAND)}
        yield {small: (i, amounts[small] * TEN_THOUSAND)}


def _either_code(ties: Ties) -> Iterator[dict[Spot, tuple[int, Value]]]:
    """Of two rows with the same code either may belong to another one."""
    told = [i for i in ties.free(frozenset(("J112",))).values() if ties.findings[i].facts.get("kind") == "@same_key"]
    for i in list(dict.fromkeys(told))[:_FEW]:
        tab, _, cell = ties.findings[i].facts.get("first", "").partition("!")
        for spot in (ties.spots[i], (ties.tabs.get(tab, ""), *position(cell))):
            slot = ties.filled.slots.get(spot) if spot is not None else None
            if spot is not None and slot is not None and slot.type == "code":
                yield {spot: (i, None)}


def provisional(ties: Ties) -> dict[Spot, tuple[int, Value]]:
    """Texts that are none yet, placeholders (J107) and dates (M306), alone in a row of a list: the index of the
    finding, and nothing in the cell. What else belongs in such a row is not missing before they are written.
    """
    told, slots, inputs = ties.free(frozenset(("J107", "M306"))), ties.filled.slots, ties.filled.inputs
    texts = {s for s in told if s in slots and slots[s].type == "text" and slots[s].kind in ("row", "indicator")}
    beside = {s[:2] for s, value in inputs.items() if s not in texts and value is not None} if texts else set()
    return {spot: (told[spot], None) for spot in texts if spot[:2] not in beside}


def unnamed(ties: Ties) -> list[dict[Spot, tuple[int, Value]]]:
    """Balances that do not come out (K101) by an amount that nothing accuses: what one amount would have to be, and the
    index of the first balance that hangs on it. Where a check asks for the amount of a row, it is this amount.
    """
    broken = {i for i, finding in enumerate(ties.findings) if finding.code == "K101" and i not in ties.causes}
    changes: list[dict[Spot, tuple[int, Value]]] = []
    for spot, amount in unnamed_changes(ties.filled, ties.suspected.spots)[:_TRIED] if broken else ():
        typed = ties.filled.inputs.get(spot)
        now, then = (value if isinstance(value, Decimal) else Decimal(0) for value in (typed, amount))
        gap = abs(then - now)
        changes += [{asked: (i, gap)} for asked, i in islice(_asked(ties), _TRIED)]
        hanging = [i for i, _ in ties.reached({spot: 0}) if i in broken]
        if hanging:
            changes.append({spot: (min(hanging), amount)})
    return changes


def _asked(ties: Ties) -> Iterator[tuple[Spot, int]]:
    """The only blank amount that a check asks for (收入明细!D7), with the index of the check."""
    for i, finding in enumerate(ties.findings):
        if finding.code in ("K102", "K103") and i not in ties.causes:
            tab, _, rest = finding.facts.get("rows", "").partition("!")
            spot = (ties.tabs.get(tab, ""), *position(rest.partition(" ")[0]))
            slot = ties.filled.slots.get(spot)
            if slot is not None and slot.type == "money" and ties.filled.inputs.get(spot) is None:
                yield spot, i


def _meant(text: str, nearest: str) -> Value:
    """The choice that a text surely stands for (一般公共预算。, 政府性基); None when it may be any."""
    return nearest if nearest and SequenceMatcher(None, text.strip(), nearest).ratio() >= _ALIKE else None


def _would_be(finding: Finding, kind: str) -> Value:
    text = finding.facts.get("would_be", "") if finding.code in _WOULD_BE else ""
    if finding.code == "M301":
        text = finding.facts.get("value", "")
    if not text:
        return None
    return _number(text) if kind in NUMERIC or kind == "any" else text


def _number(text: str) -> Decimal | None:
    """With 15 significant digits, as programs show a stored number."""
    try:
        number = Decimal(format(float(text.removesuffix("%")), ".15g")) / (100 if text.endswith("%") else 1)
    except (ValueError, ArithmeticError):
        return None
    return number if number.is_finite() and abs(number) < _LARGEST else None
