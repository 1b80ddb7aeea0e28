"""Write docs/checks.md and docs/checks.zh.md: every finding and every check, as `workbook explain` tells them."""

from __future__ import annotations

import sys
from pathlib import Path

from workbook.explain.markdown import document
from workbook.finding.catalogue import Lang
from workbook.spec.load import find_spec, load_spec

DOCS = Path(__file__).parents[1] / "docs"
PAGES: dict[str, Lang] = {"checks.md": "en", "checks.zh.md": "zh"}
SPEC = "hubei/2021"


def pages() -> dict[str, str]:
    """File name → text."""
    folder, _ = find_spec(SPEC)
    spec = load_spec(folder)[0] if folder is not None else None
    if spec is None:
        sys.exit(f"{SPEC} cannot be read; see workbook lint {SPEC}")
    return {name: document(spec, lang) for name, lang in PAGES.items()}


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
