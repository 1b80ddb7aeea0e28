"""Progress on standard error, for work that takes longer than a second: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from workbook.cli.language import text
from workbook.finding.catalogue import Lang

PATIENCE = 1.0
"""Seconds of silence."""

_STEPS = {
    "spec": ("读取模板", "reading the spec"),
    "data": ("读取数据", "reading data"),
    "book": ("编排", "compiling"),
    "compute": ("计算", "computing"),
    "write": ("写出", "writing"),
}


class Progress:
    """Counts units of work. Silent during the first second; a timer breaks the silence within a long step too."""

    def __init__(self, total: int, lang: Lang) -> None:
        self._total, self._lang = total, lang
        self._done, self._name, self._step = 0, "", ""
        self._lock = threading.Lock()
        self._loud = False
        self._bar: Bar | None = None
        self._timer = threading.Timer(PATIENCE, self._break_silence)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._loud = False
            if self._bar is not None:
                self._bar.stop()

    def unit(self, name: str) -> None:
        """The next unit begins."""
        with self._lock:
            self._name, self._step = name, ""
            self._tell()

    def done(self) -> None:
        with self._lock:
            self._done += 1
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], completed=self._done)

    def step(self, step: str) -> None:
        """A step of the current unit begins."""
        with self._lock:
            self._step = text(*_STEPS.get(step, (step, step)), self._lang)
            if self._bar is not None or self._total == 1:
                self._tell()

    def _break_silence(self) -> None:
        with self._lock:
            self._loud = True
            if sys.stderr.isatty():
                self._bar = Bar(
                    TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
                    TimeElapsedColumn(), console=Console(stderr=True), transient=True,
                )  # fmt: skip
                self._bar.add_task("", total=self._total, completed=self._done)
                self._bar.start()
            self._tell()

    def _tell(self) -> None:
        if not self._loud:
            return
        said = " ".join(part for part in (self._name, self._step) if part)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], description=said)
        else:
            print(f"[{min(self._done + 1, self._total)}/{self._total}] {said}", file=sys.stderr, flush=True)
