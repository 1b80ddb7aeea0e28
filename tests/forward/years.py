"""Two years side by side: last year's data, and a spec of the next year where there is none yet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from made import EXAMPLE, ROOT

UNIT = EXAMPLE.name
NEXT = "hubei/2022"


def two_years(folder: Path) -> Path:
    """folder/specs with hubei/2021 and the same spec for 2022, folder/data/2021/<the example>; returns the latter."""
    specs = folder / "specs"
    shutil.copytree(ROOT / "specs", specs)
    shutil.rmtree(specs / "hubei" / "2022", ignore_errors=True)
    shutil.copytree(specs / "hubei" / "2021", specs / NEXT)
    book = specs / NEXT / "book.yaml"
    text = re.sub(r"^(book: hubei/|year: )2021", r"\g<1>2022", book.read_text("utf-8"), flags=re.MULTILINE)
    book.write_text(text, "utf-8")
    for page in specs.rglob("*.yaml"):  # one page for both years may not name one of them
        old = page.read_text("utf-8")
        if "年度 = 2021" in old:
            page.write_text(old.replace("年度 = 2021", "年度 = 上年+1"), "utf-8")
    return Path(shutil.copytree(EXAMPLE, folder / "data" / "2021" / UNIT))


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts of a file; each must be there."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, f"{path}: {old}"
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
