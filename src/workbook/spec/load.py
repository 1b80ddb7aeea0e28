"""Finding and loading a spec: every fault of every page in one run, in the order of the files."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from workbook.finding import Finding, Level, Place, Text, found, worst
from workbook.spec.codes import read_all_codes
from workbook.spec.model import Book, Check, Checks
from workbook.spec.pages import read_book, read_page
from workbook.spec.spec import Page, Spec

BOOK = "book.yaml"
_TITLE = re.compile(r"^sheet: *['\"]?([^'\"#\n]+?)['\"]? *(?:#.*)?$", re.MULTILINE)
_PACKAGE = Path(__file__).resolve().parents[1]


def spec_folders() -> tuple[Path, ...]:
    """Where names such as hubei/2021 are looked up: ./specs, the package's own, the repository's."""
    return (Path("specs"), _PACKAGE / "share" / "specs", _PACKAGE.parents[1] / "specs")


def spec_names() -> tuple[str, ...]:
    """The names of all specs that can be found without a path."""
    names = {
        book.parent.relative_to(folder).as_posix()
        for folder in spec_folders()
        if folder.is_dir()
        for book in folder.glob(f"*/*/{BOOK}")
    }
    return tuple(sorted(names))


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


def load_spec(path: str | Path) -> tuple[Spec | None, tuple[Finding, ...]]:
    """A spec's folder, all of it. None when anything in it is an error. Findings: S101–S110, D102–D113."""
    spec, _, findings = load_pages(path)
    return (None if (worst(findings) or Level.INFO) >= Level.ERROR else spec), findings


def load_pages(path: str | Path) -> tuple[Spec | None, frozenset[str], tuple[Finding, ...]]:
    """What can be read of a spec: its good pages, and the titles of sheets whose pages are not. None without a book.

    So that a fault in one page does not hide the faults of the others.
    """
    root = Path(path)
    if not (root / BOOK).is_file():
        return None, frozenset(), (found("S110", name=str(path)),)
    book, told = read_book(root / BOOK, BOOK)
    findings = list(told)
    pages: list[Page] = []
    checks: list[tuple[Text, Check]] = []
    codes, told = read_all_codes(root, book.codes) if book else ({}, ())
    findings += told
    used: set[Path] = set()
    broken: set[str] = set()
    for part, files in _parts(root, book, findings):
        for file in files:
            used.add(file)
            shown = file.relative_to(root).as_posix()
            page, told = read_page(file, shown)
            findings += told
            if isinstance(page, Checks):
                checks += ((Text(t, t.place), c) for t, c in page.checks.items())
            elif page is not None:
                pages.append(Page(part, shown, page))
            else:
                broken |= set(_TITLE.findall(file.read_text("utf-8", "replace")))
    findings += _strays(root, book, used)
    if book is None:
        return None, frozenset(), tuple(findings)
    hashed = digest(root, [root / BOOK, *used, *(f for c in book.codes.values() if (f := root / c.file).is_file())])
    spec = Spec(str(book.book), root, book, tuple(pages), tuple(checks), codes, hashed)
    return spec, frozenset(broken), tuple(findings)


def digest(root: Path, files: Iterable[Path]) -> str:
    """sha256 over names and contents, blind to byte order mark and line ends."""
    total = hashlib.sha256()
    named = {unicodedata.normalize("NFC", f.relative_to(root).as_posix()): f for f in files}
    for name in sorted(named):
        content = named[name].read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _parts(root: Path, book: Book | None, findings: list[Finding]) -> Iterable[tuple[Text, list[Path]]]:
    """Each part's title and pages. Without a readable book every folder counts: no fault stays untold."""
    if book is None:
        for folder in sorted(p for p in root.iterdir() if p.is_dir()):
            yield Text(folder.name), _yaml(folder)
        return
    for part in book.parts:
        folder = root / part.folder
        inside = folder.resolve().is_relative_to(root.resolve())
        if folder.is_dir() and inside:
            yield part.title, _yaml(folder)
        else:
            reason = "@no_folder" if inside else "@outside"
            findings.append(found("S106", part.folder.place, file=part.folder, reason=reason))


def _yaml(folder: Path) -> list[Path]:
    files = (p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
    return sorted(files, key=lambda p: p.name)


def _strays(root: Path, book: Book | None, used: set[Path]) -> list[Finding]:
    if book is None:
        return []
    folders = [str(part.folder) for part in book.parts]
    findings = []
    for file in sorted(root.rglob("*.y*ml")):
        shown = file.relative_to(root)
        if file in used or shown.as_posix() == BOOK or file.suffix not in (".yaml", ".yml"):
            continue
        folder = shown.parent.as_posix()
        near = difflib.get_close_matches(folder, folders, 1, 0.5)
        place = Place(shown.as_posix(), 1, 1)
        findings.append(found("S108", place, folder=folder, nearest=near[0] if near else ""))
    return findings
