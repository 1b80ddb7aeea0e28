"""workbook roll-forward"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from workbook.api.chain import Specs
from workbook.api.import_ import shown
from workbook.api.roll_forward import RolledForward, roll_forward
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, Format, FormatOption, LangOption, SpecOption
from workbook.cli.outcome import OK, exit_code, say, show
from workbook.cli.progress import Progress
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, csv_text, json_text, summary
from workbook.report.machine import SCHEMA_VERSION

_DATA = text("上年的单位数据文件夹，可给出几个", "units' data folders of the year that is closed")
_TO = text("结转到的年度，默认是下一年", "the year to begin, by default the next one")
_OUT = text(
    "单位文件夹放在这里，默认与上年的年度文件夹并列", "where units' folders go, by default beside the year's folder"
)
_UNIT = text("新年度的金额单位，默认不变", "unit of next year's amounts, by default the same")
_FORCE = text(
    "上年没有通过审核也结转；已填的数以上年数据为准",
    "roll forward although last year is not accepted; let its figures replace typed ones",
)
_WORDS = {
    "rolled": ("已结转", "rolled forward"),
    "unchanged": ("没有变化", "unchanged"),
    "refused": ("没有结转", "not rolled forward"),
    "conflict": ("与已填的数据不同，没有结转", "differs from what is filled in, not rolled forward"),
    "failed": ("没有写成", "could not be done"),
}
_DONE = frozenset({"rolled", "unchanged"})


class MoneyUnit(StrEnum):
    yuan = "元"
    wan = "万元"


_UNITS: dict[MoneyUnit, Literal["元", "万元"]] = {MoneyUnit.yuan: "元", MoneyUnit.wan: "万元"}


def roll_forward_command(
    data: Annotated[list[Path], typer.Argument(metavar="DATA…", help=_DATA, show_default=False)],
    to: Annotated[
        Optional[int],  # noqa: UP045 - typer reads this at run time
        typer.Option("--to", metavar="YEAR", help=_TO, show_default=False),
    ] = None,
    spec: SpecOption = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="DIR", help=_OUT, show_default=False),
    ] = None,
    money_unit: Annotated[
        Optional[MoneyUnit],  # noqa: UP045
        typer.Option("--money-unit", help=_UNIT, show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_FORCE)] = False,
    lang: LangOption = None,
    form: FormatOption = Format.text,
    debug: DebugOption = False,
) -> None:
    told, specs = language(lang), Specs()
    results: list[RolledForward] = []
    with Progress(len(data), told) as progress:
        for folder in data:
            progress.unit(folder.name)
            result = roll_forward(
                folder,
                to=to,
                spec=spec,
                output=output,
                money_unit=None if money_unit is None else _UNITS[money_unit],
                force=force,
                specs=specs,
                step=progress.step,
            )
            results.append(result)
            progress.done()
    if form is Format.json:
        sys.stdout.write(json_text({"schema_version": SCHEMA_VERSION, "units": [_report(r, told) for r in results]}))
    elif form is Format.csv:
        sys.stdout.write(csv_text([(str(r.data), r.findings) for r in results], told))
    else:
        for result in results:
            _tell(result, told)
    raise typer.Exit(max((OK if r.status in _DONE else exit_code(r.findings) for r in results), default=OK))


def _tell(result: RolledForward, lang: Lang) -> None:
    """What was done on standard output, all that is to be said about it on standard error."""
    show(result.findings, lang, sys.stderr)
    colon = text("：", ": ", lang)
    if result.findings:
        say(f"{result.data}{colon}{summary(result.findings, lang)}")
    where = f" → {result.folder}" if result.status in _DONE else ""
    count = text("（{} 个上年数）", " ({} values of last year)", lang).format(len(result.carried)) if where else ""
    print(f"{result.data}{colon}{text(*_WORDS[result.status], lang)}{where}{count}")
    for difference in result.differences:
        old, new = (shown(value) or text("（空）", "(blank)", lang) for value in (difference.old, difference.new))
        print(f"  {difference.name}  {old} → {new}")


def _report(result: RolledForward, lang: Lang) -> dict[str, object]:
    return {
        "data": str(result.data),
        "status": result.status,
        "folder": str(result.folder) if result.folder else None,
        "unit": result.unit,
        "year": result.year,
        "carried": [
            {"name": c.name, "source": c.source, "value": c.value, "conversion": c.conversion, "origin": c.origin}
            for c in result.carried
        ],
        "differences": [{"name": d.name, "old": d.old, "new": d.new} for d in result.differences],
        "findings": [as_dict(finding, lang) for finding in result.findings],
    }
