"""Loading a spec with all that it inherits: every fault of every page in one run, in the order of the pages."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workbook.finding import Finding, Level, Place, Text, found, worst
from workbook.spec.codes import read_all_codes
from workbook.spec.folders import BOOK, find_spec, spec_folders, spec_names
from workbook.spec.former import former_names, up_to_date
from workbook.spec.layers import Layer, Source, merged_book, merged_pages, read_layers, yaml_files
from workbook.spec.merge import Entries
from workbook.spec.model import Book, Check, Checks
from workbook.spec.pages import as_book, as_page
from workbook.spec.spec import CodeTable, Page, Spec
from workbook.spec.years import holds, in_year

_TITLE = re.compile(r"^sheet: *['\"]?([^'\"#\n]+?)['\"]? *(?:#.*)?$", re.MULTILINE)

EDITION = 2
"""How workbooks are made of a spec. It is raised whenever the same spec gives other formulas, keys or places: workbooks
handed out before are then told as made by an older template (M104), like those of a changed spec.
"""


@dataclass(frozen=True)
class Raw:
    """A spec after inheritance, as plain data: what `lint --resolved` prints and models are made of.

    pages: (part's title, page) in the order of the workbook, those of other years left out. files: all that it is
    made of, with the names under which they count in its hash.
    """

    book: Entries
    pages: tuple[tuple[Text, Source], ...]
    codes: Mapping[str, CodeTable]
    layers: tuple[Layer, ...]
    files: Mapping[str, Path]


def load_spec(path: str | Path) -> tuple[Spec | None, tuple[Finding, ...]]:
    """A spec's folder, all of it. None when anything in it is an error. Findings: S101–S112, D102–D113."""
    spec, _, findings = load_pages(path)
    return (None if (worst(findings) or Level.INFO) >= Level.ERROR else spec), findings


def load_pages(path: str | Path) -> tuple[Spec | None, frozenset[str], tuple[Finding, ...]]:
    """What can be read of a spec: its good pages, and the titles of sheets whose pages are not. None without a book.

    So that a fault in one page does not hide the faults of the others.
    """
    root = Path(path)
    raw, book, findings = load_raw(root)
    if raw is None:
        return None, frozenset(), findings
    abstract = book is not None and book.abstract
    told = list(findings)
    pages: list[Page] = []
    checks: list[tuple[Text, Check]] = []
    broken: set[str] = set()
    for part, source in raw.pages:
        file = source.files[-1][0].file(source.files[-1][1])
        page, said = as_page(source.data, file, source.findings) if source.data is not None else (None, source.findings)
        # What a page lacks that only others extend, they will say.
        told += [f for f in said if not (abstract and f.code == "S105")]
        if isinstance(page, Checks):
            checks += ((Text(t, t.place), c) for t, c in page.checks.items())
        elif page is not None:
            pages.append(Page(part, source.path, page))
        else:
            broken |= _titles(source)
    told += _strays(raw.layers[0], book, raw.files.values())
    if book is None:
        return None, frozenset(), tuple(told)
    former = former_names(page.sheet for page in pages)
    pages = [replace(page, sheet=up_to_date(page.sheet, former)) for page in pages]
    spec = Spec(str(book.book), root, book, tuple(pages), tuple(checks), raw.codes, digest(raw.files), raw.layers)
    return spec, frozenset(broken), tuple(told)


def load_raw(root: Path) -> tuple[Raw | None, Book | None, tuple[Finding, ...]]:
    """A spec after inheritance, before its pages are held against their models. None without a readable chain.

    Findings: S101–S112 of book.yaml, of files and of the chain, D102–D113 of code lists; pages carry their own.
    """
    if not (root / BOOK).is_file():
        return None, None, (found("S110", name=str(root)),)
    layers, told = read_layers(root)
    findings = list(told)
    data = merged_book(layers, findings)
    if any(finding.code == "S111" for finding in findings):
        return None, None, tuple(findings)
    year = data.get(Text("year"))
    known = int(year) if isinstance(year, Text) and year.isdecimal() else None
    data = data if known is None else in_year(data, known)
    book, told = as_book(data, tuple(findings)) if data else (None, tuple(findings))
    findings = list(told)
    codes: Mapping[str, CodeTable] = {}
    lists: list[tuple[Layer, Path]] = []
    if book is not None:
        codes, lists, told = read_all_codes(layers, book.codes, book.year)
        findings += told
    sources, told = merged_pages(layers)
    findings += told
    pages: list[tuple[Text, Source]] = []
    files = [(layer, layer.root / BOOK) for layer in layers] + lists
    for part, folder in _parts(layers, book, findings):
        inside = [s for path, s in sources.items() if path.rpartition("/")[0] == folder]
        for source in sorted(inside, key=lambda s: s.path):
            files += source.files
            if known is None or source.data is None:
                pages.append((part, source))
            elif holds(source.data, known):
                pages.append((part, _of_year(source, known)))
    named = {f"{layer.name}:{inside}" if layer.name else inside: f for layer, f in files for inside in [_in(layer, f)]}
    return Raw(data, tuple(pages), codes, layers, named), book, tuple(findings)


def _of_year(source: Source, year: int) -> Source:
    return replace(source, data=in_year(source.data, year))


def _in(layer: Layer, file: Path) -> str:
    return unicodedata.normalize("NFC", file.relative_to(layer.root).as_posix())


def digest(files: Mapping[str, Path]) -> str:
    """sha256 over EDITION, names and contents, blind to byte order mark and line ends."""
    total = hashlib.sha256(f"{EDITION}\0".encode())
    for name in sorted(files):
        content = files[name].read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _titles(source: Source) -> set[str]:
    """Titles that a page has had, by its text, for it cannot be read otherwise."""
    return {t for _, file in source.files for t in _TITLE.findall(file.read_text("utf-8", "replace"))}


def _parts(layers: tuple[Layer, ...], book: Book | None, findings: list[Finding]) -> Iterable[tuple[Text, str]]:
    """Each part's title and folder. Without a readable book every folder counts: no fault stays untold."""
    if book is None:
        folders = {p.name for layer in layers for p in layer.root.iterdir() if p.is_dir()}
        yield from ((Text(folder), folder) for folder in sorted(folders))
        return
    for part in book.parts:
        inside = all((r / part.folder).resolve().is_relative_to(r.resolve()) for r in (layer.root for layer in layers))
        if inside and any((layer.root / part.folder).is_dir() for layer in layers):
            yield part.title, str(part.folder)
        else:
            reason = "@no_folder" if inside else "@outside"
            findings.append(found("S106", part.folder.place, file=part.folder, reason=reason))


def _strays(layer: Layer, book: Book | None, used: Iterable[Path]) -> list[Finding]:
    """S108: pages of the spec's own folder that no part takes in."""
    if book is None:
        return []
    folders = [str(part.folder) for part in book.parts]
    taken = {*used, *(file for folder in folders for file in yaml_files(layer.root / folder))}
    findings = []
    for file in sorted(layer.root.rglob("*.y*ml")):
        shown = file.relative_to(layer.root)
        if file in taken or shown.as_posix() == BOOK or file.suffix not in (".yaml", ".yml"):
            continue
        if any((above / BOOK).is_file() for above in _between(layer.root, file)):
            continue  # another spec's, kept below this one's folder
        folder = shown.parent.as_posix()
        near = difflib.get_close_matches(folder, folders, 1, 0.5)
        place = Place(shown.as_posix(), 1, 1)
        findings.append(found("S108", place, folder=folder, nearest=near[0] if near else ""))
    return findings


def _between(root: Path, file: Path) -> list[Path]:
    above = [root / p for p in file.relative_to(root).parents]
    return [p for p in above if p != root]


__all__ = ["BOOK", "Raw", "find_spec", "load_pages", "load_raw", "load_spec", "spec_folders", "spec_names"]
