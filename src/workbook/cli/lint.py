"""workbook lint"""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from workbook.api import lint, resolved, spec_names
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, FailOn, FailOnOption, Format, FormatOption, LangOption
from workbook.cli.outcome import finish, say, show
from workbook.cli.progress import Progress
from workbook.finding import Finding, found
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, csv_text, json_text, summary
from workbook.report.machine import SCHEMA_VERSION

_RESOLVED = text(
    "打印继承之后的完整模板，每行注明出处", "print the complete spec after inheritance, each line with its origin"
)
_SPECS = text("模板的名称或文件夹；不给则检查全部模板", "names or folders of specs; all known ones when none is given")


def lint_command(
    specs: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="SPEC",
            help=_SPECS,
            show_default=False,
        ),
    ] = None,
    whole: Annotated[bool, typer.Option("--resolved", help=_RESOLVED)] = False,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    fail_on: FailOnOption = FailOn.error,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    names = specs or list(spec_names())
    if whole:
        _print_resolved(names, told, form, fail_on)
        return
    results: dict[str, tuple[Finding, ...]] = {}
    with Progress(max(1, len(names)), told) as progress:
        for name in names:
            progress.unit(name)
            results[name] = lint(name)
            progress.done()
    if not names:
        results[""] = (found("S110", None, None, name="@blank"),)
    if form is Format.json:
        listed = [
            {"spec": name, "findings": [as_dict(f, told) for f in findings]} for name, findings in results.items()
        ]
        sys.stdout.write(json_text({"schema_version": SCHEMA_VERSION, "specs": listed}))
    elif form is Format.csv:
        sys.stdout.write(csv_text(results.items(), told))
    else:
        for name, findings in results.items():
            show(findings, told, sys.stdout)
            clean = text("没有发现问题", "nothing found", told)
            say(f"{name}{text('：', ': ', told)}{summary(findings, told) or clean}")
    finish((f for findings in results.values() for f in findings), fail_on.level)


def _print_resolved(names: list[str], lang: Lang, form: Format, fail_on: FailOn) -> None:
    """The specs on standard output, what is wrong with them on standard error."""
    made = [resolved(name) for name in names]
    if form is Format.json:
        listed = [
            {
                "spec": one.name,
                "files": [
                    {"file": file, "lines": [{"text": line.text, "origin": line.origin} for line in lines]}
                    for file, lines in one.files.items()
                ],
                "findings": [as_dict(f, lang) for f in one.findings],
            }
            for one in made
        ]
        sys.stdout.write(json_text({"schema_version": SCHEMA_VERSION, "specs": listed}))
    else:
        for one in made:
            sys.stdout.write(one.text)
            show(one.findings, lang, sys.stderr)
    finish((f for one in made for f in one.findings), fail_on.level)
