"""workbook annotate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated as Given
from typing import Optional

import typer

from workbook.api.annotate import Annotated, annotate
from workbook.cli.answer import as_csv, code_of, tell
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, Format, FormatOption, LangOption, SpecOption
from workbook.cli.outcome import OK
from workbook.cli.progress import Progress
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, json_text, report_dict
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
        sys.stdout.write(as_csv([(result.report(told), result.own)], told))
    else:
        _tell(result, told)
    raise typer.Exit(OK if result.path is not None else code_of(result.examined, result.report(told), result.findings))


def _tell(result: Annotated, lang: Lang) -> None:
    """The new workbook on standard output; what `check` says of the file, and what stopped it, on standard error."""
    tell(result.report(lang), result.own, lang)
    if result.path is not None:
        count = len(result.issues)
        print(text(f"{result.path}（问题清单 {count} 条）", f"{result.path} ({count} on its list of issues)", lang))


def _report(result: Annotated, lang: Lang) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "file": str(result.file),
        "sha256": result.examined.sha256 if result.examined is not None else "",
        "annotated": str(result.path) if result.path else None,
        "issues": [
            {"level": i.level.name.lower(), "code": i.code, "place": i.place, "name": i.name} for i in result.issues
        ],
        "report": report_dict(result.report(lang)),
        "findings": [as_dict(finding, lang) for finding in result.own],
    }
