"""The unit of work: one file's bytes in, one verdict out. It writes nothing and remembers nothing but specs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from workbook.api.annotate import annotated_bytes
from workbook.api.chain import Specs
from workbook.api.check import report_of
from workbook.api.collector import put_off
from workbook.api.filled import Examined, examine
from workbook.api.homes import year_of
from workbook.api.import_ import lost_value
from workbook.campaign.archive import is_archive, members
from workbook.campaign.model import Contents, Kind, Order, Told, Verdict, Word
from workbook.campaign.packing import contents_of
from workbook.data.files import files_of
from workbook.data.model import UnitData
from workbook.data.save import lost_in_files
from workbook.data.settle import settled
from workbook.data.sheets import data_files
from workbook.data.unit import UNIT_FILE
from workbook.finding import Finding, Level, Place, found, reason_of
from workbook.judge import Judged
from workbook.names import named_cells
from workbook.report import Item, Short
from workbook.spec.spec import Spec

_CODE = "单位编码"
_EXPLAIN = frozenset({"K102"})
"""Errors that an explanation in the workbook takes away."""

_MOST = 1000
"""Lines of one file that are kept; what a person mends is at the top."""


def judge_bytes(content: bytes, name: str, order: Order, specs: Specs | None = None) -> Verdict:
    """Read, match, recompute and judge one file, as `workbook check` does, and say what an import would take; with
    the annotated workbook when the order asks for it.

    name: for messages. specs: specs read before. Never raises, whatever the file is. Findings: those of `check`,
    I105. A file for which the memory was not enough says G112, of any other surprise G105.
    """
    if not content:
        return Verdict("unreadable", (_line(found("R107", Place(file=name))),))
    try:
        with put_off():
            return _judged(content, name, order, specs)
    except MemoryError:
        return refused("G112", name, order)
    except Exception as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        return refused("G105", name, order, kind=type(error).__name__, reason=reason)


def _faults(content: bytes, name: str) -> Iterator[Finding]:
    """Why there is no workbook in an archive that nobody could take one out of: what is at fault, R118 when nothing."""
    faults = [member.finding for member in members(content, name) if member.finding is not None]
    yield from faults[:_MOST] or [found("R118", Place(file=name), None, kind="ZIP")]


def _judged(content: bytes, name: str, order: Order, specs: Specs | None) -> Verdict:
    if is_archive(content):
        return Verdict("unreadable", tuple(_line(one) for one in _faults(content, name)))
    examined = examine(Path(name), order.spec, specs=specs, content=content)
    if _exhausted(examined.findings):
        return refused("G112", name, order)
    verdict = _verdict(examined)
    if order.marks is not None and examined.filled is not None:
        return replace(verdict, marked=annotated_bytes(examined, order.marks)[0])
    return verdict


def refused(code: str, name: str, order: Order, **facts: object) -> Verdict:
    """A verdict without a judgement: G111 out of time, G112 out of memory, G105 or another code for the rest."""
    again, limit = {"G111": ("time", order.timeout), "G112": ("memory", order.memory)}.get(code, ("crash", None))
    if limit is not None:
        facts["limit"] = f"{limit:g}"
    told = found(code, Place(file=name), None, **facts)
    return Verdict("unreadable", (Told(code, told.level, facts=told.facts),), again, float(limit or 0))


def _exhausted(findings: tuple[Finding, ...]) -> bool:
    return any(f.code == "G105" and f.facts.get("kind") == "MemoryError" for f in findings)


def _verdict(examined: Examined) -> Verdict:
    claim, spec = examined.claim, examined.spec
    items = [_told(item) for item in report_of(examined).findings]
    files: dict[str, str] = {}
    contents: Contents | None = None
    typed = code = ""
    year = claim.year if claim is not None else ""
    if examined.judged is not None and spec is not None:
        data = settled(examined.judged.filled.data, spec)
        items += [_line(lost_value(lost)) for lost in lost_in_files(data, spec)]
        files = {below: content.decode() for below, content in files_of(data, spec).items()}
        contents = contents_of(files, list(cells_of(examined.judged))) if files else None
        year = year if re.fullmatch(r"\d{4}", year, re.ASCII) else year_of(data, examined, spec)
        typed, code = str(_fact(data, spec, "单位名称") or ""), str(_fact(data, spec, _CODE) or "")
    word = _word(items) if files else "unreadable"
    again = "spec" if not files and any(i.code == "M103" or i.code.startswith("S") for i in items) else ""
    return Verdict(
        word, tuple(items[:_MOST]), "crash" if any(i.code == "G105" for i in items) else again, 0, year,
        claim.unit if claim else "", typed, code,
        spec.name if spec else "", spec.hash if spec else "", claim.spec if claim else "", claim.hash if claim else "",
        contents,
    )  # fmt: skip


def _word(items: list[Told]) -> Word:
    errors = [item for item in items if item.level >= Level.ERROR]
    if not errors:
        return "accepted"
    every = {one.code for item in errors for one in (item, *item.follows) if one.level >= Level.ERROR}
    return "explain" if every <= _EXPLAIN else "rejected"


def _fact(data: UnitData, spec: Spec, item: str) -> object:
    """A field of 单位.csv."""
    sheet = next((str(f.sheet.sheet) for f in data_files(spec.sheets) if f.name == UNIT_FILE), "")
    return data.sheet(sheet).fields.get(item)


def _told(item: Item) -> Told:
    return Told(
        item.code, item.level, item.sheet, item.cell, item.name, dict(item.finding.facts), item.cells, item.count,
        item.row_label, item.column_label, item.found, item.expected, item.difference,
        tuple(_short(short) for short in item.consequences),
    )  # fmt: skip


def _short(short: Short) -> Told:
    return Told(
        short.code, short.level, short.sheet, short.cell, short.name, {}, short.cells, short.count,
        found=short.found, expected=short.expected, difference=short.difference,
    )  # fmt: skip


def _line(finding: Finding) -> Told:
    place = finding.place
    return Told(finding.code, finding.level, place.sheet, place.cell, place.name, dict(finding.facts))


def cells_of(judged: Judged) -> Iterator[tuple[str, Kind, str]]:
    """Name, kind and text of every named cell of the recomputed workbook."""
    values = {sheet.key: sheet.cells for sheet in judged.grid.sheets}
    layout = judged.filled.layout

    def look(sheet: str, row: str, column: str) -> object:
        where = layout.sheets[sheet]
        cell = values[sheet].get((where.rows[row], where.columns[column]))
        return None if cell is None else cell.value

    for cell in named_cells(judged.filled.book, look):
        value = look(*cell.place)
        if value is None or value == "":
            yield cell.name, "blank", ""
        elif isinstance(value, bool):
            yield cell.name, "true", str(value)
        elif isinstance(value, int | Decimal):
            yield cell.name, "number", f"{Decimal(value):f}"
        else:
            yield cell.name, "text", str(value)
