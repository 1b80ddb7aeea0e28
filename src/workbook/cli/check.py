"""workbook check"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from workbook.api.chain import Specs
from workbook.api.check import check
from workbook.api.limited import check_limited
from workbook.api.naming import SUFFIXES
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, FailOn, FailOnOption, LangOption, SpecOption
from workbook.cli.outcome import FAULT, FINDINGS, OK, UNREADABLE, say, show
from workbook.cli.progress import Progress
from workbook.cli.written import keep_inputs, write_text
from workbook.finding import Finding, Level, found
from workbook.finding.catalogue import Lang
from workbook.report import (
    Report,
    heading,
    json_text,
    report_dict,
    report_lines,
    report_table,
    reports_csv,
    reports_dict,
    reports_html,
)


class CheckFormat(StrEnum):
    text = "text"
    json = "json"
    csv = "csv"
    html = "html"


_FILES = text("填好的工作簿，或装有它们的文件夹；可给出几个", "filled workbooks, or folders of them; may be several")
_OUTPUT = text("写入文件，不给则写到标准输出", "file to write, else standard output")
_FORMAT = text("结果的格式", "format of the results")
_TIMEOUT = text("每个文件最多用多少秒", "seconds that one file may take")
_MEMORY = text("每个文件最多用多少 MB 内存", "megabytes of memory that one file may take")


def check_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=_FILES, show_default=False)],
    spec: SpecOption = None,
    form: Annotated[CheckFormat, typer.Option("--format", help=_FORMAT)] = CheckFormat.text,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE", help=_OUTPUT, show_default=False),
    ] = None,
    timeout: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option("--timeout", metavar="SECONDS", min=0.1, help=_TIMEOUT, show_default=False),
    ] = None,
    memory: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--memory", metavar="MB", min=64, help=_MEMORY, show_default=False),
    ] = None,
    lang: LangOption = None,
    fail_on: FailOnOption = FailOn.error,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    paths, wrong = workbooks(files)
    keep_inputs(output, paths, "check", told)
    show(wrong, told, sys.stderr)
    reports: list[Report] = []
    specs = Specs()
    with Progress(max(1, len(paths)), told) as progress:
        for path in paths:
            progress.unit(path.name)
            if timeout is None and memory is None:
                reports.append(check(path, spec=spec, lang=told, specs=specs, strict=debug))
            else:
                reports.append(check_limited(path, spec=spec, lang=told, timeout=timeout, memory=memory))
            progress.done()
    single = len(files) == 1 and not files[0].is_dir()
    if paths or form is not CheckFormat.text:
        _give(reports, form, output, told, single=single)
    raise typer.Exit(max(exit_code(reports, fail_on.level), FAULT if wrong else OK))


def workbooks(given: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Files as given, and the workbooks below folders, each once. Finding: G104 a folder without any."""
    paths: dict[Path, Path] = {}
    wrong: list[Finding] = []
    for path in given:
        inside = list(_below(path)) if path.is_dir() else [path]
        for file in inside:
            paths.setdefault(file.resolve(), file)
        if not inside:
            facts = {"reason": f"@no_workbooks:{path}", "help": "workbook check --help"}
            wrong.append(found("G104", None, None, **facts))
    return tuple(paths.values()), tuple(wrong)


def _below(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in SUFFIXES and not file.name.startswith(("~$", ".")) and file.is_file():
            yield file


def exit_code(reports: Sequence[Report], fail_on: Level = Level.ERROR) -> int:
    """3 a file could not be read; else 2 a fault of a spec; else 1 findings at or above `fail_on`; else 0."""
    code = OK
    for report in reports:
        if report.status == "unreadable":
            faulty = any(item.code.startswith("S") and item.level >= Level.ERROR for item in report.findings)
            code = max(code, FAULT if faulty else UNREADABLE)
        elif (report.worst or Level.INFO) >= fail_on and report.findings:
            code = max(code, FINDINGS)
    return code


def _give(reports: list[Report], form: CheckFormat, output: Path | None, lang: Lang, *, single: bool) -> None:
    if form is CheckFormat.text and output is None and sys.stdout.isatty():
        console = Console(file=sys.stdout)
        for report in reports:
            console.print(report_table(report))
        return
    made = _made(reports, form, lang, single=single)
    if output is None:
        sys.stdout.write(made)
        return
    mark = "\ufeff" if form is CheckFormat.csv else ""  # by it a spreadsheet knows the encoding
    write_text(mark + made, output, lang)
    for report in reports:
        say(heading(report))
    print(output)


def _made(reports: list[Report], form: CheckFormat, lang: Lang, *, single: bool) -> str:
    """The whole result. One FILE gives one JSON object, several or a folder give a list of them."""
    if form is CheckFormat.json:
        return json_text(report_dict(reports[0]) if single and reports else reports_dict(reports))
    if form is CheckFormat.csv:
        return reports_csv(reports)
    if form is CheckFormat.html:
        return reports_html(reports, lang)
    return "".join(line + "\n" for report in reports for line in report_lines(report))
