"""What is wrong with a set of units: counted twice, missing, too many, of different templates, years or 金额单位."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook.data import UnitData
from workbook.data.rolled import CARDS, Rolled, RolledUnit
from workbook.finding import Finding, Place, found
from workbook.roll.model import Source, factor
from workbook.spec.spec import Spec

REFUSING = frozenset({"U201", "U204", "U207", "U209"})
"""With these there is no sum worth having: the same unit twice, a department and its unit, another template or year."""

_FEW = 5


def before(units: Sequence[Source], spec: Spec, head: UnitData | None = None) -> tuple[Finding, ...]:
    """U201 the same unit twice, U204 a department beside its unit, U207 another spec, U208 another version, U209
    another year. The department's own data (head) are of the same spec and year as well.
    """
    told = (*_twice(units), *_beside(units), *_templates(units, spec), *_years(units))
    return (*told, *_own(head, units, spec)) if head is not None else told


def _twice(units: Sequence[Source]) -> Iterator[Finding]:
    names: dict[str, Source] = {}
    codes: dict[str, Source] = {}
    for unit in units:
        for known, key in ((names, unit.data.unit), (codes, unit.code.strip("0") and unit.code)):
            if key and key in known:
                yield found("U201", unit.place, None, item=key, first=known[key].folder)
                break
        names.setdefault(unit.data.unit, unit)
        if unit.code:
            codes.setdefault(unit.code, unit)


def _beside(units: Sequence[Source]) -> Iterator[Finding]:
    names = {unit.data.unit for unit in units}
    for unit in units:
        inside = [name for name in unit.units if name in names - {unit.data.unit}]
        if inside:
            yield found("U204", unit.place, None, unit=unit.data.unit, item="、".join(inside[:_FEW]), count=len(inside))


def _templates(units: Sequence[Source], spec: Spec) -> Iterator[Finding]:
    for unit in units:
        if unit.data.spec and unit.data.spec != spec.name:
            yield found("U207", unit.place, None, unit=unit.data.unit, found=unit.data.spec, expected=spec.name)
    old = [unit for unit in units if unit.hash and unit.hash[:16] != spec.hash[:16]]
    if old:
        named = "、".join(unit.data.unit for unit in old[:_FEW])
        yield found("U208", None, None, count=len(old), item=named, expected=f"{spec.name} {spec.hash[:16]}")


def _years(units: Sequence[Source]) -> Iterator[Finding]:
    years: dict[str, list[Source]] = {}
    for unit in units:
        years.setdefault(unit.data.year, []).append(unit)
    usual = _usual(units)
    for year, those in years.items():
        for unit in those if year != usual else ():
            yield found("U209", unit.place, None, unit=unit.data.unit, found=year or "@blank", expected=usual)


def _usual(units: Sequence[Source]) -> str:
    """The year that most units have, of several the first."""
    return next((year for year, _ in Counter(unit.data.year for unit in units).most_common(1)), "")


def _own(head: UnitData, units: Sequence[Source], spec: Spec) -> Iterator[Finding]:
    place, usual = Place(file=head.folder), _usual(units)
    if head.spec and head.spec != spec.name:
        yield found("U207", place, None, unit=head.unit, found=head.spec, expected=spec.name)
    if head.year and head.year != usual:
        yield found("U209", place, None, unit=head.unit, found=head.year, expected=usual)


def after(rolled: Rolled, units: Sequence[Source], money_unit: str) -> tuple[Finding, ...]:
    """U202 equal data under two names, U203 a unit that is the sum of the others, U205 missing, U206 not on the list,
    U210 converted.
    """
    return (*_equal(rolled, units, money_unit), *_households(rolled.units, units), *_converted(rolled, money_unit))


def _vectors(rolled: Rolled, money_unit: str) -> list[dict[tuple[str, str], Decimal]]:
    """Each unit's amounts of money by cell, in one 金额单位."""
    by = [factor(unit.money_unit, money_unit) for unit in rolled.received]
    vectors: list[dict[tuple[str, str], Decimal]] = [{} for _ in by]
    for sheet, rows in rolled.rows.items():
        for row in rows if sheet != CARDS else ():
            for n, amount in row.amounts.items() if row.type == "money" else ():
                if isinstance(amount, Decimal) and amount:
                    vectors[n - 1][sheet, row.key] = amount * by[n - 1]
    return vectors


def _equal(rolled: Rolled, units: Sequence[Source], money_unit: str) -> Iterator[Finding]:
    vectors = _vectors(rolled, money_unit)
    seen: dict[frozenset[tuple[tuple[str, str], Decimal]], Source] = {}
    whole: dict[tuple[str, str], Decimal] = {}
    for unit, vector in zip(units, vectors, strict=True):
        for key, amount in vector.items():
            whole[key] = whole.get(key, Decimal(0)) + amount
        items = frozenset(vector.items())
        if vector and items in seen:
            yield found("U202", unit.place, None, unit=unit.data.unit, first=seen[items].data.unit, count=len(vector))
        seen.setdefault(items, unit)
    if len(units) > 2:
        for unit, vector in zip(units, vectors, strict=True):
            if vector and _is_sum(vector, whole):
                yield found("U203", unit.place, None, unit=unit.data.unit, count=len(units) - 1)


def _is_sum(vector: Mapping[tuple[str, str], Decimal], whole: Mapping[tuple[str, str], Decimal]) -> bool:
    """Whether a unit has in every cell as much as all others together."""
    return all(vector.get(key, Decimal(0)) * 2 == amount for key, amount in whole.items())


def _households(listed: Sequence[RolledUnit], units: Sequence[Source]) -> Iterator[Finding]:
    for unit in listed:
        if not unit.received:
            yield found("U205", None, None, unit=unit.name, code=unit.code)
    for entry, source in zip((u for u in listed if u.received), units, strict=True):
        if entry.expected == "否":
            yield found("U206", source.place, None, unit=entry.name)


def _converted(rolled: Rolled, money_unit: str) -> Iterator[Finding]:
    others = [unit for unit in rolled.received if unit.money_unit != money_unit]
    if others:
        named = "、".join(unit.name for unit in others[:_FEW])
        facts = {"count": len(others), "item": named, "found": others[0].money_unit, "expected": money_unit}
        by = f"{factor(others[0].money_unit, money_unit):f}"
        yield found("U210", Place(name="单位清单"), None, **facts, factor=by)
