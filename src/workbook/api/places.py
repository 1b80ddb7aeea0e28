"""Where things are: the files that travel with the package, and findings' places as the user would type them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from workbook.finding import Finding, Level
from workbook.spec.load import spec_folders

_ANOTHERS = frozenset({"D103", "D108"})
"""Data that no sheet asks for."""


def example_folder() -> Path | None:
    """The example data that travel with the package, or stand beside it in a working copy; None when neither is."""
    for specs in spec_folders()[1:]:
        folder = specs.parent / "data" / "example"
        if specs.is_dir() and folder.is_dir():
            return folder
    return None


def specs_folder() -> Path | None:
    """The specs that travel with the package, or stand beside it in a working copy."""
    return next((folder for folder in spec_folders()[1:] if folder.is_dir()), None)


def below(root: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings whose files are told from where the user stands: root/file, also where that leads out of the root."""
    result = []
    for finding in findings:
        file = finding.place.file
        if file and not Path(file).is_absolute() and not Path(file).is_relative_to(root):
            finding = replace(finding, place=replace(finding.place, file=os.path.normpath(root / file)))
        result.append(finding)
    return tuple(result)


def lost_when_rewritten(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors of a folder whose files are to be written anew: what was not read would be gone. Columns and items that
    only another template asks for are errors here, too.
    """
    raised = (
        replace(f, level=Level.ERROR) if f.code in _ANOTHERS and f.level == Level.WARNING else f for f in findings
    )
    return tuple(f for f in raised if f.level >= Level.ERROR)


def once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in the order in which they came."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.level, finding.place, tuple(sorted(finding.facts.items())))
        seen.setdefault(key, finding)
    return tuple(seen.values())


def stops(findings: Iterable[Finding]) -> bool:
    """Whether anything in it is an error."""
    return any(finding.level >= Level.ERROR for finding in findings)
