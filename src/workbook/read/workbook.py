"""From a package that passed the guard to the workbook as it stands there: one pass over each part."""

from __future__ import annotations

from dataclasses import replace

from workbook.finding import Finding, Level, Place, found, worst
from workbook.read.bookpart import BookPart, read_book_part
from workbook.read.fault import RefusedError, refusal, shown
from workbook.read.formulas import reaches_out
from workbook.read.model import RawBook, RawName, RawSheet, Style
from workbook.read.package import Package
from workbook.read.properties import read_properties
from workbook.read.remarks import read_persons, read_remarks
from workbook.read.room import Room
from workbook.read.sheet import read_sheet
from workbook.read.strings import Texts, read_strings
from workbook.read.styles import read_styles

_OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_SHEET = f"{_OOXML}worksheet+xml"
_CHART = f"{_OOXML}chartsheet+xml"


def read_workbook(package: Package) -> tuple[RawBook | None, tuple[Finding, ...]]:
    """Everything that reading needs from the workbook's parts; None when part of it cannot be read truly.

    Findings name sheet and cell: R30x and R40x refuse; R408, R412, R413, R414, R416, R601 are errors of cells or
    settings, R415 a warning; R502, R506, R509 (formulas that reach out) refuse.
    """
    findings: list[Finding] = []
    room = Room(package)
    try:
        part = read_book_part(room.part(package.workbook), package.workbook)
        texts = _strings(package, room)
        styles = _styles(package, room)
        properties = read_properties(package, room)
        persons = read_persons(package, room)
        names = _names(part, room, findings)
    except RefusedError as refused:
        return None, (_placed(refused.finding, package),)
    findings += _settings(part)
    sheets: list[RawSheet] = []
    for name, state, link in part.sheets:
        try:
            sheets.append(_sheet(package, name, state, link, texts, styles, persons, room, findings))
        except RefusedError as refused:
            findings.append(refused.finding)
            if refused.finding.code in ("R410", "R419"):
                break
    told = tuple(_placed(finding, package) for finding in findings)
    if worst(told) == Level.FATAL:
        return None, told
    return (
        RawBook(
            package.name,
            package.sha256,
            tuple(sheets),
            styles,
            names,
            properties,
            part.date1904,
            part.as_displayed,
            part.iterates,
            part.structure_locked,
        ),
        told,
    )


def _strings(package: Package, room: Room) -> Texts:
    part = _single(package, "sharedStrings")
    return read_strings(room.part(part), part) if part else Texts()


def _styles(package: Package, room: Room) -> tuple[Style, ...]:
    part = _single(package, "styles")
    return read_styles(room.part(part), part) if part else (Style(),)


def _single(package: Package, kind: str) -> str:
    """The part of a kind that a workbook has once, "" when it has none."""
    links = package.related(package.workbook, kind)
    if len({link.target for link in links}) > 1:
        raise refusal("R219", part=package.workbook, reason="@relation_several", text=kind)
    if links and package.types[links[0].target] != f"{_OOXML}{kind}+xml".lower():
        raise refusal("R219", part=package.workbook, reason="@relation_type", text=links[0].target)
    return links[0].target if links else ""


def _settings(part: BookPart) -> list[Finding]:
    flags = (("R413", part.date1904), ("R414", part.as_displayed), ("R415", part.iterates))
    return [found(code) for code, is_set in flags if is_set]


def _names(part: BookPart, room: Room, findings: list[Finding]) -> tuple[RawName, ...]:
    names = []
    for name, index, hidden, text in part.names:
        room.formula(len(text))
        if reach := reaches_out(text):
            findings.append(found(reach[0], Place(name=shown(name)), text=shown(reach[1])))
        names.append(RawName(name, text, part.sheets[index][0] if index is not None else "", hidden))
    return tuple(names)


def _sheet(
    package: Package,
    name: str,
    state: str,
    link: str,
    texts: Texts,
    styles: tuple[Style, ...],
    persons: dict[str, str],
    room: Room,
    findings: list[Finding],
) -> RawSheet:
    place = Place(sheet=name)
    targets = [r for r in package.relations.get(package.workbook, ()) if r.id == link and not r.external]
    if not targets or targets[0].kind not in ("worksheet", "chartsheet"):
        raise refusal("R409", place, reason="@sheet_part", text=shown(link))
    part = targets[0].target
    kind = package.types[part]
    if kind == _CHART:
        return RawSheet(name, state, part, {}, is_chart=True)
    if kind != _SHEET:
        raise refusal("R409", place, reason="@sheet_part", text=shown(kind))
    content, told = read_sheet(room.part(part), part, name, texts, styles, room)
    findings += told
    comments, notes = read_remarks(package, part, persons, room)
    targets_by_id = {r.id: r.target for r in package.relations.get(part, ())}
    return RawSheet(
        name,
        state,
        part,
        content.cells,
        content.merges,
        content.hidden_rows,
        content.hidden_columns,
        content.protected,
        tuple(replace(item, target=targets_by_id.get(item.target, "")) for item in content.links),
        comments,
        notes,
        content.validations,
    )


def _placed(finding: Finding, package: Package) -> Finding:
    """With the file's name where no sheet, cell or name is known."""
    if finding.place == Place():
        return replace(finding, place=Place(file=package.name))
    return finding
