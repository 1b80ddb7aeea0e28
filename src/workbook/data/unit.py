"""A unit's folder: data/<year>/<unit>/ with one CSV file for each entry sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from workbook.data.carried import FILE as CARRIED
from workbook.data.carried import read_carried
from workbook.data.csvtext import Columns, read_lines
from workbook.data.model import Explanation, SheetData, UnitData, Value
from workbook.data.scorecards import FOLDER as CARDS
from workbook.data.scorecards import read_scorecards
from workbook.data.sheets import ITEM, REMARK, VALUE, DataFile, blank_sheet, data_files, read_sheet
from workbook.data.strays import hidden, strays
from workbook.data.values import plain_text, read_value
from workbook.finding import Finding, Level, Place, found
from workbook.spec.model import Column, Entry, Scorecard
from workbook.spec.spec import Spec

UNIT_FILE, EXPLANATIONS = "单位.csv", "审核说明.csv"
NAME, CODE, YEAR, MONEY_UNIT, SPEC = "单位名称", "单位编码", "年度", "金额单位", "模板"
UNREAD = frozenset({"D102", "D117", "D118"})
"""Findings that say of data that nobody knows them: nothing is made without them."""
UNFIT = UNREAD | {"D119"}
"""Findings with which nothing is made of the data: they are not known, or of another year than the template."""
CHECK, DIFFERENCE = "编号", "所说明的差额"
ROLLED = "汇总"
FOLDERS = (CARDS, ROLLED)
"""Folders in a unit's: the second only in a department's (`roll/files.py`)."""
_NEEDED = {NAME: "", YEAR: "2021", MONEY_UNIT: "万元"}


def find_units(paths: Iterable[str | Path]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The unit folders at or below the given paths, each once, in order. Findings: D117, G102 (none anywhere)."""
    units: dict[Path, Path] = {}
    findings: list[Finding] = []
    without: list[Finding] = []
    for path in map(Path, paths):
        if path.name == UNIT_FILE and path.is_file():
            below = [path]
        else:
            files = sorted(p for p in path.rglob(UNIT_FILE) if p.is_file()) if path.is_dir() else []
            below = [p for p in files if not _hidden(p.relative_to(path))]
        if not path.exists():
            findings.append(found("D117", Place(str(path)), None, file=path, reason="@no_folder"))
        elif not below:
            without.append(found("D117", Place(str(path)), None, file=path, reason="@unit_file"))
        for file in below:
            units.setdefault(file.parent.resolve(), file.parent)
    if not units and not findings:
        return (), (found("G102"),)
    return tuple(units.values()), (*findings, *without)


def _hidden(path: Path) -> bool:
    """In a folder such as .tmp, which an import that was cut off left behind."""
    return any(part.startswith(".") for part in path.parts)


def unit_facts(folder: str | Path) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """单位.csv as text, before its spec is known: 项目 → 值. Findings: D102–D107, D112 (no 模板), D118."""
    path = Path(folder) / UNIT_FILE
    if not path.exists():
        return {}, ()
    lines, told = read_lines(path, UNIT_FILE, Columns("单位", (ITEM, VALUE), (ITEM, VALUE), (), (REMARK, "单位")))
    findings = [f for f in told if f.level > Level.INFO]
    facts = {str(line[ITEM]): str(line[VALUE]) for line in reversed(lines) if line[ITEM]}
    if not facts.get(SPEC) and not any(f.code in UNREAD for f in findings):
        place = Place(UNIT_FILE, 1, 1)
        findings.append(found("D112", place, None, item=SPEC, file=UNIT_FILE, example="hubei/2021"))
    return facts, tuple(findings)


def load_unit(folder: str | Path, spec: Spec) -> tuple[UnitData, tuple[Finding, ...]]:
    """A unit's data as the spec's entry sheets ask for them. Findings: D101–D119, places in the folder.

    Data kept for another template (模板) may hold what this one does not ask for: told, but no error.
    """
    root = Path(folder)
    files = data_files(spec.sheets)
    findings: list[Finding] = []
    sheets: dict[str, SheetData] = {}
    money_unit = unit_facts(root)[0].get(MONEY_UNIT, "")
    present = {p.name for p in root.glob("*.csv") if not hidden(p.name)}
    known = {UNIT_FILE, EXPLANATIONS, CARRIED}
    for file in files:
        sheets[str(file.sheet.sheet)] = blank_sheet(file.sheet)
        name = next((n for n in (file.name, *file.former) if n in present), "")
        if name:
            known.add(name)
            data, told = read_sheet(root / name, name, file.sheet, spec.codes, money_unit)
            sheets[str(file.sheet.sheet)] = data
            findings += told
        elif present and file.name != UNIT_FILE:
            findings.append(found("D101", None, None, file=file.name, reason="@treated_blank"))
    if UNIT_FILE not in present:
        findings.append(found("D117", Place(UNIT_FILE), None, file=folder, reason="@unit_file"))
    findings += strays(root, known, [n for f in files for n in (f.name, *f.former)], FOLDERS)
    cards, told = read_scorecards(root, [s for s in spec.sheets if isinstance(s, Scorecard)], money_unit)
    findings += told
    explanations, told = _explanations(root / EXPLANATIONS) if EXPLANATIONS in present else ({}, ())
    findings += told
    carried, told = read_carried(root / CARRIED, spec) if CARRIED in present else ((), ())
    findings += told
    unit = UnitData(folder=str(root), sheets=sheets, scorecards=cards, explanations=explanations, carried=carried)
    unit, told = _with_facts(unit, root, files, UNIT_FILE in present)
    if re.fullmatch("[0-9]{4}", unit.year, re.ASCII) and int(unit.year) != spec.book.year:
        facts = {"found": unit.year, "expected": spec.book.year, "spec": spec.name, "file": UNIT_FILE}
        told = (*told, found("D119", Place(UNIT_FILE), None, **facts))
    everything = (*findings, *told)
    return unit, tuple(map(_foreign, everything)) if unit.spec not in ("", spec.name) else everything


def _foreign(finding: Finding) -> Finding:
    return replace(finding, level=Level.WARNING) if finding.code in ("D103", "D108") else finding


def empty_unit(spec: Spec) -> UnitData:
    """Nothing filled in but the year and the spec's name: for workbooks that are handed out blank."""
    sheets: dict[str, SheetData] = {}
    year = str(spec.book.year)
    for file in data_files(spec.sheets):
        data = blank_sheet(file.sheet)
        if file.name == UNIT_FILE:
            known = {YEAR: year, SPEC: spec.name}
            data = replace(data, fields={n: known.get(n, v) for n, v in data.fields.items()})
        sheets[str(file.sheet.sheet)] = data
    return UnitData(year=year, money_unit="万元", spec=spec.name, sheets=sheets)


def _with_facts(
    unit: UnitData, root: Path, files: Iterable[DataFile], present: bool
) -> tuple[UnitData, tuple[Finding, ...]]:
    sheet: Entry | None = next((f.sheet for f in files if f.name == UNIT_FILE), None)
    facts = unit.sheet(str(sheet.sheet)).fields if sheet is not None else {}
    findings = []
    for item, example in _NEEDED.items():
        if present and facts.get(item) is None:
            place = Place(UNIT_FILE, 1, 1)
            findings.append(found("D112", place, None, item=item, file=UNIT_FILE, example=example))
    return with_facts(unit, facts, root.resolve().name), tuple(findings)


def with_facts(unit: UnitData, facts: Mapping[str, Value], name: str) -> UnitData:
    """The unit's name, code, year, unit of amounts and spec, taken from what 单位.csv or its sheet says."""
    return replace(
        unit,
        unit=str(facts.get(NAME) or name),
        code=str(facts.get(CODE) or ""),
        year=str(facts.get(YEAR) or ""),
        money_unit=str(facts.get(MONEY_UNIT) or "万元"),
        spec=str(facts.get(SPEC) or ""),
    )


def _explanations(path: Path) -> tuple[dict[str, Explanation], tuple[Finding, ...]]:
    columns = Columns("审核说明", (CHECK, REMARK, DIFFERENCE), (CHECK, REMARK), (DIFFERENCE,))
    lines, told = read_lines(path, EXPLANATIONS, columns)
    findings = list(told)
    explained: dict[str, Explanation] = {}
    for line in lines:
        check = line[CHECK]
        if check in explained:
            findings.append(found("D107", check.place, None, item=check))
            continue
        text, said = plain_text(line[REMARK], REMARK)
        difference, more = read_value(line[DIFFERENCE], DIFFERENCE, Column(type="number"), {})
        findings += (*said, *more)
        amount = difference if isinstance(difference, Decimal) else None
        explained[str(check)] = Explanation(str(check), str(text or ""), amount)
    return explained, tuple(findings)
