"""How findings become output and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn, TextIO

import typer
from rich.console import Console

from workbook.data.unit import UNREAD
from workbook.finding import Finding, Level
from workbook.finding.catalogue import Lang
from workbook.report import lines, table

OK, FINDINGS, FAULT, UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 130

_UNREADABLE = UNREAD | {"G101", "G103", "G111", "G112", "G117", "L101", "L102", "L103", "L104", "L105", "L106", "L122"}
_SPEC = frozenset(
    {
        "E002",
        "E003",
        "G102",
        "G104",
        "G105",
        "G108",
        "G109",
        "G114",
        "G118",
        "L107",
        "L108",
        "L109",
        "L110",
        "L111",
        "L112",
        "L117",
        "L118",
        "Y113",
        "Y114",
    }
)


def exit_code(findings: Iterable[Finding], fail_on: Level = Level.ERROR) -> int:
    """0 nothing at or above `fail_on`; 1 findings; 2 usage or spec fault; 3 a file that cannot be read or written."""
    code = OK
    for finding in findings:
        if (finding.level >= Level.ERROR and finding.code in _UNREADABLE) or _is_refused(finding):
            return UNREADABLE
        if finding.level >= Level.ERROR and (finding.code.startswith("S") or finding.code in _SPEC):
            code = FAULT
        elif finding.level >= fail_on:
            code = max(code, FINDINGS)
    return code


def _is_refused(finding: Finding) -> bool:
    """Whether a workbook could not be read at all, or is none of ours; R106 is told lightly, and nothing is read."""
    return finding.code == "R106" or (finding.level >= Level.FATAL and finding.code[0] in "RM")


def show(findings: Sequence[Finding], lang: Lang, stream: TextIO) -> None:
    """Findings as a table on a terminal, as plain lines elsewhere."""
    if not findings:
        return
    if stream.isatty():
        Console(file=stream).print(table(findings, lang))
    else:
        stream.write("\n".join(lines(findings, lang)) + "\n")
        stream.flush()


def say(message: str) -> None:
    """A message for people, on standard error."""
    print(message, file=sys.stderr, flush=True)


def finish(findings: Iterable[Finding], fail_on: Level = Level.ERROR) -> NoReturn:
    raise typer.Exit(exit_code(findings, fail_on))
