"""workbook import"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.api.import_ import Imported, Wanted, import_files, shown
from workbook.cli.answer import as_csv, code_of, tell
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, Format, FormatOption, LangOption, SpecOption
from workbook.cli.outcome import OK, finish, show
from workbook.cli.progress import Progress
from workbook.finding import found
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, json_text, report_dict
from workbook.report.machine import SCHEMA_VERSION

_FILES = text("填好的工作簿，可给出几个", "filled workbooks")
_TO = text("数据文件夹，写入其下的 年度/单位", "data folder; a unit's data go to year/unit below it")
_FORCE = text("有错误也导入，并记录下来", "import in spite of errors, and record them")
_REASON = text("照现状导入的理由，与 --force 同用", "why it is imported as it is, with --force")
_LAST_YEAR = text("与数据文件夹中的上年数据核对衔接", "hold the file against last year's data in the data folder")
_REPLACE = text("已有的不同数据以文件为准", "let the file replace different data")

_WORDS = {
    "imported": ("已导入", "imported"),
    "unchanged": ("没有变化", "unchanged"),
    "rejected": ("没有导入", "not imported"),
    "conflict": ("与已有数据不同，没有导入", "differs from the data, not imported"),
    "failed": ("没有写成", "could not be written"),
}
_DONE = frozenset({"imported", "unchanged"})
_SHOWN = 60
"""Longer values are cut in the list of differences for people."""


def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_FILES, show_default=False)],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help=_TO)] = Path("data"),
    spec: SpecOption = None,
    force: Annotated[bool, typer.Option("--force", help=_FORCE)] = False,
    reason: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--reason", metavar="TEXT", help=_REASON, show_default=False),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help=_REPLACE)] = False,
    last_year: Annotated[bool, typer.Option("--last-year", help=_LAST_YEAR)] = False,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    why = (reason or "").strip()
    if force is not bool(why):
        wrong = [found("G104", None, None, reason="@force_reason", help="workbook import --help")]
        show(wrong, told, sys.stderr)
        finish(wrong)
    results: list[Imported] = []
    wanted = Wanted(to, spec, why, replace, last_year=last_year)
    with Progress(len(files), told) as progress:
        run = import_files(files, wanted, strict=debug)
        for file in files:
            progress.unit(file.name)
            results.append(next(run))
            progress.done()
    if form is Format.json:
        sys.stdout.write(json_text({"schema_version": SCHEMA_VERSION, "files": [_report(r, told) for r in results]}))
    elif form is Format.csv:
        sys.stdout.write(as_csv([(r.report(told), r.own) for r in results], told))
    else:
        for result in results:
            _tell(result, told)
    codes = (OK if r.status in _DONE else code_of(r.examined, r.report(told), r.findings) for r in results)
    raise typer.Exit(max(codes, default=OK))


def _tell(result: Imported, lang: Lang) -> None:
    """What was done on standard output, all that is to be said about it on standard error."""
    tell(result.report(lang), result.own, lang)
    where = f" → {result.folder}" if result.status in _DONE else ""
    print(f"{result.file}{text('：', ': ', lang)}{text(*_WORDS[result.status], lang)}{where}")
    for difference in result.differences:
        old, new = (
            _short(shown(value)) or text("（空）", "(blank)", lang) for value in (difference.old, difference.new)
        )
        print(f"  {difference.name}  {old} → {new}")


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"


def _report(result: Imported, lang: Lang) -> dict[str, object]:
    return {
        "file": str(result.file),
        "sha256": result.sha256,
        "status": result.status,
        "forced": result.forced,
        "unit": result.unit,
        "year": result.year,
        "data": str(result.folder) if result.folder else None,
        "original": str(result.original) if result.original else None,
        "differences": [{"name": d.name, "old": d.old, "new": d.new} for d in result.differences],
        "report": report_dict(result.report(lang)),
        "findings": [as_dict(finding, lang) for finding in result.own],
    }
