"""What lies in the folders that were given: every file once, in order, with what is left aside and why."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from workbook.campaign.archive import Member, begins_as_archive, is_archive, members
from workbook.campaign.originals import digest
from workbook.campaign.own import own_in
from workbook.finding import Finding, Place, found
from workbook.read import limits
from workbook.read.fault import RefusedError, shown
from workbook.read.guard.file import read_bytes

Aside = Literal["owner", "hidden", "system", "own", "archive"]
"""Why a file is left aside: the mark of a program that has a workbook open (~$…), a hidden file, a system's own; own: a
folder, for what these programs have written in it (`own.py`). archive: what is in it comes in its place.
"""

_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"))
_PIECE = 1024 * 1024
_FOLDERS = frozenset(("__macosx", "$recycle.bin", "system volume information"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: its name below the folder that was given, with either its content, or why it is left aside, or the
    finding that says why it could not be read. mark: of one that is left aside its SHA-256, "" where it could not be
    read; of one that is too big to be read, with size, its bytes, the SHA-256 over their number and the first of them.
    """

    name: str
    content: bytes | None = None
    aside: Aside | None = None
    finding: Finding | None = None
    size: int = 0
    mark: str = ""


Opener = Callable[[bytes, str], Iterator[Member]]
"""Takes the files out of an archive: content, name."""


def seen_in(inbox: Sequence[Path], opener: Opener = members) -> Iterator[Seen]:
    """Every file of the folders and archives given, one at a time; folders that are links are not followed. Before the
    files of an archive it is itself told as left aside.

    opener: who opens archives; by default this process, without limits of time. What cannot be taken out of an archive
    stands there with the bytes that it has in it. Findings: R101–R105 (not there, not readable, no regular file, too
    big).
    """
    for given in inbox:
        if given.is_dir():
            for path, readable in _below(given):
                name = path.relative_to(given).as_posix()
                if readable is None:
                    yield Seen(shown(given.name if path == given else name, 400) + "/", aside="own")
                elif readable:
                    yield from _seen(path, name, opener)
                else:
                    told = shown(given.name if path == given else name, 400)
                    aside = _aside(name)
                    yield Seen(told, aside=aside, finding=None if aside else found("R102", Place(file=told)))
        else:
            yield from _seen(given, given.name, opener)


def _below(folder: Path) -> Iterator[tuple[Path, bool | None]]:
    """Files in the order of their names, folders that nobody lets us look into (False), and those with something of
    ours in them, which is left out (None).
    """
    waiting = [(folder, "./")]  # of thousands, whole paths would take several times the room of names
    while waiting:
        above, name = waiting.pop()
        path = above / name
        if not name.endswith("/"):
            if not path.is_dir():
                yield path, True
            continue
        try:
            with os.scandir(path) as listed:
                inner = sorted(f"{one.name}/" if one.is_dir(follow_symlinks=False) else one.name for one in listed)
        except OSError:
            yield path, False
            continue
        own = own_in(path, {name.rstrip("/") for name in inner})
        if own:
            yield path, None
        waiting += ((path, name) for name in reversed(inner) if name.rstrip("/") not in own)


def _seen(path: Path, name: str, opener: Opener) -> Iterator[Seen]:
    told = shown(name, 400)
    aside = _aside(name)
    if aside is not None:
        yield Seen(told, aside=aside, mark=_mark(path))
        return
    try:
        content = read_bytes(path)
    except RefusedError as refused:
        if refused.finding.code == "R107":
            yield Seen(told, b"")
        else:
            yield _refused(path, told, refused.finding)
        return
    if not is_archive(content):
        yield Seen(told, content)
        return
    yield Seen(told, aside="archive", mark=digest(content))
    for member in opener(content, told):
        inner = _aside(member.name.removeprefix(told + "/"))
        if inner:
            yield Seen(member.name, aside=inner, mark=digest(member.content))
        else:
            yield Seen(member.name, member.content)


def _mark(path: Path) -> str:
    """The SHA-256 of a file that nobody will read otherwise; "" of what is no file, too big or not readable."""
    with contextlib.suppress(OSError):
        if path.is_file() and path.stat().st_size <= limits.FILE_BYTES:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _refused(path: Path, name: str, finding: Finding) -> Seen:
    """A file that may not be read whole still has a mark by which it is known again."""
    if finding.code == "R105":
        with contextlib.suppress(OSError), path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            mark = hashlib.sha256(b"%d\n" % size)
            head = file.read(_PIECE)
            mark.update(head)
            for _ in range(limits.FILE_BYTES // _PIECE - 1):
                mark.update(file.read(_PIECE))
            if begins_as_archive(head):
                finding = found("R123", finding.place, None, **finding.facts)
            return Seen(name, finding=finding, size=size, mark=mark.hexdigest())
    return Seen(name, finding=finding)


def _aside(name: str) -> Aside | None:
    path = PurePosixPath(name.replace("\\", "/"))
    last = path.name
    if last.startswith("~$"):
        return "owner"
    if last.casefold() in _SYSTEM or any(part.casefold() in _FOLDERS for part in path.parts[:-1]):
        return "system"
    return "hidden" if any(part.startswith(".") and part != ".." for part in path.parts) else None
