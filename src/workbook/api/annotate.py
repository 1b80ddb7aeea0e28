"""A filled workbook in, a workbook to hand back out: marked, explained, all formulas in place."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from workbook.api.check import report_of
from workbook.api.filled import Examined, examine
from workbook.api.naming import SUFFIX, output_path
from workbook.api.places import once
from workbook.finding import Finding, Place, found, reason_of
from workbook.finding.catalogue import Lang
from workbook.handback import Issue, annotated
from workbook.report import Report, build_report
from workbook.write import put_atomically, write_xlsx

ENDING = "_批注"


@dataclass(frozen=True, slots=True)
class Annotated:
    """path: the workbook to hand back, None when none was written. issues: as its list has them, in order.

    own: those of the findings that `check` does not have.
    """

    file: Path
    path: Path | None
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...] = ()
    own: tuple[Finding, ...] = ()
    examined: Examined | None = field(default=None, repr=False)

    def report(self, lang: Lang = "zh") -> Report:
        """What `check` says of the file, in the same words and with the same counts."""
        if self.examined is None:
            return build_report(str(self.file), self.findings, lang=lang)
        return report_of(self.examined, lang)


def annotate(
    file: str | Path,
    output: str | Path | None = None,
    *,
    spec: str | Path | None = None,
    lang: Lang = "zh",
    strict: bool = False,
) -> Annotated:
    """Make the workbook to hand back; the file itself is never touched.

    output: a file (….xlsx) or a folder, as in `generate`; default <name>_批注.xlsx beside the file. A file that is
    there already is only replaced when it was named. lang: of comments and the issue sheet. Findings: those of
    `examine`, and I107 (cannot be read well enough), I108 (would hide the original), G101, G103.
    """
    path = Path(file)
    examined = examine(path, spec, strict=strict)
    target = _target(path, output)

    def nothing(*more: Finding) -> Annotated:
        return Annotated(path, None, once((*examined.findings, *more)), own=more, examined=examined)

    if examined.filled is None:
        return nothing(found("I107", Place(file=path.name)))
    if target.resolve() == path.resolve():
        return nothing(found("I108", Place(file=path.name), None, file=target))
    content, issues = annotated_bytes(examined, lang)
    try:
        if target.is_file() and target.read_bytes() == content:
            return Annotated(path, target, once(examined.findings), issues, examined=examined)
        if target.exists() and (output is None or target != Path(output)):
            return nothing(found("G103", None, None, file=target))
        target.parent.mkdir(parents=True, exist_ok=True)
        put_atomically(target, content)
    except OSError as error:
        return nothing(found("G101", None, None, file=target, reason=reason_of(error)))
    return Annotated(path, target, once(examined.findings), issues, examined=examined)


def annotated_bytes(examined: Examined, lang: Lang) -> tuple[bytes, tuple[Issue, ...]]:
    """The workbook to hand back, and what its list says. examined: read well enough to be matched."""
    assert examined.filled is not None
    items = report_of(examined, lang).findings
    grid, issues = annotated(examined.filled, examined.findings, items, lang)
    made = io.BytesIO()
    write_xlsx(grid, made)
    return made.getvalue(), issues


def _target(path: Path, output: str | Path | None) -> Path:
    name = f"{path.stem}{ENDING}{SUFFIX}"
    if output is None:
        return path.with_name(name)
    return output_path(output, name, set())
