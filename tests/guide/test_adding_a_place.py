"""The walk of docs/adding-a-place.md is followed, block by block, in an empty folder; its twin says the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.run import ROOT, workbook

DOCS = ROOT / "docs"
PAGES = {"en": DOCS / "adding-a-place.md", "zh": DOCS / "adding-a-place.zh.md"}


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Fenced blocks: what they are, and their text."""
    yield from re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("lang", PAGES)
def test_following_the_page(lang: str, tmp_path: Path) -> None:
    told = ""
    for kind, text in blocks(PAGES[lang]):
        if kind == "yaml":
            head, _, _ = text.partition("\n")
            page = tmp_path / head.removeprefix("# ")
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
        elif kind == "sh":
            for command in lines(text):
                program, *arguments = shlex.split(command)
                assert program == "workbook"
                done = workbook(*arguments, cwd=tmp_path)
                told = done.stdout + re.sub(r"(?m)^\[\d+/\d+\].*\n", "", done.stderr)
                assert done.returncode in (0, 1, 2) and "Traceback" not in done.stderr
                if arguments[0] == "generate":
                    assert done.returncode == 0 or "D108" in done.stderr, done.stderr
        elif kind == "text":
            wanted = [line for line in lines(text) if line != "…"]
            if "…" in text.splitlines():
                start = told.splitlines().index(wanted[0])
                assert told.splitlines()[start : start + len(wanted)] == wanted
            else:
                assert lines(told) == wanted
    assert (tmp_path / "blank.xlsx").is_file() and len(list((tmp_path / "filled").glob("*.xlsx"))) == 1


def test_both_pages_show_the_same() -> None:
    shown = {
        lang: [(kind, text.replace(" --lang en", "")) for kind, text in blocks(page) if kind != "text"]
        for lang, page in PAGES.items()
    }
    assert shown["en"] == shown["zh"]
