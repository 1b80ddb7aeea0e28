"""Every XML part is sound, whether a reader of ours will look at it or not."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.finding import Finding
from workbook.read.fault import RefusedError, refusal
from workbook.read.guard.active import QUIET, ActiveMarkup
from workbook.read.guard.relations import NEEDED
from workbook.read.package import Relations
from workbook.read.xml import Budget, look_through

_VML = "application/vnd.openxmlformats-officedocument.vmldrawing"


def check_markup(contents: Mapping[str, bytes], types: Mapping[str, str], relations: Relations) -> tuple[Finding, ...]:
    """Findings R301–R306 of all parts, and active content that only the mark-up shows (R501, R503–R505)."""
    budget = Budget()
    findings: list[Finding] = []
    read_later = {
        link.target
        for links in relations.values()
        for link in links
        if not link.external and (link.kind in NEEDED or "ropert" in link.kind)
    }
    for part, data in contents.items():
        kind = types[part]
        try:
            if part in read_later or kind.endswith(("+xml", "/xml")):
                active = ActiveMarkup(part)
                look_through(data, part, active.start, QUIET, budget)
                findings += active.findings
            elif kind == _VML:
                _check_vml(part, data)
        except RefusedError as refused:
            findings.append(refused.finding)
            if refused.finding.code == "R306":
                break
    return tuple(findings)


def _check_vml(part: str, data: bytes) -> None:
    """Old drawings (the frames of notes) are often no well-formed XML and are never parsed."""
    if b"<!doctype" in data.lower() or b"<!entity" in data.lower():
        raise refusal("R302", part=part)
