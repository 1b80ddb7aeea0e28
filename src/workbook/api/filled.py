"""The way of a filled workbook, once: guard → read → identity → spec → match → judge, each floor with its findings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbook.api.chain import Specs
from workbook.api.collector import put_off
from workbook.book.front import IDENTITY
from workbook.finding import Finding, Level, Place, found
from workbook.judge import Judged, judge
from workbook.match import Claim, Filled, claim_of, match
from workbook.match.keys import keyed_sheets
from workbook.read import RawBook, inspect, inspect_bytes, read_workbook
from workbook.spec.folders import all_names
from workbook.spec.spec import Spec

_NOTHING = "M210"
"""No cell of the file could be told; there is nothing to judge."""
_NOT_USED = frozenset(("M202", "M203"))
_OF_CELLS = frozenset(("R408", "R412", "R416", "R601"))


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that can be said about one file; what could not be reached is None.

    path: as given. sha256: of the file's bytes, "" when it could not be read. findings: all of them, in the order
    of the floors: R… reading, M1xx identity, S… the spec, M2xx structure, M3xx inputs, E… and F… formulas, K… checks.
    """

    path: Path
    sha256: str = ""
    raw: RawBook | None = field(default=None, repr=False)
    claim: Claim | None = None
    spec: Spec | None = field(default=None, repr=False)
    filled: Filled | None = field(default=None, repr=False)
    judged: Judged | None = field(default=None, repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Read to the end, and nothing at or above error."""
        return self.judged is not None and all(f.level < Level.ERROR for f in self.findings)


def examine(
    path: str | Path,
    spec: str | Path | None = None,
    *,
    specs: Specs | None = None,
    strict: bool = False,
    content: bytes | None = None,
) -> Examined:
    """A filled workbook read, matched with its template and judged. Never raises, whatever the file is.

    content: the file's bytes; then `path` only gives its name, and nothing is read from the disk. spec: a spec's name
    or folder in place of the one that the file names. specs: specs read before, shared by several files. strict: let
    what nobody foresaw pass as an exception (otherwise it is the finding G105).
    """
    given = Path(path)
    steps = _Steps(given, spec, specs or Specs(), content)
    try:
        with put_off():
            steps.run()
    except Exception as error:
        if strict:
            raise
        place = Place(file=given.name)
        steps.findings.append(found("G105", place, None, kind=type(error).__name__, reason=str(error)))
    return steps.examined()


class _Steps:
    """How far it has come."""

    def __init__(self, path: Path, spec: str | Path | None, specs: Specs, content: bytes | None = None) -> None:
        self.path, self.wanted, self.specs, self.content = path, spec, specs, content
        self.findings: list[Finding] = []
        self.sha256 = ""
        self.raw: RawBook | None = None
        self.claim: Claim | None = None
        self.spec: Spec | None = None
        self.filled: Filled | None = None
        self.judged: Judged | None = None

    def examined(self) -> Examined:
        return Examined(
            self.path, self.sha256, self.raw, self.claim, self.spec, self.filled, self.judged, tuple(self.findings)
        )

    def run(self) -> None:
        package, told = inspect(self.path) if self.content is None else inspect_bytes(self.content, self.path.name)
        self.findings += told
        if package is None:
            self.sha256 = _hash(self.path, told) if self.content is None else hashlib.sha256(self.content).hexdigest()
            return
        self.sha256 = package.sha256
        self.raw, told = read_workbook(package)
        self.findings += told
        if self.raw is None:
            return
        front, _ = keyed_sheets(self.raw, frozenset([IDENTITY]))
        self.claim, told = claim_of(self.raw, front)
        self.findings += told
        if self.claim is None or not self._find_spec(self.claim):
            return
        assert self.spec is not None
        filled, told = match(self.raw, self.claim, self.spec)
        self.findings = [*_of_no_weight(self.findings, told), *told]
        if any(finding.code == _NOTHING for finding in told):
            return
        self.filled = filled
        self.judged = judge(filled, tuple(self.findings))
        self.findings = list(self.judged.findings)

    def _find_spec(self, claim: Claim) -> bool:
        """Findings M103 (no spec of that name here; a file never says which folder is read), M104 (the spec has changed
        since), M107 (one of another year is asked for), M108 (another one of the same year).
        """
        place = Place(file=self.path.name)
        if not self.wanted and claim.spec not in all_names():
            self.findings.append(found("M103", place, None, name=claim.spec or "@blank"))
            return False
        self.spec, told = self.specs.get(self.wanted or claim.spec)
        if self.spec is None:
            self.findings += told
            return False
        self.findings += told
        mine = (self.spec.name, self.spec.hash[:16])
        if claim.spec != self.spec.name and claim.year != str(self.spec.book.year):
            facts = {"found": claim.year, "name": self.spec.name, "expected": self.spec.book.year}
            self.findings.append(found("M107", place, None, **facts))
            return False
        if claim.spec != self.spec.name:
            self.findings.append(found("M108", place, None, found=claim.spec, expected=self.spec.name))
        elif claim.hash[:16] != mine[1]:
            theirs = f"{claim.spec} {claim.hash[:16]}".strip()
            self.findings.append(found("M104", place, None, found=theirs, expected=" ".join(mine)))
        return True


def _of_no_weight(read: list[Finding], told: tuple[Finding, ...]) -> Iterator[Finding]:
    """What reading found; cells of sheets that are not used (M202, M203) do not matter."""
    unused = {finding.place.sheet for finding in told if finding.code in _NOT_USED}
    for finding in read:
        light = finding.code in _OF_CELLS and finding.place.sheet in unused
        yield replace(finding, level=Level.INFO) if light else finding


def _hash(path: Path, findings: tuple[Finding, ...]) -> str:
    """The hash of a refused file, "" when the refusal is about the file rather than its contents."""
    if any(finding.code <= "R107" for finding in findings):
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


__all__ = ["Examined", "examine"]
