"""How far a long run is, how fast it goes, how long it will still take: a bar, or a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from workbook.cli.language import text
from workbook.finding.catalogue import Lang

EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


class Pace:
    """Counts units of work that are done. The first line comes after some seconds: short runs are silent."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._start = self._before = self._last = time.monotonic()
        self._done = 0
        self._counted = True
        self._bar: Bar | None = None

    def __enter__(self) -> Pace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def done(self, name: str, total: int | None) -> None:
        """One more of `total` is done; None: nobody knows how many there are. What is counted anew begins at 0, when
        the last of what was counted before was done.
        """
        if (total is not None) is not self._counted:
            self._stop()
            self._start, self._done, self._counted = self._before, 0, total is not None
        self._done, self._before = self._done + 1, time.monotonic()
        seconds = self._before - self._start
        rate = self._done / seconds if seconds > 0 else 0.0
        if sys.stderr.isatty():
            self._draw(name, total, rate)
        elif time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            print(self._line(total, rate), file=sys.stderr, flush=True)

    def _line(self, total: int | None, rate: float) -> str:
        if total is None:
            zh, en = f"收下 {self._done} 个，每秒 {rate:.1f} 个", f"{self._done} taken in, {rate:.1f} a second"
        else:
            left = round((total - self._done) / rate) if rate else 0
            zh = f"[{self._done}/{total}] 每秒 {rate:.1f} 个，还需约 {left} 秒"
            en = f"[{self._done}/{total}] {rate:.1f} a second, about {left} s left"
        return text(zh, en, self._lang)

    def _stop(self) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            bar.stop()

    def _draw(self, name: str, total: int | None, rate: float) -> None:
        if self._bar is None:
            per = text("个/秒", "/s", self._lang)
            self._bar = Bar(
                TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
                TextColumn("{task.fields[rate]} " + per, markup=False), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._bar.add_task("", total=total, rate="")
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self._done, total=total, description=name, rate=f"{rate:.1f}")
