"""workbook chase, workbook export"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.bureau.chasing import Chased, chase
from workbook.bureau.exporting import export
from workbook.bureau.rolling import roll_up_years
from workbook.campaign.model import Order
from workbook.cli.collect import JobsOption, MemoryOption, SchedulerOption, TimeoutOption, runner_for
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, LangOption, SpecOption, SummaryFormat
from workbook.cli.outcome import finish, show
from workbook.cli.pace import Pace
from workbook.cli.status import CampaignArgument
from workbook.report import as_dict, json_text
from workbook.report.machine import SCHEMA_VERSION


class LetterFormat(StrEnum):
    md = "md"
    txt = "txt"


_OUTPUT = text("写入的文件夹", "folder to write")
_LETTERS = text("清单写成 Markdown 还是纯文本", "letters in Markdown or plain text")
_FORMAT = text("结果的格式", "format of the results")
_ROLL_UP = text("同时汇总成部门的工作簿：全部", "also make the department's workbook: of all units")
_SUBTREE = text(
    "只汇总这个单位和它下级的单位（名称或编码）", "roll up this unit and those below it only (name or code)"
)
_YEAR = text("只汇总这个年度；不给则每个年度各汇总一份", "roll up this year only; by default each year by itself")

OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help=_OUTPUT, show_default=False)]


def chase_command(
    campaign: CampaignArgument,
    output: OutputOption,
    spec: SpecOption = None,
    letters: Annotated[LetterFormat, typer.Option("--letters", help=_LETTERS)] = LetterFormat.md,
    jobs: JobsOption = 1,
    timeout: TimeoutOption = 120,
    memory: MemoryOption = 1536,
    scheduler: SchedulerOption = None,
    lang: LangOption = None,
    form: Annotated[SummaryFormat, typer.Option("--format", help=_FORMAT)] = SummaryFormat.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    runner = runner_for(jobs, scheduler, told)
    with Pace(told) as pace:
        result = chase(
            campaign, output, lang=told, text=letters is LetterFormat.txt, runner=runner,
            order=Order(spec, timeout, memory), step=lambda job, total: pace.done(job.name, total),
        )  # fmt: skip
    show(result.findings, told, sys.stderr)
    if form is SummaryFormat.json:
        sys.stdout.write(json_text(_report(result)))
    else:
        new = sum(not letter.kept for letter in result.letters)
        same = len(result.letters) - new
        zh = f"{output}：催报 {len(result.letters)} 个单位（新写 {new}，没有变化 {same}），撤下 {result.removed}"
        en = f"{output}: {len(result.letters)} units to chase ({new} new, {same} unchanged), {result.removed} removed"
        print(text(zh, en, told))
    finish(result.findings)


def _report(result: Chased) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "folder": str(result.folder),
        "removed": result.removed,
        "letters": [
            {
                "year": letter.unit.year,
                "unit": letter.unit.unit,
                "state": letter.unit.state,
                "letter": str(letter.letter),
                "workbook": str(letter.workbook) if letter.workbook is not None else None,
                "unchanged": letter.kept,
            }
            for letter in result.letters
        ],
    }


def export_command(
    campaign: CampaignArgument,
    output: OutputOption,
    roll_up: Annotated[bool, typer.Option("--roll-up", help=_ROLL_UP)] = False,
    below: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--below", metavar="UNIT", help=_SUBTREE, show_default=False),
    ] = None,
    year: Annotated[str, typer.Option("--year", metavar="YYYY", help=_YEAR, show_default=False)] = "",
    lang: LangOption = None,
    form: Annotated[SummaryFormat, typer.Option("--format", help=_FORMAT)] = SummaryFormat.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    if year and not (roll_up or below):
        zh, en = "--year 要与 --roll-up 或 --below 一起给出", "--year goes with --roll-up or --below"
        raise typer.BadParameter(text(zh, en, told))
    result = export(campaign, output)
    findings = result.findings
    workbooks: list[str] = []
    if (roll_up or below) and result.folder is not None:
        for rolled in roll_up_years(campaign, output, below or "", year):
            findings = (*findings, *(f for f in rolled.findings if f not in findings))
            workbooks += [str(rolled.path)] if rolled.path is not None else []
    show(findings, told, sys.stderr)
    if form is SummaryFormat.json:
        body = {
            "schema_version": SCHEMA_VERSION,
            "folder": str(result.folder) if result.folder else None,
            "units": result.units,
            "values": result.values,
            "workbook": workbooks[0] if workbooks else None,
            "workbooks": workbooks,
            "findings": [as_dict(finding, told) for finding in findings],
        }
        sys.stdout.write(json_text(body))
    elif result.folder is not None:
        zh = f"{result.folder}：{result.units} 个单位，{result.values} 个值"
        en = f"{result.folder}: {result.units} units, {result.values} values"
        print(text(zh, en, told))
        for workbook in workbooks:
            print(workbook)
    finish(findings)
