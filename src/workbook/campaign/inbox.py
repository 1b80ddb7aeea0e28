"""What lies in the folders that were given: every file once, in order, with what is left aside and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from workbook.campaign.archive import is_archive, members
from workbook.finding import Finding, Place, found
from workbook.read.fault import RefusedError, shown
from workbook.read.guard.file import read_bytes

Aside = Literal["owner", "hidden", "system"]
"""Why a file is left aside: the mark of a program that has a workbook open (~$…), a hidden file, a system's own."""

_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"))
_FOLDERS = frozenset(("__macosx", "$recycle.bin", "system volume information"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: its name below the folder that was given, with either its content, or why it is left aside, or the
    finding that says why it could not be read.
    """

    name: str
    content: bytes | None = None
    aside: Aside | None = None
    finding: Finding | None = None


def seen_in(inbox: Sequence[Path]) -> Iterator[Seen]:
    """Every file of the folders and archives given, one at a time; folders that are links are not followed.

    Findings: R101–R105 (not there, not readable, no regular file, too big), those of `archive.members`.
    """
    for given in inbox:
        if given.is_dir():
            files = sorted(_below(given), key=lambda path: path.as_posix())
            if not files and not os.access(given, os.R_OK | os.X_OK):
                yield Seen(given.name, finding=found("R102", Place(file=given.name)))
            for path in files:
                yield from _seen(path, path.relative_to(given).as_posix())
        else:
            yield from _seen(given, given.name)


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if name.casefold() not in _FOLDERS]
        yield from (Path(root) / name for name in files)


def _seen(path: Path, name: str) -> Iterator[Seen]:
    told = shown(name, 400)
    aside = _aside(name)
    if aside is not None:
        yield Seen(told, aside=aside)
        return
    try:
        content = read_bytes(path)
    except RefusedError as refused:
        if refused.finding.code == "R107":
            yield Seen(told, b"")
        else:
            yield Seen(told, finding=refused.finding)
        return
    if not is_archive(content):
        yield Seen(told, content)
        return
    for member in members(content, told):
        inner = _aside(member.name.removeprefix(told + "/"))
        yield Seen(member.name, None if inner else member.content, inner, None if inner else member.finding)


def _aside(name: str) -> Aside | None:
    path = PurePosixPath(name.replace("\\", "/"))
    last = path.name
    if last.startswith("~$"):
        return "owner"
    if last.casefold() in _SYSTEM or any(part.casefold() in _FOLDERS for part in path.parts[:-1]):
        return "system"
    return "hidden" if any(part.startswith(".") and part != ".." for part in path.parts) else None
