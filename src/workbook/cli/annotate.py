"""workbook annotate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated as Given
from typing import Optional

import typer

from workbook.api.annotate import Annotated, annotate
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, Format, FormatOption, LangOption, SpecOption
from workbook.cli.outcome import OK, exit_code, say, show
from workbook.cli.progress import Progress
from workbook.finding import Level
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, csv_text, json_text, summary
from workbook.report.machine import SCHEMA_VERSION

_FILE = text("填好的工作簿", "a filled workbook")
_OUTPUT = text("输出文件或文件夹", "file or folder to write")


def annotate_command(
    file: Given[Path, typer.Argument(metavar="FILE", help=_FILE, show_default=False)],
    output: Given[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE|DIR", help=_OUTPUT, show_default=False),
    ] = None,
    spec: SpecOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    with Progress(1, told) as progress:
        progress.unit(file.name)
        result = annotate(file, output, spec=spec, lang=told, strict=debug)
    if form is Format.json:
        sys.stdout.write(json_text(_report(result, told)))
    elif form is Format.csv:
        sys.stdout.write(csv_text([(str(result.file), result.findings)], told))
    else:
        _tell(result, told)
    raise typer.Exit(OK if result.path is not None else exit_code(result.findings))


def _tell(result: Annotated, lang: Lang) -> None:
    """The new workbook on standard output; what stopped it on standard error (the issues are in the workbook)."""
    if result.path is None:
        show([f for f in result.findings if f.level >= Level.ERROR], lang, sys.stderr)
        return
    said = summary(result.findings, lang)
    if said:
        say(f"{result.file}{text('：', ': ', lang)}{said}")
    zh, en = f"{result.path}（{len(result.issues)} 个问题）", f"{result.path} ({len(result.issues)} issues)"
    print(text(zh, en, lang))


def _report(result: Annotated, lang: Lang) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "file": str(result.file),
        "sha256": result.examined.sha256 if result.examined is not None else "",
        "annotated": str(result.path) if result.path else None,
        "issues": [
            {"level": i.level.name.lower(), "code": i.code, "place": i.place, "name": i.name} for i in result.issues
        ],
        "findings": [as_dict(finding, lang) for finding in result.findings],
    }
