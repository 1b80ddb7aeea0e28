"""Names of sheets and tabs: each once (S204), and such as Excel takes (S214)."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.finding import Finding, Text, found, place_of
from workbook.spec.model import Scorecard, Table
from workbook.spec.spec import Spec

LONGEST = 31
_SIGNS = "[]:*?/\\"
_OWN = ("科目汇集", "拼句", "模板标识")
"""Tabs of the sheets that the generator adds by itself."""


@dataclass(frozen=True, slots=True)
class _Tab:
    """What a tab is called, and the text of the spec that says so."""

    shown: str
    text: Text


def tab_faults(spec: Spec) -> tuple[Finding, ...]:
    """Scorecards of projects get their tabs from the data and are made to fit; they are not looked at here."""
    findings: list[Finding] = []
    first: dict[str, Text] = {}
    for page in spec.pages:
        name = page.sheet.sheet
        if str(name) in first or str(name) in spec.codes:
            findings.append(found("S204", place_of(name), None, name=name, first=_where(first.get(str(name)))))
        first.setdefault(str(name), name)
    tabs = _tabs(spec)
    taken: dict[str, Text | None] = {shown.casefold(): None for shown in (*_OWN, *map(str, spec.codes))}
    for tab in tabs:
        reason = _reason(tab.shown)
        if reason:
            findings.append(found("S214", place_of(tab.text), None, name=tab.shown, reason=reason))
        key = tab.shown.casefold()
        if key in taken:
            before = taken[key]
            told = any(f.code == "S204" and f.place == place_of(tab.text) for f in findings)
            if not told:
                findings.append(found("S204", place_of(tab.text), None, name=tab.shown, first=_where(before)))
        else:
            taken[key] = tab.text
    return tuple(findings)


def _tabs(spec: Spec) -> list[_Tab]:
    tabs = []
    for page in spec.pages:
        sheet = page.sheet
        if isinstance(sheet, Scorecard):
            if sheet.scope == "department" and sheet.tab is not None:
                tabs.append(_Tab(str(sheet.tab), sheet.tab))
            continue
        text = sheet.tab or (sheet.form if isinstance(sheet, Table) else None) or sheet.sheet
        tabs.append(_Tab(str(text), text))
    return tabs


def _reason(tab: str) -> str:
    """Why Excel refuses it, "" when it does not."""
    if not tab.strip():
        return "@blank"
    if len(tab.encode("utf-16-le")) // 2 > LONGEST:
        return f"@tab_long:{LONGEST}"
    sign = next((c for c in tab if c in _SIGNS or ord(c) < 32), "")
    if sign:
        return f"@tab_sign:{sign}"
    if tab.startswith("'") or tab.endswith("'"):
        return "@tab_quote"
    return "@tab_history" if tab.casefold() == "history" else ""


def _where(text: Text | None) -> str:
    place = place_of(text)
    return f"{place.file}:{place.line}" if place.file else ""
