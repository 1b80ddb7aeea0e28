"""The page of any code: a finding's, or a check's id."""

from __future__ import annotations

import difflib

from workbook.book.rolling import with_checks
from workbook.explain.checks import check_page
from workbook.explain.findings import finding_page
from workbook.explain.page import Page
from workbook.finding.catalogue import LEVELS, Lang
from workbook.spec.spec import Spec


def codes(spec: Spec | None = None) -> tuple[str, ...]:
    """All codes of findings, and the ids of a spec's checks."""
    checks = tuple(str(check.id) for _, check in with_checks(spec).checks) if spec is not None else ()
    return (*LEVELS, *checks)


def page_of(code: str, lang: Lang, spec: Spec | None = None) -> Page | None:
    """The page of a code, None when there is none."""
    for written in (code.strip(), code.strip().upper()):
        if written in LEVELS:
            return finding_page(written, lang)
        page = check_page(spec, written, lang) if spec is not None else None
        if page is not None:
            return page
    return None


def nearest_codes(code: str, spec: Spec | None = None) -> str:
    """The known code that looks most like an unknown one, "" when none does."""
    close = difflib.get_close_matches(code.strip().upper(), codes(spec), 1, 0.5)
    return close[0] if close else ""
