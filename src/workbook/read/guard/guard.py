"""The guard in front of every read: nothing is parsed before the container is sound, nothing read before all is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from workbook.finding import Finding, Level, Place, worst
from workbook.read.fault import RefusedError, shown
from workbook.read.guard.active import check_active
from workbook.read.guard.container import open_container
from workbook.read.guard.contents import check_family, workbook_part
from workbook.read.guard.file import read_bytes
from workbook.read.guard.kind import check_kind
from workbook.read.guard.relations import read_relations
from workbook.read.guard.soundness import check_markup
from workbook.read.guard.types import read_types
from workbook.read.package import Package

T = TypeVar("T")
_TRASH = "[trash]/"
"""what Excel leaves behind when it saves in place; no part of the workbook"""


def inspect(path: Path) -> tuple[Package | None, tuple[Finding, ...]]:
    """A workbook file taken apart, or None and why it is refused (R1xx–R5xx).

    Work and memory are bounded whatever the file is (`limits.py`); nothing is extracted, opened or fetched.
    """
    try:
        data = read_bytes(path)
    except RefusedError as refused:
        return None, (refused.finding,)
    return inspect_bytes(data, path.name)


def inspect_bytes(data: bytes, name: str) -> tuple[Package | None, tuple[Finding, ...]]:
    """The same for the bytes of a file."""
    place = Place(file=shown(name, 120))
    findings: list[Finding] = []
    try:
        check_kind(data, place)
        contents, parts = (_without_trash(of_parts) for of_parts in open_container(data, place))
        check_family(contents, place)
        types, told = read_types(contents, place)
        findings += told
        relations, told = read_relations(contents, place)
        findings += told
        findings += check_active(contents, types, relations, place)
        workbook = workbook_part(types, relations, place)
        findings += check_markup(contents, types, relations)
    except RefusedError as refused:
        findings.append(refused.finding)
        return None, _once(findings, place)
    if worst(findings) == Level.FATAL:
        return None, _once(findings, place)
    digest = hashlib.sha256(data).hexdigest()
    return Package(place.file, digest, parts, types, relations, workbook), _once(findings, place)


def _without_trash(of_parts: dict[str, T]) -> dict[str, T]:
    return {name: value for name, value in of_parts.items() if not name.startswith(_TRASH)}


def _once(findings: list[Finding], place: Place) -> tuple[Finding, ...]:
    """Active content shows in several places; the first finding of each such code stands for all."""
    kept: list[Finding] = []
    for told in findings:
        finding = replace(told, place=place) if told.place == Place() else told
        if not (finding.code.startswith("R5") and any(k.code == finding.code for k in kept)):
            kept.append(finding)
    return tuple(kept)
