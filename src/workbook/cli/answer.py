"""What `check` says of a file, as the other commands that read one give it too."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console

from workbook.api.filled import Examined
from workbook.cli.check import exit_code as check_code
from workbook.cli.outcome import exit_code, show
from workbook.finding import Finding
from workbook.finding.catalogue import Lang
from workbook.report import Report, build_report, report_lines, report_table, reports_csv


def tell(report: Report, own: Iterable[Finding], lang: Lang) -> None:
    """On standard error: the report as `check` has it, then what the command itself has to say."""
    if sys.stderr.isatty():
        Console(file=sys.stderr).print(report_table(report))
    else:
        sys.stderr.write("".join(f"{line}\n" for line in report_lines(report)))
        sys.stderr.flush()
    show(tuple(own), lang, sys.stderr)


def code_of(examined: Examined | None, report: Report, findings: Iterable[Finding]) -> int:
    """The exit code of a file with which nothing was done: that of `check` where it could not be read."""
    if examined is not None and examined.judged is None:
        return check_code([report])
    return exit_code(findings)


def as_csv(answers: Iterable[tuple[Report, tuple[Finding, ...]]], lang: Lang) -> str:
    """The lines of `check --format csv`, those of the command itself after each file's."""
    whole = []
    for report, own in answers:
        more = build_report("", own, lang=lang).findings
        whole.append(replace(report, findings=(*report.findings, *more)))
    return reports_csv(whole)
