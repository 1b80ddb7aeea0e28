"""A spec and those that it extends: its layers, the spec itself first, and what comes of merging them.

Everything here is plain YAML data; a text's place tells the file as it is reached from the spec's own folder
(`4-决算表/01-公开01表.yaml`, `../../base/4-决算表/01-公开01表.yaml`).
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from workbook.finding import Finding, Place, Text, found, place_of
from workbook.spec.folders import BOOK, all_names, spec_folders
from workbook.spec.merge import WAS, Entries, merge, texts
from workbook.spec.rawpage import read_raw
from workbook.spec.trace import first_place

EXTENDS, OMIT, ABSTRACT, SHEET = "extends", "omit", "abstract", "sheet"


@dataclass(frozen=True)
class Layer:
    """One spec of the chain. name: how the spec above calls it, "" for the spec itself. book: its own book.yaml."""

    name: str
    root: Path
    shown: str
    book: Entries

    def file(self, path: Path) -> str:
        """A file below this layer's folder, as places tell it."""
        inside = path.relative_to(self.root).as_posix()
        return f"{self.shown}/{inside}" if self.shown else inside


@dataclass(frozen=True)
class Source:
    """One page: its data after inheritance, the files that they come from (its own last), and what is wrong there.

    path: where the page stands among the spec's own pages, which decides its part and its order.
    """

    path: str
    data: Entries | None
    files: tuple[tuple[Layer, Path], ...]
    findings: tuple[Finding, ...] = ()


def read_layers(root: Path) -> tuple[tuple[Layer, ...], tuple[Finding, ...]]:
    """The spec's chain, own layer first; it ends early where a base is missing. Findings: S101–S109, S111."""
    layers: list[Layer] = []
    findings: list[Finding] = []
    folder, name, seen = root, "", {root.resolve()}
    while True:
        shown = _way(root, folder) if layers else ""
        data, told = read_raw(folder / BOOK, f"{shown}/{BOOK}" if shown else BOOK)
        findings += told
        layers.append(Layer(name, folder, shown, data or {}))
        base = (data or {}).get(Text(EXTENDS))
        if base is None:
            return tuple(layers), tuple(findings)
        name = str(base) if isinstance(base, Text) else ""
        place = place_of(base) if isinstance(base, Text) else _key_place(data or {}, EXTENDS)
        next_folder = _find(name, folder) if name else None
        if next_folder is None:
            near = difflib.get_close_matches(name, all_names(), 1, 0.4)
            facts = {"name": name or "@blank", "reason": "@no_base", "nearest": near[0] if near else ""}
            findings.append(found("S111", place, None, **facts))
            return tuple(layers), tuple(findings)
        if next_folder.resolve() in seen:
            findings.append(found("S111", place, None, name=name, reason="@extends_itself"))
            return tuple(layers), tuple(findings)
        seen.add(next_folder.resolve())
        folder = next_folder


def _way(root: Path, folder: Path) -> str:
    """How a folder is reached from another; its full path when it is on another drive."""
    try:
        return Path(os.path.relpath(folder, root)).as_posix()
    except ValueError:
        return folder.resolve().as_posix()


def _key_place(data: Entries, key: str) -> Place:
    return next((k.place for k in data if k == key), Place())


def _find(name: str, beside: Path) -> Path | None:
    """A spec by name, first among the specs around the one that extends it, then wherever specs are looked up."""
    near = (Path(os.path.normpath(beside / up)) for up in ("..", "../..", "../../.."))
    for folder in (*near, *spec_folders()):
        if (folder / name / BOOK).is_file():
            return folder / name
    return None


def merged_book(layers: tuple[Layer, ...], findings: list[Finding]) -> Entries:
    """book.yaml after inheritance. Its own name and whether it is abstract are never inherited. Finding: S112."""
    data: Entries = {}
    for layer in reversed(layers):
        inherited = {k: v for k, v in data.items() if k not in (ABSTRACT, "book")}
        own = {k: v for k, v in layer.book.items() if k != EXTENDS}
        data = merge(inherited, own, findings) if inherited else own
    return data


def folders_of(book: Entries) -> tuple[str, ...]:
    """The folders of a book's parts."""
    parts = book.get(Text("parts"))
    items = parts if isinstance(parts, list) else []
    return tuple(str(p["folder"]) for p in items if isinstance(p, dict) and isinstance(p.get("folder"), Text))


def merged_pages(layers: tuple[Layer, ...]) -> tuple[dict[str, Source], tuple[Finding, ...]]:
    """path → page after inheritance, for all folders of the parts of any layer. Findings: S101–S109, S112."""
    findings: list[Finding] = []
    pages: dict[str, Source] = {}
    for i in range(len(layers) - 1, -1, -1):
        book = merged_book(layers[i:], [])
        folders = folders_of(book) or tuple(sorted(p.name for p in layers[i].root.iterdir() if p.is_dir()))
        pages = _over(pages, layers[i], folders, findings)
    return pages, tuple(findings)


def _over(
    inherited: dict[str, Source], layer: Layer, folders: tuple[str, ...], findings: list[Finding]
) -> dict[str, Source]:
    own = [file for folder in folders for file in yaml_files(layer.root / folder)]
    taken: dict[str, str] = {}  # inherited page → the page that takes it over
    result: dict[str, Source] = {}
    for file in own:
        path = file.relative_to(layer.root).as_posix()
        data, told = read_raw(file, layer.file(file))
        base = _base_of(path, data, inherited, findings)
        if base is not None and base.path in taken:
            at = _key_place(data or {}, EXTENDS)
            facts = {"name": base.path, "reason": f"@taken_over:{taken[base.path]}"}
            findings.append(found("S112", at if at.file else first_place(data), None, **facts))
            base = None
        if base is not None:
            taken[base.path] = path
        source = _page(path, layer, file, data, base)
        if source is None:
            findings += told
        else:
            result[path] = replace(source, findings=(*source.findings, *told))
    left = {path: page for path, page in inherited.items() if path not in taken and path not in result}
    return {**left, **result}


def _base_of(path: str, data: Entries | None, inherited: dict[str, Source], findings: list[Finding]) -> Source | None:
    """The inherited page that a page changes: the one it names, else the one at its own path."""
    named = (data or {}).get(Text(EXTENDS))
    if not isinstance(named, Text):
        return inherited.get(path)
    if str(named) not in inherited:
        near = difflib.get_close_matches(str(named), list(inherited), 1, 0.4)
        facts = {"name": named, "reason": "@no_such_page", "nearest": near[0] if near else ""}
        findings.append(found("S112", named.place, None, **facts))
        return None
    return inherited[str(named)]


def _page(path: str, layer: Layer, file: Path, data: Entries | None, base: Source | None) -> Source | None:
    """A page and what it changes; None when it takes its page out."""
    own = ((layer, file),)
    before = (*base.files, *own) if base else own
    told = base.findings if base else ()
    if data is None:
        return Source(path, None, before, told)
    omit = data.get(Text(OMIT))
    if _word(omit) in _YES:
        if base is not None:
            return None
        return Source(path, None, own, (found("S112", place_of(omit), None, name=path, reason="@nothing_to_omit"),))
    change = {k: v for k, v in data.items() if k != EXTENDS and not (k == OMIT and _word(v) in _NO)}
    if base is None or base.data is None:
        whole = base is None and EXTENDS not in data
        return Source(path, change if whole else None, before, told)
    findings: list[Finding] = []
    merged = _renamed(merge(base.data, change, findings), base.data, change)
    return Source(path, merged, before, (*told, *findings))


def _renamed(merged: Entries, base: Entries, change: Entries) -> Entries:
    """A sheet under another title keeps its former one as an old name."""
    old, new = base.get(Text(SHEET)), change.get(Text(SHEET))
    if not isinstance(old, Text) or not isinstance(new, Text) or old == new:
        return merged
    former = [*texts(change.get(Text(WAS))), old, *texts(base.get(Text(WAS)))]
    return {**merged, Text(WAS, new.place): list(dict.fromkeys(former))}


_YES, _NO = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))


def _word(value: object) -> str:
    return value.lower() if isinstance(value, Text) else ""


def yaml_files(folder: Path) -> list[Path]:
    """The pages of a folder, by file name."""
    if not folder.is_dir():
        return []
    files = (p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
    return sorted(files, key=lambda p: p.name)
