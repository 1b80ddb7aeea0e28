"""Scorecards of many units into the department's. Rule of the form (备注 2, domain: 绩效自评): absolute numbers add up,
relative numbers and qualitative results are weighted with the money spent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from workbook.data import ScorecardData, Value
from workbook.data.rolled import RolledRow
from workbook.data.scorecards import ACTUAL, COLUMNS, DEPARTMENT, DIRECTION, MEASURED, MONEY, TARGET, fact_kinds
from workbook.finding import Finding, Place, found
from workbook.roll.entries import as_number, same
from workbook.roll.model import Source, factor
from workbook.spec.model import Scorecard
from workbook.spec.spec import Spec

How = Literal["add", "funds"]
Indicator = Mapping[str, Value]
Given = dict[int, ScorecardData]
"""Number of the unit → its scorecard of this name."""

NAMES = ("一级指标", "二级指标", "三级指标", DIRECTION, "计量单位")
"""By what an indicator is the same in two units."""
SHARE, CHOICE, TIER, REASON, WEIGHT = "评定比例", "汇总", "档次", "偏差原因", "权重"
_RELATIVE = ("%", "％", "‰")
_LONGEST = 1000
"""Characters of reasons put together; longer ones are left to be written anew."""


def merge_cards(
    units: Sequence[Source], head: Sequence[ScorecardData], money_unit: str, spec: Spec
) -> tuple[tuple[ScorecardData, ...], tuple[RolledRow, ...], tuple[Finding, ...]]:
    """The department's own scorecard, and one for each project. A project of several units becomes one scorecard.

    Finding U215: several units have an indicator, and none says whether it adds up.
    """
    forms = {str(s.scope): s for s in spec.sheets if isinstance(s, Scorecard)}
    names: dict[str, Given] = {}
    for n, unit in enumerate(units, 1):
        for card in unit.data.scorecards:
            names.setdefault(card.name, {})[n] = card
    own = {card.name: card for card in head}
    if DEPARTMENT in own:
        names.setdefault(DEPARTMENT, {})
    cards: list[ScorecardData] = []
    rows: list[RolledRow] = []
    findings: list[Finding] = []
    for name in sorted(names, key=lambda n: (n != DEPARTMENT, n)):
        form = forms.get("department" if name == DEPARTMENT else "project")
        if form is None:
            continue
        given = names[name]
        if name != DEPARTMENT and len(given) == 1:
            ((n, card),) = given.items()
            cards.append(_converted(card, factor(units[n - 1].data.money_unit, money_unit)))
            continue
        merged = _Merge(name, form, given, own.get(name), [unit.data.unit for unit in units])
        cards.append(merged.card())
        rows += merged.rows
        findings += merged.findings
    return tuple(cards), tuple(rows), tuple(findings)


def _converted(card: ScorecardData, by: Decimal) -> ScorecardData:
    """A scorecard of one unit, its money in the department's 金额单位."""
    facts = {name: v * by if name in MONEY and isinstance(v, Decimal) else v for name, v in card.facts.items()}
    return replace(card, facts=facts)


class _Merge:
    """One scorecard of several units. rows: its cells that come from the units."""

    def __init__(
        self, name: str, form: Scorecard, given: Given, own: ScorecardData | None, units: Sequence[str]
    ) -> None:
        self.name, self.form, self.given, self.own, self.units = name, form, given, own, units
        self.rows: list[RolledRow] = []
        self.findings: list[Finding] = []

    def card(self) -> ScorecardData:
        facts = {name: self._fact(name) for name in fact_kinds(self.form)}
        return ScorecardData(self.name, self.name == DEPARTMENT, facts, self._indicators())

    def _fact(self, name: str) -> Value:
        if name in MONEY:
            amounts = {n: card.facts[name] for n, card in self.given.items() if card.facts.get(name) is not None}
            if amounts:
                self._cell("fact", name, "", "add", "money", amounts)
            return None
        if self.own is not None and self.own.facts.get(name) is not None:
            return self.own.facts[name]
        values = [card.facts.get(name) for card in self.given.values()]
        if name in self.form.texts:
            return _together(values)
        return same(values)

    def _cell(
        self, kind: Literal["fact", "indicator"], name: str, row: str, how: How, type_: str, amounts: dict[int, Value]
    ) -> None:
        self.rows.append(RolledRow(self.name, kind, name, row, how, type_, amounts))

    def _indicators(self) -> tuple[Indicator, ...]:
        lines: dict[tuple[Value, ...], dict[int, Indicator]] = {}
        own = {_names(row): row for row in self.own.indicators} if self.own is not None else {}
        for key in own:
            lines[key] = {}
        for n, card in self.given.items():
            for row in card.indicators:
                key = _names(row)
                if not own or self.name != DEPARTMENT or key in own:
                    lines.setdefault(key, {}).setdefault(n, row)
        return tuple(
            self._indicator(str(number), key, rows, own.get(key)) for number, (key, rows) in enumerate(lines.items(), 1)
        )

    def _indicator(
        self, number: str, key: tuple[Value, ...], rows: dict[int, Indicator], own: Indicator | None
    ) -> Indicator:
        values = {column: [row.get(column) for row in rows.values()] for column in COLUMNS}
        result: dict[str, Value] = {column: same(values[column]) for column in COLUMNS}
        result |= {column: value for column, value in (own or {}).items() if value is not None}
        result |= dict(zip(NAMES, key, strict=True))
        result[REASON] = (own or {}).get(REASON) or _together(values[REASON])
        measured = result[DIRECTION] in MEASURED
        if not measured and (own or {}).get(ACTUAL) is None:
            result[ACTUAL] = _together(values[ACTUAL])
        how = self._how(result, rows)
        for column, type_ in ((TARGET, "number"), (ACTUAL, "number"), (SHARE, "rate")):
            numbers: dict[int, Value] = {
                n: v for n, row in rows.items() if (v := as_number(row.get(column))) is not None
            }
            if not numbers or (column == TARGET and (own or {}).get(TARGET) is not None):
                continue
            if (measured or column == SHARE) and how is not None:
                self._cell("indicator", column, number, how, type_, numbers)
                result[column] = None
            elif len(rows) > 1 and column == ACTUAL:
                shown = "、".join(str(v) for v in (key[0], key[2]) if v)
                place = Place(name=f"自评_{self.name}")
                self.findings.append(found("U215", place, None, item=shown, count=len(rows)))
                result[column] = None
        return result

    def _how(self, result: Indicator, rows: Mapping[int, Indicator]) -> How | None:
        """The word in the column 汇总; qualitative results and rates are relative; one unit's number is the sum."""
        choice = str(result.get(CHOICE) or "")
        said = next((how for word, how in self.form.rollup.items() if str(word) == choice), None)
        if result[DIRECTION] not in MEASURED:
            return "funds"
        if said is not None:
            return said
        if str(result.get("计量单位") or "").endswith(_RELATIVE):
            return "funds"
        return "add" if len(rows) == 1 else None


def tier_of(share: Value, form: Scorecard) -> str | None:
    """The 档次 that a weighted 评定比例 falls into."""
    if not isinstance(share, Decimal):
        return None
    tiers = next((rule.tiers for rule in form.scoring.values() if rule.tiers), {})
    ordered = sorted(tiers.items(), key=lambda item: -item[1].low)
    return next((str(name) for name, tier in ordered if share * 100 >= Decimal(str(tier.low))), None)


def _names(row: Indicator) -> tuple[Value, ...]:
    return tuple(row.get(name) for name in NAMES)


def _together(values: Sequence[Value]) -> Value:
    """Different texts one after the other, as long as they are no essay."""
    given = list(dict.fromkeys(str(value).rstrip("；。") for value in values if value is not None))
    if len(given) <= 1:
        return next((value for value in values if value is not None), None)
    text = "；".join(given) + "。"
    return text if len(text) <= _LONGEST else None
