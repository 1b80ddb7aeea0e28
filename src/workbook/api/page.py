"""The page of a finding's code or of a check's id."""

from __future__ import annotations

import re
from pathlib import Path

from workbook.api.chain import Specs
from workbook.explain import Page, nearest_codes, page_of
from workbook.finding import Finding, found
from workbook.finding.catalogue import Lang
from workbook.spec.load import spec_names

_CODE = re.compile(r"[A-Za-z]\d+(\.\d+)*(-\S+)?")


def is_code(text: str) -> bool:
    """Whether a text is written as a code (J105, A5, P1.2), not as a cell's name."""
    return _CODE.fullmatch(text.strip()) is not None


def page(code: str, lang: Lang = "zh", *, spec: str | Path | None = None) -> tuple[Page | None, tuple[Finding, ...]]:
    """What a code means: what it looks for, why it matters, an example, how to mend it.

    spec: whose checks are meant, by default those of the first spec that has such a check. Finding: G109, with the
    nearest code.
    """
    shown = page_of(code, lang, None)
    specs, nearest = Specs(), ""
    for name in () if shown is not None else (spec,) if spec is not None else spec_names():
        known = specs.get(name)[0]
        shown = page_of(code, lang, known)
        if shown is not None:
            break
        nearest = nearest or nearest_codes(code, known)
    if shown is not None:
        return shown, ()
    return None, (found("G109", None, None, name=code, nearest=nearest or nearest_codes(code, None)),)
