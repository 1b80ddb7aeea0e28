"""Files and folders beside the data files that look like data and that nobody reads: told, or they would be lost."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from workbook.finding import Finding, Place, found

CSV = ".csv"
_SHEETS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".tsv", ".txt"))
"""What a data file is saved as by mistake."""


def strays(
    folder: Path, read: Collection[str], known: Collection[str], folders: Collection[str] | None = None, below: str = ""
) -> tuple[Finding, ...]:
    """D108 for each file that has data and is not read, and for each folder of CSV files that is not.

    read: names that are read. known: the right names, of which the nearest is told. folders: those that are read;
    None: folders are not looked at. below: the folder's name in places, "" for the unit's own.
    """
    stems = {name.removesuffix(CSV) for name in known}
    findings = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = path.name
        if hidden(name) or name in read:
            continue
        if path.is_dir():
            if folders is not None and name not in folders and _has_data(path):
                findings.append(_told(f"{name}/", _near(f"{name}/", [f"{each}/" for each in folders]), below))
        elif path.suffix.lower() == CSV or (path.suffix.lower() in _SHEETS and _stem(path) in stems):
            right = f"{_stem(path)}{CSV}"
            findings.append(_told(name, right if right in known else _near(name, known), below))
    return tuple(findings)


def stray_cards(folder: Path) -> tuple[Finding, ...]:
    """D108 for what is in the folder of the scorecards and nobody reads: saved as something else, or one deeper."""
    findings = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        suffix = path.suffix.lower()
        if suffix not in {CSV, *_SHEETS} or any(map(hidden, name.split("/"))) or not path.is_file():
            continue
        if path.suffix != CSV or "/" in name:
            findings.append(_told(name, f"{_stem(path)}{CSV}", folder.name))
    return tuple(findings)


def hidden(name: str) -> bool:
    """Files of the system, and those by which spreadsheets say that a file is open."""
    return name.startswith((".", "~$"))


def csv_below(folder: Path) -> Iterator[Path]:
    """All CSV files below, however their ending is written, but for those in hidden folders."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() == CSV and not any(map(hidden, path.relative_to(folder).parts)) and path.is_file():
            yield path


def _stem(path: Path) -> str:
    return path.stem.removesuffix(CSV)


def _has_data(folder: Path) -> bool:
    """Whether there are CSV files below that are no unit's of their own."""
    names = [path.name for path in csv_below(folder)]
    return bool(names) and "单位.csv" not in names


def _near(name: str, known: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(name, list(known), 1, 0.6)), "")


def _told(name: str, nearest: str, below: str) -> Finding:
    facts = {"item": name, "sheet": below or "数据文件夹", "nearest": nearest}
    return found("D108", Place(f"{below}/{name}" if below else name), None, **facts)
