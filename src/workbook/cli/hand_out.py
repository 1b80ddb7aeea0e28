"""workbook hand-out"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.bureau.handing import Done
from workbook.bureau.handing_out import FOLDER, HandedOut, hand_out
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, Format, FormatOption, LangOption
from workbook.cli.outcome import exit_code, show
from workbook.cli.pace import Pace
from workbook.finding import Finding
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, csv_text, json_text
from workbook.report.machine import SCHEMA_VERSION

_REGISTER = text(
    "单位名册（CSV：单位名称、单位编码、上级单位、金额单位、联系人、年度）",
    "the register of units (CSV with 单位名称, and any of 单位编码, 上级单位, 金额单位, 联系人, 年度)",
)
_SPEC = text("模板的名称（如 hubei/2021）或文件夹", "a spec's name (such as hubei/2021) or folder")
_OUTPUT = text("收发文件夹；工作簿放在其下的 issued", "the campaign's folder; the workbooks go to issued below it")
_DATA = text(
    "各单位数据所在的文件夹（年度/单位），如结转到本年的数据",
    "where the units' data lie (year/unit), such as what was rolled forward",
)
_REPLACE = text("发出后被改动过的也重新生成", "also make anew what was changed since it was handed out")
_JOBS = text("同时使用的进程数", "processes to work with")

_WORDS = {
    "made": ("生成", "made"),
    "kept": ("没有变化", "unchanged"),
    "changed": ("被改动过，没有动", "changed since, left alone"),
    "failed": ("没有做成", "failed"),
}


def hand_out_command(
    register: Annotated[Path, typer.Option("--register", "-r", metavar="CSV", help=_REGISTER, show_default=False)],
    spec: Annotated[str, typer.Option("--spec", metavar="NAME|PATH", help=_SPEC, show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help=_OUTPUT, show_default=False)],
    data: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--data", "-d", metavar="DIR", help=_DATA, show_default=False),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help=_REPLACE)] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help=_JOBS)] = 1,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    with Pace(told) as pace:

        def step(done: Done, units: int) -> None:
            pace.done(done.wanted.name, units)

        result = hand_out(register, spec, output, data=data, replace=replace, jobs=jobs, step=step, strict=debug)
    every = [*result.findings, *(f for done in result.done for f in done.findings)]
    if form is Format.json:
        sys.stdout.write(json_text(_report(result, told)))
    elif form is Format.csv:
        subjects = [(str(register), result.findings), *((str(d.wanted.path), d.findings) for d in result.done)]
        sys.stdout.write(csv_text(subjects, told))
    else:
        _tell(result, every, told)
    raise typer.Exit(exit_code(every))


def _tell(result: HandedOut, findings: list[Finding], lang: Lang) -> None:
    show(findings, lang, sys.stderr)
    if not result.counts:
        return
    counts = [f"{text(*words, lang)} {result.counts[word]}" for word, words in _WORDS.items() if result.counts[word]]
    print(f"{result.folder / FOLDER}{text('：', ': ', lang)}{text('，', ', ', lang).join(counts)}")


def _report(result: HandedOut, lang: Lang) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "folder": str(result.folder / FOLDER),
        "units": result.units,
        "counts": {word: result.counts[word] for word in _WORDS},
        "findings": [as_dict(finding, lang) for finding in result.findings],
        "workbooks": [
            {
                "unit": done.wanted.name,
                "file": str(done.wanted.path),
                "status": done.status,
                "findings": [as_dict(finding, lang) for finding in done.findings],
            }
            for done in result.done
        ],
    }
