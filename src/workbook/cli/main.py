"""The program `workbook`: results on standard output, messages on standard error, never a traceback."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from typing import Annotated

import typer

from workbook.cli.language import asked, language, text
from workbook.cli.outcome import FAULT, INTERRUPTED, UNREADABLE, show
from workbook.finding import Finding, found, reason_of

_COMMANDS = (
    ("generate", "generate.generate_command", "用模板和数据生成工作簿", "make workbooks from specs and data"),
    (
        "hand-out",
        "hand_out.hand_out_command",
        "给名册中的每个单位生成工作簿",
        "make a workbook for every unit of a register",
    ),
    ("import", "import_.import_command", "把填好的工作簿收进数据文件夹", "take filled workbooks into the data folder"),
    (
        "collect",
        "collect.collect_command",
        "收集各单位交来的工作簿",
        "take in what units hand in, judge it, keep a ledger",
    ),
    ("status", "status.status_command", "看各单位收到什么程度", "how each unit stands"),
    ("decide", "status.decide_command", "裁定以哪一份文件为准", "decide which of several files counts"),
    ("chase", "chase.chase_command", "写出发给各单位的改正清单", "letters with what each unit has to mend"),
    ("export", "chase.export_command", "导出全部通过的数", "all accepted values as Parquet"),
    ("check", "check.check_command", "核对填好的工作簿", "say what is wrong with filled workbooks"),
    (
        "annotate",
        "annotate.annotate_command",
        "在填好的工作簿上标出问题，交回改正",
        "mark the issues of a filled workbook to hand it back",
    ),
    (
        "roll-forward",
        "roll_forward.roll_forward_command",
        "把上年的数据结转成下一年的数据",
        "begin next year's data with this year's",
    ),
    (
        "roll-up",
        "roll_up.roll_up_command",
        "由各单位的数据得出部门的工作簿",
        "make a department's workbook from its units' data",
    ),
    ("lint", "lint.lint_command", "检查模板，一次列出全部问题", "tell every fault of a spec"),
    ("values", "values.values_command", "列出每个单元格的名称和值", "name and value of every cell"),
    (
        "explain",
        "values.explain_command",
        "说明一个数从哪里来，或一个编号是什么意思",
        "tell where a number comes from, or what a code means",
    ),
    ("schema", "folder.schema_command", "写出模板语言的 JSON Schema", "write the JSON Schema of the spec language"),
    (
        "init",
        "folder.init_command",
        "建立一个含模板、代码表和示例数据的文件夹",
        "lay out a folder with specs and example data",
    ),
)
"""Name, module and function below `workbook.cli`, what it does. A module is loaded when its command is asked for."""

_USAGE: type[Exception] = typer.BadParameter.__bases__[0]
_WORDS = {"NoSuchOption": "@no_option:", "MissingParameter": "@no_value:", "BadParameter": "@bad_value:"}


def command_line(given: Sequence[str] = ()) -> typer.Typer:
    """The command line: with the one command that is asked for, or all of them, which help and mistakes need."""
    app = typer.Typer(
        name="workbook",
        help=text(
            "用模板和数据生成部门决算工作簿。退出码：0 没有问题，1 有问题，2 用法或模板有错，3 文件读写不了。",
            "Final-accounts workbooks from specs and data. Exit codes: 0 fine, 1 findings, 2 usage or spec fault, "
            "3 a file cannot be read or written.",
        ),
        add_completion=False,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(start)
    asked_for = [command for command in _COMMANDS if command[0] in given[:1]]
    for name, place, zh, en in asked_for or _COMMANDS:
        module, function = place.split(".")
        command = getattr(import_module(f"workbook.cli.{module}"), function)
        app.command(name, help=text(zh, en))(command)
    return app


def start(
    context: typer.Context,
    show_version: Annotated[bool, typer.Option("--version", help=text("版本", "the version"))] = False,
) -> None:
    if show_version:
        print(f"workbook {_version()}")
    elif context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(FAULT)


def _version() -> str:
    try:
        return version("workbook")
    except PackageNotFoundError:
        return "0"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and leave it with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(asked(given))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            # In UTF-8 only what a file's name has from another encoding cannot be written; elsewhere much cannot.
            wide = encoding.lower() in ("utf-8", "utf8")
            stream.reconfigure(encoding=encoding, errors="backslashreplace" if wide else "replace")
    try:
        code = command_line(given)(given, prog_name="workbook", standalone_mode=False)
        sys.stdout.flush()
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else 0)
    except BrokenPipeError:
        # Whoever read our output has enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except (KeyboardInterrupt, typer.Abort):
        show([found("G107")], lang, sys.stderr)
        sys.exit(INTERRUPTED)
    except _USAGE as error:
        show([_usage(error)], lang, sys.stderr)
        sys.exit(FAULT)
    except Exception as error:
        if "--debug" in given:
            raise
        told = reason_of(error) if isinstance(error, OSError | sqlite3.Error) else str(error)
        show([found("G105", None, None, kind=type(error).__name__, reason=told)], lang, sys.stderr)
        sys.exit(UNREADABLE if isinstance(error, OSError) else FAULT)


def _usage(error: Exception) -> Finding:
    """What the parser of arguments says, in a sentence of ours around its own words."""
    said = str(getattr(error, "message", "") or error)
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "workbook") or "workbook"
    option = getattr(error, "option_name", None)
    param = getattr(error, "param", None)
    thing = option or (param.opts[0] if param is not None and param.opts else "")
    thing = getattr(param, "metavar", None) or thing if str(thing).isidentifier() else thing
    word = _WORDS.get(type(error).__name__, "") if thing else ""
    return found("G104", None, None, reason=f"{word}{thing}" if word else "@usage", text=said, help=f"{path} --help")


if __name__ == "__main__":
    main()
