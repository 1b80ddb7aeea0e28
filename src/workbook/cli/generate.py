"""workbook generate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.api import Result, generate, generate_all
from workbook.api.naming import SUFFIX
from workbook.cli.language import language, text
from workbook.cli.options import (
    BlankOption,
    DebugOption,
    FailOn,
    FailOnOption,
    Format,
    FormatOption,
    LangOption,
    SpecOption,
)
from workbook.cli.outcome import finish, say, show
from workbook.cli.progress import Progress
from workbook.data import find_units
from workbook.finding import Finding, found
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, csv_text, json_text, summary
from workbook.report.machine import SCHEMA_VERSION

_DATA = text(
    "单位数据文件夹，或其上级文件夹；可给出几个", "a unit's data folder, or a folder above; may be given repeatedly"
)
_OUTPUT = text("输出文件或文件夹", "file or folder to write")


def generate_command(
    folders: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(metavar="DATA", help=_DATA, show_default=False),
    ] = None,
    data: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option("--data", "-d", metavar="DIR", help=_DATA, show_default=False),
    ] = None,
    blank: BlankOption = False,
    spec: SpecOption = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|DIR",
            help=_OUTPUT,
            show_default=False,
        ),
    ] = None,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    fail_on: FailOnOption = FailOn.error,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    paths = [*(data or []), *(folders or [])]
    units, findings = _units(paths, blank, output)
    results: list[Result] = []
    if not findings or units:
        with Progress(max(1, len(units)), told) as progress:
            results = _make(units, blank, spec, output, progress, debug)
    every = [*findings, *(f for result in results for f in result.findings)]
    if form is Format.json:
        sys.stdout.write(json_text(_report(results, findings, told)))
    elif form is Format.csv:
        subjects = [("", findings), *((_subject(r), r.findings) for r in results)]
        sys.stdout.write(csv_text(subjects, told))
    else:
        _tell(results, findings, told)
    finish(every, fail_on.level)


def _units(paths: list[Path], blank: bool, output: Path | None) -> tuple[list[Path], list[Finding]]:
    """The units to make workbooks for; findings about the call itself."""
    help_ = "workbook generate --help"
    if blank:
        wrong = [found("G104", None, None, reason="@data_or_blank", help=help_)] if paths else []
        return [], wrong
    units, findings = find_units(paths) if paths else ((), (found("G102"),))
    findings = tuple(found("G102", None, None, blank="--blank") if f.code == "G102" else f for f in findings)
    several = output is not None and output.suffix.lower() == SUFFIX and not output.is_dir() and len(units) > 1
    if several:
        return [], [found("G104", None, None, reason="@one_file", help=help_)]
    return list(units), list(findings)


def _make(
    units: list[Path], blank: bool, spec: str | None, output: Path | None, progress: Progress, debug: bool
) -> list[Result]:
    if blank:
        return [generate(None, spec=spec, output=output, step=progress.step)]
    if len(units) == 1:
        progress.unit(units[0].name)
        return [generate(units[0], spec=spec, output=output, step=progress.step)]
    results = []
    made = generate_all(units, spec=spec, output=output, step=progress.step, strict=debug)
    for unit in units:
        progress.unit(unit.name)
        results.append(next(made))
        progress.done()
    return results


def _subject(result: Result) -> str:
    return str(result.data or result.path or result.spec)


def _tell(results: list[Result], findings: list[Finding], lang: Lang) -> None:
    """Workbooks on standard output, all that is to be said about them on standard error."""
    show(findings, lang, sys.stderr)
    for result in results:
        show(result.findings, lang, sys.stderr)
        if result.findings:
            say(f"{_subject(result)}{text('：', ': ', lang)}{summary(result.findings, lang)}")
        if result.path is not None:
            zh = f"{result.path}（{result.cells} 个单元格，{result.formulas} 个公式）"
            en = f"{result.path} ({result.cells} cells, {result.formulas} formulas)"
            print(text(zh, en, lang))
            if result.status:
                print("  " + result.status)


def _report(results: list[Result], findings: list[Finding], lang: Lang) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "findings": [as_dict(finding, lang) for finding in findings],
        "workbooks": [
            {
                "file": str(result.path) if result.path else None,
                "data": str(result.data) if result.data else None,
                "status": "written" if result.written else "refused",
                "template": result.spec,
                "unit": result.unit,
                "year": result.year,
                "cells": result.cells,
                "formulas": result.formulas,
                "checks": result.status,
                "findings": [as_dict(finding, lang) for finding in result.findings],
            }
            for result in results
        ],
    }
