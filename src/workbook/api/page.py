"""The page of a finding's code or of a check's id."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from workbook.api.chain import Specs
from workbook.api.values import made_of
from workbook.explain import Page, nearest_codes, page_of
from workbook.finding import Finding, found
from workbook.finding.catalogue import Lang
from workbook.spec.load import spec_names

_CODE = re.compile(r"[A-Za-z]\d+(\.\d+)*(-\S+)?")


def is_code(text: str) -> bool:
    """Whether a text is written as a code (J105, A5, P1.2), not as a cell's name."""
    return _CODE.fullmatch(_narrow(text)) is not None


def _narrow(text: str) -> str:
    """As an input method for Chinese may write it, too: Ｊ１０５."""
    return unicodedata.normalize("NFKC", text).strip()


def page(
    code: str, lang: Lang = "zh", *, spec: str | Path | None = None, data: str | Path | None = None
) -> tuple[Page | None, tuple[Finding, ...]]:
    """What a code means: what it looks for, why it matters, an example, how to mend it.

    spec: whose checks are meant; else those of the spec of `data` (a unit's folder or a filled workbook); by default
    those of the first spec that has such a check. Findings: G109, with the nearest code, and those of a spec or of data
    that cannot be read.
    """
    code = _narrow(code)
    shown = page_of(code, lang, None)
    if shown is not None:
        return shown, ()
    specs, nearest = Specs(), ""
    if data is not None and spec is None:
        made, told = made_of(Path(data), None)
        if made is None:
            return None, told
        candidates = [made.spec]
    else:
        read = [specs.get(name) for name in ((spec,) if spec is not None else spec_names())]
        if spec is not None and read[0][0] is None:
            return None, read[0][1]
        candidates = [known for known, _ in read if known is not None]
    for known in candidates:
        shown = page_of(code, lang, known)
        if shown is not None:
            return replace(shown, spec=known.name), ()
        nearest = nearest or nearest_codes(code, known)
    return None, (found("G109", None, None, name=code, nearest=nearest or nearest_codes(code, None)),)
