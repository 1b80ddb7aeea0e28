"""Faults between the pages of a spec: sheets, tabs and rows with one name, lists and short names that lead nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from workbook.data.sheets import form_fields
from workbook.finding import Finding, Text, found, place_of
from workbook.review.tabs import tab_faults
from workbook.spec.model import Block, Column, Entry, Row, Table, TextSheet
from workbook.spec.spec import Spec


def spec_faults(spec: Spec) -> tuple[Finding, ...]:
    """S204 a name used twice, S212 an unknown code list, S214 a tab that Excel does not take."""
    findings = [*tab_faults(spec)]
    for page in spec.pages:
        sheet = page.sheet
        if isinstance(sheet, Entry):
            fields = [name for group in (sheet.fields or {}).values() for name in group]
            findings += _twice(fields)
            findings += _lists(sheet.columns.values(), spec.codes)
            findings += _lists(form_fields(sheet).values(), spec.codes)
        elif isinstance(sheet, Table):
            rows = sheet.rows if isinstance(sheet.rows, Mapping) else {}
            for block in (Block(columns=sheet.columns, rows=rows), *sheet.blocks.values()):
                findings += _twice([*block.rows, *block.foot])
                findings += _each((*block.rows.values(), *block.foot.values()), spec.codes)
        elif isinstance(sheet, TextSheet):
            findings += _twice([s.name for s in sheet.sections if s.name is not None])
    return tuple(findings)


def _twice(names: Iterable[Text]) -> Iterator[Finding]:
    """S204: a name that stands twice among rows, fields or sections of one sheet."""
    first: dict[str, Text] = {}
    for name in names:
        if str(name) in first:
            place = place_of(first[str(name)])
            yield found("S204", place_of(name), None, name=name, first=f"{place.file}:{place.line}")
        else:
            first[str(name)] = name


def _lists(items: Iterable[Column | Row], codes: Mapping[str, object]) -> Iterator[Finding]:
    for item in items:
        if item.list is not None:
            yield from _known(item.list, codes)
        if isinstance(item, Column):
            yield from _lists(item.columns.values(), codes)


def _each(rows: Iterable[Row], codes: Mapping[str, object]) -> Iterator[Finding]:
    for row in rows:
        if row.each is not None:
            yield from _known(row.each, codes)


def _known(name: Text, codes: Mapping[str, object]) -> Iterator[Finding]:
    if str(name) not in codes:
        near = difflib.get_close_matches(str(name), list(codes), 1, 0.4)
        yield found("S212", place_of(name), None, name=name, nearest=near[0] if near else "")
