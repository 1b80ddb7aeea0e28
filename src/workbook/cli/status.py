"""workbook status, workbook decide"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from workbook.bureau.deciding import Candidate, Conflict, conflicts, decide
from workbook.bureau.disputes import said
from workbook.bureau.history import history, history_csv, history_dict, history_lines, unknown
from workbook.bureau.keeping import keep_data
from workbook.bureau.standing import Overview, overview
from workbook.bureau.standinghtml import LINES, overview_page
from workbook.bureau.standingtext import overview_csv, overview_json, overview_lines, overview_table
from workbook.cli.check import CheckFormat
from workbook.cli.collect import WORDS
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, LangOption, SummaryFormat
from workbook.cli.outcome import FINDINGS, OK, finish, show
from workbook.cli.written import keep_inputs, write_text
from workbook.finding.catalogue import Lang
from workbook.report import json_text
from workbook.report.machine import SCHEMA_VERSION

_CAMPAIGN = text("收集台账所在的文件夹", "the campaign's folder with its ledger")
_FORMAT = text("结果的格式", "format of the results")
_OUTPUT = text("写入文件，不给则写到标准输出", "file to write, else standard output")
_CHOOSE = text("选用哪一份：指纹或文件名的开头", "the file that is to count: the beginning of its fingerprint or name")
_UNIT = text("单位名称或编码", "the unit's name or code")
_ONE = text(
    "只看这个单位（名称或编码）：交来的每一份，以及后一份改了什么",
    "one unit (name or code): each of its files, and what it changed",
)
_YEAR = text("年度，不止一年时用", "the year, where there is more than one")
_KEEP = text("数据文件夹里的为准，不换成交来的文件", "what lies in the data folder counts, not the file")
_ASIDE = text(
    "归属不明的文件搁置，谁的也不算，不再催问；写了单位的，撤下该单位的这份文件",
    "a file of two minds is nobody's, and nobody is asked any more; with a unit, its file is taken away from it",
)
_FOR = text("撤下的文件改归这个单位（名称或编码）", "whose the file is that is taken away: the unit's name or code")
_REASON = text(
    "理由；选用没有通过的文件、撤下单位的文件时必须写",
    "why; needed to choose a file that was not accepted, or take one away",
)
_DATA = text("数据文件夹，默认为收集时所用的", "data folder, by default that of collect")
_MANY = 12
_FINDINGS = {CheckFormat.text: 0, CheckFormat.csv: 0, CheckFormat.json: 50, CheckFormat.html: 50}
"""Findings of each unit that are read; a page holds only so many of all (`LINES`)."""

CampaignArgument = Annotated[Path, typer.Argument(metavar="CAMPAIGN", help=_CAMPAIGN, show_default=False)]


def status_command(
    campaign: CampaignArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=_ONE, show_default=False)] = "",
    year: Annotated[str, typer.Option("--year", metavar="YYYY", help=_YEAR, show_default=False)] = "",
    form: Annotated[CheckFormat, typer.Option("--format", help=_FORMAT)] = CheckFormat.text,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT, show_default=False),
    ] = None,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    keep_inputs(output, (), "status", told)
    if year and not unit:
        raise typer.BadParameter(text("--year 要与单位一起给出", "--year goes with a unit", told))
    if unit:
        _one(campaign, unit, year, form, output, told)
        return
    most = {"lines": LINES} if form is CheckFormat.html else {}
    result = overview(campaign, findings=_FINDINGS[form], **most)
    if result.findings:
        show(result.findings, told, sys.stderr)
        finish(result.findings)
    if form is CheckFormat.text and output is None and sys.stdout.isatty():
        Console(file=sys.stdout).print(overview_table(result, told))
        return
    if form is not CheckFormat.text:
        show(result.unfinished, told, sys.stderr)
    _write(_made(result, form, told), form, output, told)


def _one(campaign: Path, unit: str, year: str, form: CheckFormat, output: Path | None, told: Lang) -> None:
    """What one unit has handed in. As a page there is only the whole campaign, which has a filter for units."""
    if form is CheckFormat.html:
        raise typer.BadParameter(text("一个单位的只有 text、csv、json", "of one unit: text, csv or json", told))
    result = history(campaign, unit, year)
    if result.findings:
        show(result.findings, told, sys.stderr)
        finish(result.findings)
    if form is CheckFormat.json:
        made = json_text({"schema_version": SCHEMA_VERSION, **history_dict(result)})
    else:
        lines = "".join(line + "\n" for line in history_lines(result, told))
        made = lines if form is CheckFormat.text else history_csv(result)
    _write([made], form, output, told)


def _write(made: Iterable[str], form: CheckFormat, output: Path | None, told: Lang) -> None:
    if output is None:
        sys.stdout.writelines(made)
        return
    mark = ["\ufeff"] if form is CheckFormat.csv else []
    write_text(chain(mark, made), output, told)
    print(output)


def _made(result: Overview, form: CheckFormat, lang: Lang) -> Iterable[str]:
    if form is CheckFormat.json:
        return overview_json(result, lang)
    if form is CheckFormat.csv:
        return [overview_csv(result)]
    if form is CheckFormat.html:
        return overview_page(result, lang)
    return (line + "\n" for line in overview_lines(result, lang))


def decide_command(
    campaign: CampaignArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=_UNIT, show_default=False)] = "",
    choose: Annotated[str, typer.Option("--choose", metavar="SHA256|NAME", help=_CHOOSE, show_default=False)] = "",
    year: Annotated[str, typer.Option("--year", metavar="YYYY", help=_YEAR, show_default=False)] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_REASON, show_default=False)] = "",
    keep: Annotated[bool, typer.Option("--keep-data", help=_KEEP)] = False,
    aside: Annotated[str, typer.Option("--set-aside", metavar="SHA256|NAME", help=_ASIDE, show_default=False)] = "",
    to: Annotated[str, typer.Option("--for", metavar="UNIT", help=_FOR, show_default=False)] = "",
    data: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--data", "-d", metavar="DIR", help=_DATA, show_default=False),
    ] = None,
    lang: LangOption = None,
    form: Annotated[SummaryFormat, typer.Option("--format", help=_FORMAT)] = SummaryFormat.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    wrong = _together(choose, keep, aside, unit, reason, data, told) or _given(aside, unit, to, told)
    if wrong:
        raise typer.BadParameter(wrong)
    if not choose and not keep and not aside:
        _list(campaign, unit, year, form, told)
        return
    if aside:
        done = decide(campaign, aside, unit=unit, year=year, reason=reason, aside=True, to=to)
    elif keep:
        done = keep_data(campaign, unit, year=year, reason=reason)
    else:
        done = decide(campaign, choose, unit=unit, year=year, reason=reason, data=data)
    show(done.findings, told, sys.stderr)
    if form is SummaryFormat.json:
        body = {"schema_version": SCHEMA_VERSION, "unit": done.unit, "year": done.year, "chosen": done.chosen or None,
                "assigned": done.assigned or None, "set_aside": done.aside or None,
                "given_to": done.given or None, "counts_there": done.given_chosen or None}  # fmt: skip
        sys.stdout.write(json_text(body))
    elif done.aside:
        moved = f"{done.year} {done.unit} → {done.given}{text('：', ': ', told)}{done.aside[:12]}"
        print(moved if done.given else f"{text('搁置：', 'set aside: ', told)}{done.aside[:12]}")
        _counting(done.year, done.unit, done.chosen, told)
        _counting(done.year, done.given, done.given_chosen, told)
    elif done.chosen:
        _counting(done.year, done.unit, done.chosen, told)
    elif done.assigned:
        said = text("：是它的文件，里面没有可用的数据 ", ": its file, without data that can be used ", told)
        print(f"{done.year} {done.unit}{said}{done.assigned[:12]}")
    finish(done.findings)


def _counting(year: str, unit: str, sha256: str, lang: Lang) -> None:
    if sha256:
        print(f"{year} {unit}{text('：选用 ', ': counts now ', lang)}{sha256[:12]}")


def _given(aside: str, unit: str, to: str, lang: Lang) -> str:
    """The same for the unit that a file is given to."""
    if to and not (aside and unit):
        return text("--for 要与单位和 --set-aside 一起给出", "--for goes with a unit and --set-aside", lang)
    return text("--for 要写另一个单位", "--for names another unit", lang) if to and to == unit else ""


def _together(choose: str, keep: bool, aside: str, unit: str, reason: str, data: Path | None, lang: Lang) -> str:
    """What is wrong with options that do not go together, "" when nothing is."""
    if bool(choose) + keep + bool(aside) > 1:
        zh = "--choose、--keep-data、--set-aside 只能给一个"
        return text(zh, "only one of --choose, --keep-data and --set-aside", lang)
    if data is not None and not choose:
        return text("--data 要与 --choose 一起给出", "--data goes with --choose", lang)
    if reason and not (choose or keep or aside):
        return text("--reason 要与所作的裁定一起给出", "--reason goes with a decision", lang)
    if keep and not unit:
        return text("--keep-data 要写明单位", "--keep-data needs a unit", lang)
    if aside and unit and not reason.strip():
        return text("撤下一个单位的文件要写明理由（--reason）", "to take a unit's file away needs a --reason", lang)
    return ""


def _list(campaign: Path, unit: str, year: str, form: SummaryFormat, lang: Lang) -> None:
    waiting, findings = conflicts(campaign, unit, year)
    if unit and not waiting and not findings:
        findings = unknown(campaign, unit, year)
    if findings:
        show(findings, lang, sys.stderr)
        finish(findings)
    if form is SummaryFormat.json:
        body = {"schema_version": SCHEMA_VERSION, "conflicts": [_conflict(c) for c in waiting]}
        sys.stdout.write(json_text(body))
    else:
        for conflict in waiting:
            _tell(conflict, lang)
        if not waiting:
            print(text("没有要裁定的", "nothing to decide", lang))
    raise typer.Exit(FINDINGS if waiting else OK)


def _tell(conflict: Conflict, lang: Lang) -> None:
    kind = said(conflict.kind, conflict.facts, lang)
    colon = text("：", ": ", lang)
    print(f"{conflict.year} {conflict.unit}{colon}{kind}" if conflict.unit else f"{conflict.year} {kind}")
    if conflict.kind == "identity":
        zh = "  是谁的：decide 单位 --choose；谁的也不算：--set-aside"
        print(text(zh, "  whose it is: decide UNIT --choose; nobody's: --set-aside", lang))
    if conflict.kind == "data":
        zh = "  文件夹里的 → 这一份里的；以这一份为准用 --choose，以文件夹里的为准用 --keep-data"
        print(text(zh, "  in the folder → in the file; --choose takes the file, --keep-data the folder", lang))
    for one in conflict.candidates:
        verdict = text(*WORDS[one.verdict], lang) if one.verdict in WORDS else one.verdict
        now = text("（现在采用）", " (counts now)", lang) if one.current else ""
        print(f"  {one.sha256[:12]}  {verdict}{now}  {text('、', ', ', lang).join(one.names)}")
        for name, old, new in one.changed[:_MANY]:
            blank = text("（空）", "(blank)", lang)
            print(f"    {name}  {old or blank} → {new or blank}")
        if len(one.changed) > _MANY:
            more = len(one.changed) - _MANY
            print(text(f"    …… 还有 {more} 处", f"    … {more} more", lang))


def _conflict(conflict: Conflict) -> dict[str, object]:
    return {
        "kind": conflict.kind,
        "year": conflict.year,
        "unit": conflict.unit or None,
        "facts": dict(conflict.facts),
        "candidates": [_candidate(one) for one in conflict.candidates],
    }


def _candidate(one: Candidate) -> dict[str, object]:
    return {
        "sha256": one.sha256,
        "names": list(one.names),
        "verdict": one.verdict,
        "errors": one.errors,
        "counts_now": one.current,
        "differences": [{"name": name, "old": old, "new": new} for name, old, new in one.changed],
    }
