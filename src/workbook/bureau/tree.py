"""Units and those above them, by the register's 上级单位, where a unit stands by its name or its code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook.bureau.standing import Standing


def below(units: Iterable[Standing], name: str) -> tuple[Standing, ...]:
    """A unit and all that stand under it by the register's 上级单位; in each year those of that year."""
    children: dict[tuple[str, str], list[Standing]] = {}
    every = list(units)
    for unit in every:
        children.setdefault((unit.year, unit.parent), []).append(unit)
    found: dict[tuple[str, str], Standing] = {}
    waiting = [unit for unit in every if name in (unit.unit, unit.code)]
    years = {unit.year for unit in every} - {unit.year for unit in waiting}
    waiting += [unit for year in sorted(years) for unit in children.get((year, name), [])]
    while waiting:
        unit = waiting.pop(0)
        if (unit.year, unit.unit) not in found:
            found[unit.year, unit.unit] = unit
            for called in filter(None, (unit.unit, unit.code)):
                waiting += children.get((unit.year, called), [])
    return tuple(found.values())


def parents(units: Iterable[Standing]) -> Mapping[tuple[str, str], str]:
    """Year and 上级单位 as it was written → how the unit is called that is meant: its name, also where a register gives
    its code. What nobody in the register is called, or several are, stays as it was written.
    """
    every = list(units)
    names: dict[tuple[str, str], set[str]] = {}
    for unit in every:
        names.setdefault((unit.year, unit.unit), set()).add(unit.unit)
        if unit.code:
            names.setdefault((unit.year, unit.code), set()).add(unit.unit)
    told = {}
    for key in {(unit.year, unit.parent) for unit in every if unit.parent}:
        meant = names.get(key, set())
        told[key] = next(iter(meant)) if len(meant) == 1 else key[1]
    return told
