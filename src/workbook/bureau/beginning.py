"""Which data folder each unit's workbook begins with: the one that says so in its 单位.csv, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.campaign.units import key_of
from workbook.data import unit_facts
from workbook.data.filenames import sanitised
from workbook.data.unit import NAME, UNIT_FILE
from workbook.finding import Finding, Place, found

_FEW = 10


@dataclass(frozen=True, slots=True)
class Beginnings:
    """folders: by `key_of` of the units that have data. unclear: of those for which nobody can say which data are
    theirs, why (H107, H108). findings: H106, the units without any.
    """

    folders: Mapping[str, Path]
    unclear: Mapping[str, Finding]
    findings: tuple[Finding, ...] = ()


def beginnings(names: Iterable[str], year: Path) -> Beginnings:
    """The folders below data/<year> that belong to these units.

    A folder without a name in its 单位.csv belongs to the unit that it is called after.
    """
    every = list(names)
    claimed = _claimed(year)
    by_key: dict[str, list[Path]] = {}
    for folder, name in claimed.items():
        by_key.setdefault(key_of(name), []).append(folder)
    folders: dict[str, Path] = {}
    unclear: dict[str, Finding] = {}
    without: list[str] = []
    for name in every:
        key, called = key_of(name), year / sanitised(name)
        own = by_key.get(key, [])
        if not own and called.is_dir():
            other = claimed.get(called, "")
            if other:
                unclear[key] = found("H108", Place(name=name), None, folder=f"{year.name}/{called.name}", found=other)
            else:
                folders[key] = called
        elif len(own) > 1:
            unclear[key] = found("H107", Place(name=name), None, item="、".join(f"{year.name}/{p.name}" for p in own))
        elif own:
            folders[key] = own[0]
        else:
            without.append(name)
    told = without[:_FEW]
    facts = {"count": len(without), "item": "、".join(told), "more": len(without) - len(told) or ""}
    return Beginnings(folders, unclear, (found("H106", Place(str(year)), None, **facts),) if without else ())


def _claimed(year: Path) -> dict[Path, str]:
    """Each folder with a 单位.csv, and the name in it."""
    files = sorted(path for path in year.glob(f"*/{UNIT_FILE}") if not path.parent.name.startswith("."))
    return {path.parent: unit_facts(path.parent)[0].get(NAME, "") for path in files}
