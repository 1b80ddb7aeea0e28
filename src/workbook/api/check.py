"""A filled workbook answered for: what is wrong with it, in the order in which it should be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from workbook.api.chain import Specs
from workbook.api.collector import put_off
from workbook.api.filled import Examined, examine
from workbook.book.front import IDENTITY
from workbook.finding import Finding, Place, found
from workbook.finding.catalogue import Lang
from workbook.report import Report, Template, build_report
from workbook.report.version import DIFFERS

_CHANGED = DIFFERS | {"M206"}
_OTHER = frozenset(("M104", "M108"))
"""Made with another version of the template, or with another one."""
_NAMED = 5


def check(
    path: str | Path,
    *,
    spec: str | Path | None = None,
    lang: Lang = "zh",
    specs: Specs | None = None,
    strict: bool = False,
) -> Report:
    """Read, match, recompute and judge one filled workbook. Nothing is written, nothing in the file is believed.

    spec: a spec's name or folder in place of the one that the file names. lang: of messages. specs: specs read
    before, for several files. Never raises, whatever the file is: what nobody foresaw is the finding G105 of an
    unreadable file; strict lets such an exception pass.
    """
    examined = examine(path, spec, specs=specs, strict=strict)
    try:
        with put_off():
            return report_of(examined, lang)
    except Exception as error:
        if strict:
            raise
        facts = {"kind": type(error).__name__, "reason": str(error)}
        return build_report(str(path), [found("G105", Place(file=Path(path).name), None, **facts)], lang=lang)


def check_all(
    paths: Iterable[str | Path],
    *,
    spec: str | Path | None = None,
    lang: Lang = "zh",
    strict: bool = False,
) -> Iterator[Report]:
    """`check` for each file; specs are read once."""
    specs = Specs()
    for path in paths:
        yield check(path, spec=spec, lang=lang, specs=specs, strict=strict)


def report_of(examined: Examined, lang: Lang = "zh") -> Report:
    """The report of a file that was examined."""
    claim = examined.claim
    template = Template(claim.spec, claim.hash, claim.year) if claim is not None else Template()
    unit = claim.unit if claim is not None else ""
    if examined.filled is not None and examined.filled.data.unit:
        unit = examined.filled.data.unit
    return build_report(
        str(examined.path),
        _changes(examined.findings),
        examined.judged,
        sha256=examined.sha256,
        template=template,
        unit=unit,
        tabs=[sheet.name for sheet in examined.raw.sheets] if examined.raw is not None else (),
        lang=lang,
    )


def _changes(findings: tuple[Finding, ...]) -> list[Finding]:
    """M104 and M108 with the sheets where the file is not as the template has it."""
    changed = (f.place.sheet for f in findings if f.code in _CHANGED)
    sheets = [sheet for sheet in dict.fromkeys(changed) if sheet not in ("", IDENTITY)]
    told = "、".join(sheets[:_NAMED]) + ("…" if len(sheets) > _NAMED else "")
    return [replace(f, facts={**f.facts, "sheets": told}) if f.code in _OTHER and told else f for f in findings]
