"""Payments between units: which row of which unit they mean, whether both sides agree, and which nobody declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook.data import UnitData, Value
from workbook.finding import Finding, Place, found
from workbook.roll.entries import as_number, entries, identity, rules, sides
from workbook.roll.model import Elimination, Source, factor
from workbook.roll.names import AMOUNT, CASE, PAYER, REASON, RECEIVER
from workbook.spec.model import Entry, Internal
from workbook.spec.spec import Spec

Row = Mapping[str, Value]


class Eliminations:
    """The declared payments, made complete from the units' data, amounts in the department's 金额单位.

    Findings: U211 more than the unit has, U212 what is not known or not clear, U213 the two sides differ, U214 not
    declared, U218 no reason.
    """

    def __init__(self, units: Sequence[Source], money_unit: str, spec: Spec) -> None:
        self.units = {unit.data.unit: unit.data for unit in units}
        self.money_unit = money_unit
        self.cases = {str(name): internal for name, internal in rules(spec).internal.items()}
        self.sheets: dict[str, Entry] = {str(sheet.sheet): sheet for sheet in entries(spec)}
        self.findings: list[Finding] = []
        self.rows: list[Row] = []

    def resolve(self, declared: Sequence[Elimination]) -> tuple[Row, ...]:
        for one in declared:
            row = self._complete(one)
            if row is not None:
                self.rows.append(row)
        self._within()
        self._agree()
        return tuple(self.rows)

    def _complete(self, one: Elimination) -> Row | None:
        values = dict(one.values)
        internal = self.cases.get(str(values.get(CASE) or ""))
        amount = as_number(values.get(AMOUNT))
        if internal is None or amount is None:
            missing = CASE if internal is None else AMOUNT
            self.findings.append(
                found("U212", one.place, None, what=missing, text=str(values.get(missing) or "@blank"))
            )
            return None
        values[AMOUNT] = amount * factor(one.money_unit or self.money_unit, self.money_unit)
        for who, (word, sheet, column) in zip((PAYER, RECEIVER), sides(internal), strict=True):
            unit = self.units.get(str(values.get(who) or ""))
            if unit is None or sheet not in self.sheets:
                self.findings.append(found("U212", one.place, None, what=who, text=str(values.get(who) or "@blank")))
                return None
            found_row = self._row(unit, sheet, column, word, values)
            if found_row is None:
                wanted = "、".join(f"{word}{name}" for name in identity(self.sheets[sheet]))
                self.findings.append(found("U212", one.place, None, what=wanted, text=f"{unit.unit} {column}"))
                return None
            values |= {f"{word}{name}": found_row.get(name) for name in identity(self.sheets[sheet])}
        if not values.get(REASON):
            self.findings.append(
                found("U218", one.place, None, payer=str(values[PAYER]), receiver=str(values[RECEIVER]))
            )
        return values

    def _row(self, unit: UnitData, sheet: str, column: str, word: str, values: Row) -> Row | None:
        """The one row of the unit's list that has an amount there and fits the codes that were declared."""
        by = list(identity(self.sheets[sheet]))
        asked = {name: values.get(f"{word}{name}") for name in by if values.get(f"{word}{name}") is not None}
        fitting = {
            tuple(row.get(name) for name in by): row
            for row in unit.sheet(sheet).rows
            if as_number(row.get(column)) and all(row.get(name) == value for name, value in asked.items())
        }
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        return {name: asked[name] for name in by} if len(asked) == len(by) else None

    def _reported(self, unit: UnitData, sheet: str, column: str) -> Decimal:
        by = factor(unit.money_unit, self.money_unit)
        return sum((as_number(row.get(column)) or Decimal(0) for row in unit.sheet(sheet).rows), Decimal(0)) * by

    def _each(self) -> Iterator[tuple[str, Internal, str, str, str, str]]:
        """case, rule, word, sheet, column, and which column of 抵销 names the unit, for both sides of every case."""
        for case, internal in self.cases.items():
            for who, (word, sheet, column) in zip((PAYER, RECEIVER), sides(internal), strict=True):
                yield case, internal, word, sheet, column, who

    def _within(self) -> None:
        """U211: what is taken off one row of a unit is more than the unit has there."""
        for case, _, word, sheet, column, who in self._each():
            by = list(identity(self.sheets[sheet])) if sheet in self.sheets else []
            taken: dict[tuple[Value, ...], Decimal] = {}
            for row in self.rows:
                if row[CASE] == case:
                    key = (row[who], *(row.get(f"{word}{name}") for name in by))
                    taken[key] = taken.get(key, Decimal(0)) + (as_number(row[AMOUNT]) or Decimal(0))
            for (name, *codes), off in taken.items():
                unit = self.units[str(name)]
                has = sum(
                    (
                        as_number(row.get(column)) or Decimal(0)
                        for row in unit.sheet(sheet).rows
                        if [row.get(n) for n in by] == codes
                    ),
                    Decimal(0),
                ) * factor(unit.money_unit, self.money_unit)
                if abs(off) > abs(has) or off * has < 0:
                    at = " ".join([*(str(c) for c in codes if c), column])
                    facts = {"unit": name, "column": at, "found": f"{off:.2f}", "expected": f"{has:.2f}"}
                    self.findings.append(found("U211", Place(name=f"{case}.{name}"), None, **facts))

    def _agree(self) -> None:
        """U213: one side taken off whole, the other not. U214: amounts on both sides that nobody declared."""
        for case, internal in self.cases.items():
            left: dict[str, dict[str, Decimal]] = {}
            declared: dict[str, set[str]] = {PAYER: set(), RECEIVER: set()}
            for who, (_, sheet, column) in zip((PAYER, RECEIVER), sides(internal), strict=True):
                left[who] = {name: self._reported(unit, sheet, column) for name, unit in self.units.items()}
                for row in self.rows:
                    if row[CASE] == case:
                        declared[who].add(str(row[who]))
                        left[who][str(row[who])] -= as_number(row[AMOUNT]) or Decimal(0)
            for payer, receiver in {(str(r[PAYER]), str(r[RECEIVER])) for r in self.rows if r[CASE] == case}:
                paid, received = left[PAYER][payer], left[RECEIVER][receiver]
                if (paid == 0) is not (received == 0):
                    facts = {
                        "payer": payer,
                        "receiver": receiver,
                        "found": f"{paid:.2f}",
                        "expected": f"{received:.2f}",
                    }
                    self.findings.append(found("U213", Place(name=case), None, **facts))
            payers = [n for n, amount in left[PAYER].items() if amount > 0 and n not in declared[PAYER]]
            receivers = [n for n, amount in left[RECEIVER].items() if amount > 0 and n not in declared[RECEIVER]]
            if payers and receivers:
                facts = {
                    "case": case,
                    "payer": _shown(payers),
                    "receiver": _shown(receivers),
                    "found": f"{sum(left[PAYER][n] for n in payers):.2f}",
                    "expected": f"{sum(left[RECEIVER][n] for n in receivers):.2f}",
                }
                self.findings.append(found("U214", Place(name=case), None, **facts))


def _shown(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + ("…" if len(names) > 3 else "")
