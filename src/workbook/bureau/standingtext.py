"""How a campaign stands, as plain lines, a table, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from workbook.bureau.disputes import Dispute
from workbook.bureau.standing import Overview, Standing, Stray
from workbook.bureau.states import State
from workbook.campaign.model import Told
from workbook.finding.catalogue import Lang, remedy, title
from workbook.report import message
from workbook.report.machine import json_pieces, table_text

SCHEMA_VERSION = 3
"""2: the state "unreadable"; reasons, disputes and the file that counts for each unit. 3: the state "dropped"."""


STATE_WORDS: Mapping[Lang, Mapping[State, str]] = {
    "zh": {
        "accepted": "通过", "explain": "待说明", "rejected": "退回", "unreadable": "读不了", "conflict": "待裁定",
        "not returned": "未交回", "issued": "已发出", "not issued": "未发出", "dropped": "已不在名册",
    },
    "en": {
        "accepted": "accepted", "explain": "to be explained", "rejected": "rejected", "unreadable": "unreadable",
        "conflict": "to be decided", "not returned": "not returned", "issued": "issued", "not issued": "not issued",
        "dropped": "off the list",
    },
}  # fmt: skip
FILE_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "accepted": "通过", "explain": "待说明", "rejected": "退回", "unreadable": "读不了", "waiting": "等待核对",
    },
    "en": {
        "accepted": "accepted", "explain": "to be explained", "rejected": "rejected", "unreadable": "unreadable",
        "waiting": "waiting",
    },
}  # fmt: skip
"""For files, as the states are for units."""

STATE_COLORS: Mapping[State, str] = {
    "accepted": "green", "explain": "yellow", "rejected": "red", "unreadable": "bright_red", "conflict": "magenta",
    "not returned": "cyan", "issued": "blue", "not issued": "bright_black",
    "dropped": "bright_black",
}  # fmt: skip
_HEADS = {
    "zh": ("年度", "单位", "编码", "状态", "份数", "错误", "文件", "首要问题"),
    "en": ("Year", "Unit", "Code", "State", "Files", "Errors", "File", "First to mend"),
}
CSV_COLUMNS = (
    "year", "unit", "code", "parent", "contact", "state", "files", "errors", "warnings", "latest", "latest_sha256",
    "verdict", "file", "sha256", "newer", "reasons",
)  # fmt: skip
_FEW = 10


def overview_lines(overview: Overview, lang: Lang) -> Iterator[str]:
    """Counts first, then one line for each unit, the reasons most seen, files of nobody."""
    yield _counts(overview, lang)
    yield files_line(overview, lang)
    for unit in overview.units:
        yield "  ".join(part for part in _cells(unit, lang) if part)
    yield from _rest(overview, lang)


def overview_table(overview: Overview, lang: Lang) -> RenderableType:
    """The same for a terminal; texts from files are shown as they are, never as markup."""
    table = Table(expand=False)
    for number, head in enumerate(_HEADS[lang]):
        table.add_column(head, overflow="fold", justify="right" if number in (4, 5) else "left")
    for unit in overview.units:
        cells = [Text(cell) for cell in _cells(unit, lang)]
        cells[3].stylize(STATE_COLORS[unit.state])
        table.add_row(*cells)
    parts: list[RenderableType] = [Text(_counts(overview, lang), style="bold"), Text(files_line(overview, lang)), table]
    return Group(*parts, *(Text(line) for line in _rest(overview, lang)))


def _counts(overview: Overview, lang: Lang) -> str:
    words = STATE_WORDS[lang]
    told = [f"{words[state]} {overview.counts[state]}" for state in overview.states]
    if lang == "zh":
        return f"单位 {len(overview.units)}：" + "，".join(told)
    return f"units {len(overview.units)}: " + ", ".join(told)


def files_line(overview: Overview, lang: Lang) -> str:
    """All files that ever came, by what became of them; and how many could not even be opened last time."""
    words, zh = FILE_WORDS[lang], lang == "zh"
    told = [f"{words[word]} {count}" for word, count in overview.files.items() if count or word != "waiting"]
    line = f"文件 {sum(overview.files.values())}：" if zh else f"files {sum(overview.files.values())}: "
    line += ("，" if zh else ", ").join(told)
    missed = overview.seen.get("failed", 0)
    if missed:
        line += f"；最近一次还有 {missed} 个没取到" if zh else f"; {missed} more could not be opened last time"
    return line


def file_said(unit: Standing, lang: Lang) -> str:
    """The file that counts, and the newest one where that is another; else the newest."""
    if not unit.file or unit.latest_sha256 in ("", unit.sha256):
        return unit.file or unit.latest
    zh = lang == "zh"
    if unit.newer:
        return (
            f"{unit.file}（更新的没有通过：{unit.latest}）"
            if zh
            else f"{unit.file} (newer, not accepted: {unit.latest})"
        )
    return f"{unit.file}（最近收到：{unit.latest}）" if zh else f"{unit.file} (newest: {unit.latest})"


def _cells(unit: Standing, lang: Lang) -> tuple[str, ...]:
    first = unit.first
    said = f"{first.code} {title(first.code, lang)} {place(first)}".rstrip() if first is not None else ""
    return (
        unit.year, unit.unit, unit.code, STATE_WORDS[lang][unit.state], str(unit.files), str(unit.errors),
        file_said(unit, lang), said,
    )  # fmt: skip


def _rest(overview: Overview, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    if overview.reasons:
        yield "最多的问题：" if zh else "Reasons most seen:"
        for reason in overview.reasons[:_FEW]:
            many = f"{reason.units} 个单位，{reason.times} 处" if zh else f"{reason.units} units, {reason.times} times"
            yield f"  {reason.code} {title(reason.code, lang)}  {many}"
    registers = overview.registers
    strange = [unit for unit in overview.units if not unit.registered and unit.year in registers]
    yield from _named(("名册里没有的单位", "Not in the register"), [u for u in strange if not u.dropped], lang)
    yield from _named(("名册里已经没有的单位", "No longer in the register"), [u for u in strange if u.dropped], lang)
    if overview.strays:
        yield f"不知道是谁的文件 {len(overview.strays)}：" if zh else f"Files of nobody {len(overview.strays)}:"
        for stray in overview.strays[:_FEW]:
            names = ("、" if zh else ", ").join(stray.names)
            yield f"  {stray.sha256[:12]}  {names}  {_first(stray, lang)}"
        if len(overview.strays) > _FEW:
            yield f"  …… 还有 {len(overview.strays) - _FEW} 个" if zh else f"  … {len(overview.strays) - _FEW} more"
    if overview.disputes:
        waiting = len(overview.disputes)
        told = f"{waiting} 件要由人裁定：workbook decide {overview.folder}"
        yield told if zh else f"{waiting} to decide: workbook decide {overview.folder}"
        yield from (f"  {dispute_said(dispute, lang)}" for dispute in overview.disputes[:_FEW])
        if waiting > _FEW:
            yield f"  …… 还有 {waiting - _FEW} 件" if zh else f"  … {waiting - _FEW} more"
    if overview.open_run:
        yield (
            "收集没有做完：再运行 workbook collect"
            if zh
            else "A collecting is not finished: run workbook collect again"
        )


def _named(head: tuple[str, str], units: Sequence[Standing], lang: Lang) -> Iterator[str]:
    """How many units, and the first of them by name."""
    if units:
        zh, many = lang == "zh", len(units)
        names = ("、" if zh else ", ").join(unit.unit for unit in units[:_FEW])
        more = "" if many <= _FEW else f" 等 {many} 个" if zh else f" and {many - _FEW} more"
        yield f"{head[0]} {many}：{names}{more}" if zh else f"{head[1]} {many}: {names}{more}"


def dispute_said(dispute: Dispute, lang: Lang) -> str:
    """Year, unit, what it is, the files."""
    colon, comma = ("：", "、") if lang == "zh" else (": ", ", ")
    head = f"{dispute.year} {dispute.unit}{colon}" if dispute.unit else f"{dispute.year} "
    return f"{head}{dispute.told(lang)}  {comma.join(file.name for file in dispute.files)}"


def _first(stray: Stray, lang: Lang) -> str:
    first = next(iter(stray.findings), None)
    return f"{first.code} {title(first.code, lang)}" if first is not None else ""


def place(told: Told) -> str:
    """sheet!cells, sheet, or the name."""
    cells = told.cells or told.cell
    return f"{told.sheet}!{cells}" if told.sheet and cells else told.sheet or told.name


def overview_csv(overview: Overview) -> str:
    """One line for each unit; no value of it is a formula to a spreadsheet."""
    lines = []
    for unit in overview.units:
        codes = " ".join(unit.reasons)
        values = [getattr(unit, name) for name in CSV_COLUMNS[:-1]]
        told = ["1" if value is True else "" if value is False else value for value in values]
        lines.append([*told, codes])
    return table_text(CSV_COLUMNS, lines)


def overview_dict(overview: Overview, lang: Lang) -> dict[str, object]:
    """For programs: states and codes in no language, messages in the wanted one."""
    return {**_frame(overview, lang), "units": [_unit(unit, lang) for unit in overview.units]}


def overview_json(overview: Overview, lang: Lang) -> Iterator[str]:
    """The text of the same piece by piece: of thousands of units it is long."""
    return json_pieces(_frame(overview, lang), "units", (_unit(unit, lang) for unit in overview.units))


def _frame(overview: Overview, lang: Lang) -> dict[str, object]:
    """Everything but the units."""
    return {
        "schema_version": SCHEMA_VERSION,
        "campaign": str(overview.folder),
        "counts": dict(overview.counts),
        "files": dict(overview.files),
        "last_collecting": dict(overview.seen),
        "conflicts": overview.conflicts,
        "disputes": [_dispute(dispute, lang) for dispute in overview.disputes],
        "runs": overview.runs,
        "unfinished": overview.open_run,
        "reasons": [
            {"code": r.code, "title": title(r.code, lang), "units": r.units, "times": r.times}
            for r in overview.reasons
        ],
        "units": [],
        "strays": [
            {"sha256": s.sha256, "names": list(s.names), "verdict": s.verdict,
             "findings": [finding_dict(f, lang) for f in s.findings]}
            for s in overview.strays
        ],
    }  # fmt: skip


def _unit(unit: Standing, lang: Lang) -> dict[str, object]:
    return {
        "year": unit.year,
        "unit": unit.unit,
        "code": unit.code or None,
        "parent": unit.parent or None,
        "contact": unit.contact or None,
        "registered": unit.registered,
        "dropped": unit.dropped,
        "state": unit.state,
        "files": unit.files,
        "latest": _file(unit.latest, unit.latest_sha256, unit.verdict, unit.latest_came) if unit.files else None,
        "counts_file": unit.sha256 or None,
        "counts_name": unit.file or None,
        "counts_came": unit.came or None,
        "newer_not_accepted": unit.newer,
        "unit_by_file_name": unit.guessed,
        "errors": unit.errors,
        "warnings": unit.warnings,
        "reasons": list(unit.reasons),
        "findings": [finding_dict(f, lang) for f in unit.findings],
        "more_findings": unit.more,
    }


def _file(name: str, sha256: str, verdict: str, came: str) -> dict[str, object]:
    return {"name": name, "sha256": sha256, "verdict": verdict, "came": came}


def _dispute(dispute: Dispute, lang: Lang) -> dict[str, object]:
    return {
        "kind": dispute.kind,
        "year": dispute.year,
        "unit": dispute.unit or None,
        "message": dispute.told(lang),
        "facts": dict(dispute.facts),
        "files": [_file(file.name, file.sha256, file.verdict, file.came) for file in dispute.files],
    }


def finding_dict(told: Told, lang: Lang) -> dict[str, object]:
    """The keys are those of `check --format json`."""
    return {
        "code": told.code,
        "level": told.level.name.lower(),
        "title": title(told.code, lang),
        "sheet": told.sheet or None,
        "cell": told.cell or None,
        "cells": told.cells or None,
        "count": told.count,
        "name": told.name or None,
        "message": message(told.finding, told.count, lang),
        "hint": remedy(told.finding, lang),
        "found": told.found or None,
        "expected": told.expected or None,
        "difference": told.difference or None,
    }
