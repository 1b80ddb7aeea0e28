"""workbook collect"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Optional

import typer

from workbook.bureau.cluster import Cluster
from workbook.bureau.collecting import ASIDE, VERDICTS, Collected, Wishes, collect
from workbook.bureau.pool import Pool
from workbook.bureau.running import Runner
from workbook.campaign.model import Job, Order
from workbook.campaign.units import Registered, read_register
from workbook.cli.language import language, text
from workbook.cli.options import DebugOption, LangOption, SpecOption, SummaryFormat
from workbook.cli.outcome import FINDINGS, OK, exit_code, finish, show
from workbook.cli.pace import Pace
from workbook.finding import Level, found
from workbook.finding.catalogue import Lang
from workbook.report import as_dict, json_text
from workbook.report.machine import SCHEMA_VERSION

_INBOX = text(
    "交来的文件，或装有它们的文件夹、压缩包；可给出几个", "what came: files, folders, zip archives; may be several"
)
_TO = text("收集台账所在的文件夹，没有则建立", "the campaign's folder with its ledger; made when it is not there")
_DATA = text(
    "数据文件夹，通过的写入其下的 年度/单位；不给则沿用上次的，第一次为 data",
    "data folder; accepted data go to year/unit below it; by default that of the last time, at first data",
)
_REGISTER = text("单位名册（CSV：单位名称、单位编码、上级单位……）", "register of units (CSV: 单位名称, 单位编码, …)")
_YEAR = text("名册所属的年度", "the year that the register is for")
_JOBS = text("同时核对几个文件", "how many files are judged at the same time")
_TIMEOUT = text("每个文件最多用多少秒", "seconds that one file may take")
_MEMORY = text("每个文件最多用多少 MB 内存", "megabytes of memory that one file may take")
_SCHEDULER = text("交给 Dask 集群核对（tcp://…）", "have a Dask cluster judge (tcp://…)")

JobsOption = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help=_JOBS)]
TimeoutOption = Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help=_TIMEOUT)]
MemoryOption = Annotated[int, typer.Option("--memory", metavar="MB", min=256, help=_MEMORY)]
SchedulerOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--scheduler", metavar="ADDRESS", help=_SCHEDULER, show_default=False),
]

WORDS: Mapping[str, tuple[str, str]] = {
    "new": ("新收", "new"),
    "again": ("重新核对", "tried again"),
    "known": ("收过的", "known"),
    "failed": ("没取到", "not readable"),
    "accepted": ("通过", "accepted"),
    "explain": ("待说明", "to be explained"),
    "rejected": ("退回", "rejected"),
    "unreadable": ("读不了", "unreadable"),
    "waiting": ("等待核对", "waiting"),
    "owner": ("占用标记", "owner files"),
    "hidden": ("隐藏文件", "hidden"),
    "system": ("系统文件", "system files"),
    "own": ("本程序写的", "our own"),
    "same": ("与已收的数相同", "with the same values"),
    "replaced": ("替换旧的", "replacing an older one"),
    "conflicts": ("待裁定", "conflicts to decide"),
}


def collect_command(
    inbox: Annotated[list[Path], typer.Argument(metavar="INBOX…", help=_INBOX, show_default=False)],
    to: Annotated[Path, typer.Option("--to", metavar="CAMPAIGN", help=_TO, show_default=False)],
    data: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--data", "-d", metavar="DIR", help=_DATA, show_default=False),
    ] = None,
    spec: SpecOption = None,
    register: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--register", metavar="CSV", help=_REGISTER, show_default=False),
    ] = None,
    year: Annotated[str, typer.Option("--year", metavar="YYYY", help=_YEAR, show_default=False)] = "",
    jobs: JobsOption = 1,
    timeout: TimeoutOption = 120,
    memory: MemoryOption = 1536,
    scheduler: SchedulerOption = None,
    lang: LangOption = None,
    form: Annotated[SummaryFormat, typer.Option("--format", help=text("结果的格式", "format of the results"))] = (
        SummaryFormat.text
    ),
    debug: DebugOption = False,
) -> None:
    told = language(lang)
    if year and register is None:
        raise typer.BadParameter(text("--year 要与 --register 一起给出", "--year goes with --register", told))
    runner = runner_for(jobs, scheduler, told)
    units = _units(register, year, told) if register is not None else ()
    wishes = Wishes(data, Order(spec, timeout, memory), units, year, runner)
    with Pace(told) as pace:

        def judged(job: Job, total: int) -> None:
            pace.done(job.name, total)

        result = collect(inbox, to, wishes, step=judged, came=lambda name: pace.done(name, None))
    show(result.findings, told, sys.stderr)
    if form is SummaryFormat.json:
        sys.stdout.write(json_text(_report(result, told)))
    else:
        for line in summary_lines(result, told):
            print(line)
    code = max(exit_code([f]) for f in result.findings) if result.findings else OK
    wrong = any(result.counts.get(word, 0) for word in ("explain", "rejected", "unreadable", "failed", "conflicts"))
    raise typer.Exit(max(code, FINDINGS if wrong else OK))


def runner_for(jobs: int, scheduler: str | None, lang: Lang) -> Runner:
    """Who judges: so many processes here, or a cluster."""
    if scheduler is not None and jobs > 1:
        raise typer.BadParameter(text("--jobs 与 --scheduler 只能给一个", "either --jobs or --scheduler", lang))
    return Pool(jobs) if scheduler is None else Cluster(scheduler)


def _units(path: Path, year: str, lang: Lang) -> tuple[Registered, ...]:
    units, told = read_register(path)
    if not year and any(not unit.year for unit in units):
        told = (*told, found("L111"))
    if any(f.level >= Level.ERROR for f in told):
        show(told, lang, sys.stderr)
        finish(told)
    return units


def summary_lines(result: Collected, lang: Lang) -> list[str]:
    """What came, and what became of it; the numbers of each line add up to its first."""
    counts = result.counts

    def line(head: tuple[str, str], total: int, words: tuple[str, ...]) -> str:
        colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
        parts = [f"{text(*WORDS[word], lang)} {counts.get(word, 0)}" for word in words]
        return f"{text(*head, lang)} {total}{colon}{comma.join(parts)}"

    judged = counts.get("new", 0) + counts.get("again", 0)
    lines = [
        line(("看到文件", "files seen"), result.seen, ("new", "again", "known", "failed", *ASIDE)),
        line(("核对", "judged"), judged, (*VERDICTS, "waiting") if counts.get("waiting") else VERDICTS),
    ]
    if any(counts.get(word) for word in ("same", "replaced", "conflicts")):
        comma = text("，", ", ", lang)
        more = [word for word in ("same", "replaced", "conflicts") if counts.get(word)]
        lines.append(comma.join(f"{text(*WORDS[word], lang)} {counts[word]}" for word in more))
    lines += aside_lines(result, lang)
    if not result.complete:
        lines.append(text("没有做完；再运行同一命令会接着做", "not finished; the same command goes on", lang))
    return lines


_ASIDE = {
    "owner": ("没有收，是打开着的工作簿的标记", "left aside, marks of workbooks that are open"),
    "hidden": ("没有收，是隐藏的", "left aside, hidden"),
    "system": ("没有收，是系统的", "left aside, the system's own"),
    "own": ("没有收，是本程序写在里面的", "left aside, what we have written in"),
    "archive": ("打开了压缩包", "archives opened"),
}
_FEW = 5


def aside_lines(result: Collected, lang: Lang) -> list[str]:
    """What is not among the files that were judged, by name."""
    lines, colon, comma = [], text("：", ": ", lang), text("、", ", ", lang)
    for why, words in _ASIDE.items():
        names = [left.name for left in result.aside if left.why == why]
        if names:
            more = len(names) - _FEW
            rest = text(f" 等 {len(names)} 个", f" and {more} more", lang) if more > 0 else ""
            lines.append(f"{text(*words, lang)}{colon}{comma.join(names[:_FEW])}{rest}")
    return lines


def _report(result: Collected, lang: Lang) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "campaign": str(result.folder),
        "complete": result.complete,
        "seen": result.seen,
        "counts": dict(result.counts),
        "aside": [{"name": left.name, "why": left.why, "sha256": left.sha256 or None} for left in result.aside],
        "findings": [as_dict(finding, lang) for finding in result.findings],
    }
