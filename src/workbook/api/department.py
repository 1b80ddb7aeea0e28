"""Where a department's data go: never over a file or a unit's data, and what only the department has stays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbook.data import UnitData, unit_facts
from workbook.data.scorecards import FOLDER, HEAD
from workbook.data.unit import NAME, UNIT_FILE
from workbook.finding import Finding, Place, found
from workbook.roll.files import read_listed


def folder_of(path: str | Path) -> Path:
    """The folder, also where its 单位.csv is named."""
    folder = Path(path)
    return folder.parent if folder.name == UNIT_FILE else folder


def is_same(one: Path | None, other: Path | None) -> bool:
    """Whether both are there and are the same folder."""
    return one is not None and other is not None and one.exists() and other.exists() and one.samefile(other)


def not_free(folder: Path, department: str, units: Iterable[Path], head: Path | None) -> tuple[Finding, ...]:
    """What keeps the department's data from being written there. Findings: G101 (a file), U222 (a unit's folder).

    A folder that was rolled up before, the department's own (head), and one of the same name may be replaced.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        return (found("G101", None, None, file=folder, reason="@system_no_folder"),)
    if is_same(folder, head):
        return ()
    named = unit_facts(folder)[0].get(NAME, "")
    added = any(is_same(folder, unit) for unit in units)
    if added or (named and named != department and not read_listed(folder)):
        return (found("U222", Place(file=str(folder)), None, folder=folder, unit=named or folder.name),)
    return ()


def left(folder: Path, own: UnitData, data: UnitData) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Files of scorecards that only the department's own folder has, to stay in it. Finding: U223."""
    known = {card.name for card in data.scorecards}
    files: dict[str, bytes] = {}
    findings = []
    for card in own.scorecards:
        if card.name not in known:
            names = (f"{FOLDER}/{card.name}.csv", f"{FOLDER}/{card.name}{HEAD}.csv")
            files |= {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
            findings.append(found("U223", Place(file=str(folder / names[0])), None, card=card.name))
    return files, tuple(findings)
