"""workbook values, workbook explain"""

from __future__ import annotations

import sys
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Annotated, NoReturn, Optional

import typer

from workbook.api import Explained, explain, is_code, page, values
from workbook.cli.language import language, text
from workbook.cli.options import (
    BlankOption,
    DataArgument,
    DebugOption,
    FailOn,
    FailOnOption,
    Format,
    FormatOption,
    LangOption,
    SpecOption,
    TableFormat,
    TableFormatOption,
)
from workbook.cli.outcome import finish, show
from workbook.cli.progress import Progress
from workbook.finding import Finding, Level, found
from workbook.finding.catalogue import Lang, where
from workbook.layout import quoted
from workbook.report import json_text
from workbook.report.machine import table_text
from workbook.spec.load import spec_names

_NAME = text(
    "单元格的名称，如 支出决算表.合计.基本支出；或提示、审核的编号，如 J105、A5",
    "a cell's name, 表.行.列, or a code: J105, A5",
)
_DATA = text(
    "单位数据文件夹或填好的工作簿；不给则按空表",
    "a unit's data folder or a filled workbook; an empty workbook when absent",
)


def values_command(
    data: DataArgument = None,
    blank: BlankOption = False,
    spec: SpecOption = None,
    lang: LangOption = None,
    form: TableFormatOption = TableFormat.csv,
    fail_on: FailOnOption = FailOn.error,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    _either(data, blank, told, "values")
    with Progress(1, told) as progress:
        result, findings = values(data, spec=spec, step=progress.step)
    show(findings, told, sys.stderr)
    if form is TableFormat.json:
        sys.stdout.write(json_text(dict(result)))
    else:
        sys.stdout.write(table_text(("name", "value"), ((name, plain(value)) for name, value in result.items())))
    finish(findings, fail_on.level)


def explain_command(
    name: Annotated[str, typer.Argument(help=_NAME)],
    data: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--data",
            "-d",
            metavar="DIR|FILE",
            help=_DATA,
            show_default=False,
        ),
    ] = None,
    spec: SpecOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    if is_code(name):
        _page(name, data, spec, form, told)
    result, findings = explain(name, data, spec=spec)
    # What is wrong with the data is wrong with every value; the rest only where it is about this very cell.
    wrong = [f for f in findings if result is None or (f.code.startswith("D") and f.level >= Level.ERROR)]
    show([f for f in findings if f in wrong or f.code.startswith("E") or _about(f, result)], told, sys.stderr)
    if result is not None:
        others = [n for n in spec_names() if n != result.spec] if data is None and spec is None else []
        _print(result, form, told, others)
    finish(wrong)


def _about(finding: Finding, result: Explained | None) -> bool:
    """Whether a finding is about the very cell that is explained: why a filled cell shows no value."""
    return result is not None and f"{quoted(finding.place.sheet)}!{finding.place.cell}" == result.address


def _page(code: str, data: Path | None, spec: str | None, form: Format, lang: Lang) -> NoReturn:
    """The page of a code, and the end."""
    told, findings = page(code, lang, spec=spec, data=data)
    show(findings, lang, sys.stderr)
    if told is None:
        finish(findings)
    if form is Format.json:
        sys.stdout.write(json_text(asdict(told)))
    elif form is Format.csv:
        sys.stdout.write(table_text(("heading", "text"), told.sections(lang)))
    else:
        sys.stdout.write(told.text(lang))
    finish(())


def _either(data: Path | None, blank: bool, lang: Lang, verb: str) -> None:
    """Data or --blank, one of the two."""
    wrong: list[Finding] = []
    if blank and data is not None:
        wrong = [found("G104", None, None, reason="@data_or_blank", help=f"workbook {verb} --help")]
    elif not blank and data is None:
        wrong = [found("G102", None, None, blank="--blank")]
    if wrong:
        show(wrong, lang, sys.stderr)
        finish(wrong)


def plain(value: object) -> str:
    """A value as csv has it: numbers without exponent, blank as nothing."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def _print(result: Explained, form: Format, lang: Lang, others: list[str]) -> None:
    """others: the specs that were not asked for, where none was named."""
    left, right = text("（其他模板用 --spec：", " (others with --spec: ", lang), text("）", ")", lang)
    facts: dict[str, str] = {
        text("名称", "name", lang): result.name,
        text("位置", "address", lang): result.address,
        text("值", "value", lang): plain(result.value),
        text("模板", "spec", lang): result.spec
        + (f"{left}{text('、', ', ', lang).join(others)}{right}" if others else ""),
        text("出处", "declared", lang): where(result.origin),
        text("写法", "written", lang): result.written,
        text("公式（名称）", "by names", lang): result.by_names,
        text("公式（地址）", "formula", lang): result.formula,
    }
    rows = [(p.name, p.address, plain(p.value)) for p in result.precedents]
    if form is Format.json:
        body = {
            "name": result.name,
            "address": result.address,
            "value": result.value,
            "spec": result.spec,
            "origin": where(result.origin),
            "written": result.written,
            "by_names": result.by_names,
            "formula": result.formula,
            "precedents": [{"name": p.name, "address": p.address, "value": p.value} for p in result.precedents],
        }
        sys.stdout.write(json_text(body))
    elif form is Format.csv:
        sys.stdout.write(table_text(("name", "address", "value"), rows))
    else:
        for label, fact in facts.items():
            if fact:
                print(f"{label}{text('：', ': ', lang)}{fact}")
        for name, address, value in rows:
            print(f"  {name}  {address}" + (f"  = {value}" if value else ""))


__all__ = ["explain_command", "plain", "values_command"]
