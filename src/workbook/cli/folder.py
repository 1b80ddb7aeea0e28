"""workbook schema, workbook init"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.api import init, overlay_text, schema_text
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, LangOption
from workbook.cli.outcome import finish, show
from workbook.cli.written import keep_inputs, write_text

_OVERLAY = text("用于只写不同之处的页面（继承其他模板时）", "for pages of differences, in specs that extend another")
_OUTPUT = text("写入文件，不给则写到标准输出", "file to write, else standard output")


def schema_command(
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=_OUTPUT,
            show_default=False,
        ),
    ] = None,
    overlay: Annotated[bool, typer.Option("--overlay", help=_OVERLAY)] = False,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    written = overlay_text() if overlay else schema_text()
    if output is None:
        sys.stdout.write(written)
        return
    keep_inputs(output, (), "schema", language(lang))
    write_text(written, output, language(lang))
    print(output)


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=text("新文件夹", "the folder to lay out"))],
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    laid = init(folder)
    show(laid.findings, told, sys.stderr)
    for file in laid.files:
        print(laid.folder / file)
    finish(laid.findings)
