"""Reports of `check` as one page that needs nothing beside it: no network, no other file, no script to be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbook.finding import Level
from workbook.finding.catalogue import Lang
from workbook.report.checktext import STATUS_WORDS
from workbook.report.model import Report
from workbook.report.text import LEVEL_WORDS
from workbook.report.words import WORDS

_FOLDER = Path(__file__).with_name("page")


def reports_html(reports: Sequence[Report], lang: Lang = "zh") -> str:
    """The page. Equal reports give the same bytes. Every text of a file is escaped; only our own script may run."""
    style = (_FOLDER / "page.css").read_text("utf-8")
    script = (_FOLDER / "page.js").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        words=WORDS[lang],
        levels=[(level.name.lower(), LEVEL_WORDS[lang][level]) for level in sorted(Level, reverse=True)],
        statuses=STATUS_WORDS[lang],
        reports=reports,
        choices=_choices(reports),
        total=sum(len(report.findings) for report in reports),
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    )


def _choices(reports: Sequence[Report]) -> Mapping[str, list[str]]:
    """What the lists of the filter offer: units in the order of the files, sheets and codes as they come."""
    units = dict.fromkeys(report.unit or report.file for report in reports)
    items = [item for report in reports for item in report.findings]
    return {
        "unit": list(units),
        "sheet": list(dict.fromkeys(item.sheet for item in items if item.sheet)),
        "code": sorted({item.code for item in items}),
    }


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
