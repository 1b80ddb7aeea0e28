"""workbook roll-up"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.api import RolledUp, roll_up
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, FailOn, FailOnOption, Format, FormatOption, LangOption, SpecOption
from workbook.cli.outcome import finish, say, show
from workbook.cli.progress import Progress
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, csv_text, json_text, summary
from workbook.report.machine import SCHEMA_VERSION

_UNITS = text("各单位的数据文件夹，或其上级文件夹", "the units' data folders, or folders above them")
_OUTPUT = text("输出文件或文件夹", "file or folder to write")
_DATA = text("同时把部门的数据写入这个文件夹", "also write the department's data into this folder")
_HEAD = text(
    "部门自己的数据文件夹，取其中的文字、代码和整体自评，不取金额",
    "the department's own data folder: its texts, codes and scorecard are used, its amounts never",
)
_LIST = text("应汇总单位的名单（单位名称,单位编码）", "the units that there should be, as CSV (单位名称,单位编码)")
_OFFS = text("单位之间往来的抵销，CSV", "payments between units that cancel out, as CSV")
_NAME = text("部门的名称，默认是 --head 的单位名称", "the department's name, by default that of --head")


def roll_up_command(
    units: Annotated[list[Path], typer.Argument(metavar="UNIT…", help=_UNITS, show_default=False)],
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE|DIR", help=_OUTPUT, show_default=False),
    ] = None,
    data: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--data", metavar="DIR", help=_DATA, show_default=False),
    ] = None,
    head: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--head", metavar="DIR", help=_HEAD, show_default=False),
    ] = None,
    expected: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--units", metavar="FILE", help=_LIST, show_default=False),
    ] = None,
    eliminations: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--eliminations", metavar="FILE", help=_OFFS, show_default=False),
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="TEXT", help=_NAME, show_default=False)] = "",
    spec: SpecOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    fail_on: FailOnOption = FailOn.error,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    with Progress(1, told) as progress:
        result = roll_up(
            units, output=output, data=data, head=head, units=expected, eliminations=eliminations, name=name,
            spec=spec, step=progress.step,
        )  # fmt: skip
    if form is Format.json:
        sys.stdout.write(json_text(_report(result, told)))
    elif form is Format.csv:
        sys.stdout.write(csv_text([(str(result.path or ""), result.findings)], told))
    else:
        _tell(result, told)
    finish(result.findings, fail_on.level)


def _tell(result: RolledUp, lang: Lang) -> None:
    """The workbook on standard output, all that is to be said about it on standard error."""
    show(result.findings, lang, sys.stderr)
    if result.findings:
        say(summary(result.findings, lang))
    if result.path is None:
        return
    zh = f"{result.path}（{result.cells} 个单元格，{result.formulas} 个公式）"
    en = f"{result.path} ({result.cells} cells, {result.formulas} formulas)"
    print(text(zh, en, lang))
    counted = Counter(unit.status for unit in result.units)
    received = sum(unit.received for unit in result.units)
    kinds = "，".join(f"{status} {count}" for status, count in counted.items())
    print("  " + text(f"汇总 {received} 个单位：{kinds}", f"{received} units: {kinds}", lang))
    if result.data is not None:
        print("  " + text(f"数据：{result.data}", f"data: {result.data}", lang))
    if result.status:
        print("  " + result.status)


def _report(result: RolledUp, lang: Lang) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "file": str(result.path) if result.path else None,
        "data": str(result.data) if result.data else None,
        "status": "written" if result.written else "refused",
        "template": result.spec,
        "unit": result.unit,
        "year": result.year,
        "cells": result.cells,
        "formulas": result.formulas,
        "checks": result.status,
        "units": [
            {
                "name": unit.name,
                "code": unit.code,
                "received": unit.received,
                "status": unit.status,
                "expected": unit.expected,
                "money_unit": unit.money_unit,
            }
            for unit in result.units
        ],
        "findings": [as_dict(finding, lang) for finding in result.findings],
    }
