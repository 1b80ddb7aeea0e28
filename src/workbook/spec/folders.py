"""Where specs are, and their names."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from workbook.finding import Finding, found

BOOK = "book.yaml"
_PACKAGE = Path(__file__).resolve().parents[1]
_ABSTRACT = re.compile(r"^abstract: *['\"]?(true|yes|on)\b", re.MULTILINE | re.IGNORECASE)


def spec_folders() -> tuple[Path, ...]:
    """Where names such as hubei/2021 are looked up: ./specs, the package's own, the repository's."""
    return (Path("specs"), _PACKAGE / "share" / "specs", _PACKAGE.parents[1] / "specs")


def all_names() -> tuple[str, ...]:
    """The names of all specs that can be found without a path, those that others only extend among them."""
    return tuple(sorted(name for name, _ in _books()))


def spec_names() -> tuple[str, ...]:
    """The names of all specs that a workbook can be made of, found without a path."""
    return tuple(sorted({name for name, book in _books() if not is_abstract(book)}))


def _books() -> set[tuple[str, Path]]:
    """name → its book.yaml, that of the first folder that has it."""
    books: dict[str, Path] = {}
    for folder in spec_folders():
        if folder.is_dir():
            for book in sorted((*folder.glob(f"*/{BOOK}"), *folder.glob(f"*/*/{BOOK}"))):
                books.setdefault(book.parent.relative_to(folder).as_posix(), book)
    return set(books.items())


def is_abstract(book: Path) -> bool:
    """Whether a book.yaml says that it is only for others to extend."""
    try:
        return bool(_ABSTRACT.search(book.read_text("utf-8-sig", "replace")))
    except OSError:
        return False


def find_spec(name_or_path: str | Path) -> tuple[Path | None, tuple[Finding, ...]]:
    """The folder of a spec given by its name, its folder, or its book.yaml. Finding: S110."""
    text = str(name_or_path).strip()
    given = Path(text)
    if text and given.name == BOOK and given.is_file():
        return given.parent, ()
    for folder in (given, *(base / given for base in spec_folders())):
        if text and (folder / BOOK).is_file():
            return folder, ()
    near = difflib.get_close_matches(text, spec_names(), 1, 0.4)
    return None, (found("S110", name=text or "@blank", nearest=near[0] if near else ""),)
