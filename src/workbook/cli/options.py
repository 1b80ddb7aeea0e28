"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.cli.language import text
from workbook.finding import Level


class LangChoice(StrEnum):
    zh = "zh"
    en = "en"


class Format(StrEnum):
    text = "text"
    json = "json"
    csv = "csv"


class TableFormat(StrEnum):
    csv = "csv"
    json = "json"


class SummaryFormat(StrEnum):
    text = "text"
    json = "json"


class FailOn(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"

    @property
    def level(self) -> Level:
        return Level[self.name.upper()]


LangOption = Annotated[
    Optional[LangChoice],  # noqa: UP045 - typer reads this at run time
    typer.Option("--lang", help=text("信息所用的语言", "language of messages"), show_default=False),
]
FormatOption = Annotated[Format, typer.Option("--format", help=text("结果的格式", "format of the results"))]
TableFormatOption = Annotated[TableFormat, typer.Option("--format", help=text("结果的格式", "format of the results"))]
_FAIL_ON = text("有这一级或更重的问题时退出码为 1", "exit with 1 at findings of this level or above")
_SPEC = text("模板的名称（如 hubei/2021）或文件夹", "a spec's name (such as hubei/2021) or folder")
_DATA = text(
    "单位数据文件夹（含 单位.csv），或填好的工作簿", "a unit's data folder (with 单位.csv), or a filled workbook"
)

FailOnOption = Annotated[
    FailOn,
    typer.Option("--fail-on", help=_FAIL_ON),
]
DebugOption = Annotated[bool, typer.Option("--debug", help=text("出错时显示细节", "show details of unforeseen errors"))]
SpecOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--spec",
        metavar="NAME|PATH",
        help=_SPEC,
    ),
]
BlankOption = Annotated[bool, typer.Option("--blank", help=text("没有数据的空表", "without data, for hand-out"))]
DataArgument = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Argument(
        metavar="DATA",
        help=_DATA,
        show_default=False,
    ),
]
