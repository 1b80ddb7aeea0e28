"""Files judged in processes of their own, several at a time, each file within its limits.

A file that takes too long, or more memory than it may, or that brings its process down, costs that process and is
told so (G111, G112, G117), and all other files are judged as if nothing had happened. Archives are opened so, too.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from workbook.api.ended import told_end
from workbook.bureau.apart import FORKS
from workbook.bureau.judging import refused
from workbook.bureau.running import content_of, gone
from workbook.bureau.worker import Asked, Last, receive, send
from workbook.campaign.archive import Member
from workbook.campaign.ledger import LedgerError
from workbook.campaign.model import Job, Order, Verdict
from workbook.disk import clear_abandoned
from workbook.finding import Place, found, reason_of

_PROGRAM = "from workbook.bureau.worker import main; main()"
_MANY = 400
"""Files after which a process that judges itself (no fork) is replaced, so that nothing can add up in it."""

_GRACE = 30.0
"""Seconds over a file's limit after which also a process that only watches the others counts as stuck."""


class _GoneError(Exception):
    """The process came to an end, or was stopped since it took too long."""

    def __init__(self, code: int, *, late: bool) -> None:
        super().__init__(code)
        self.code, self.late = code, late


class Slot:
    """One process at a time that has files judged; started when it is first needed. Not to be shared by threads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._done, self._ready = 0, False

    def judge(self, content: bytes, name: str, order: Order) -> Verdict:
        """The verdict, whatever becomes of the process. Raises LedgerError: G118 (none can be started)."""
        process = self._asked(Asked(content, name, order))
        try:
            verdict = self._answer(process, order)
        except _GoneError as gone_:
            if gone_.late:
                return refused("G111", name, order)
            return refused("G117", name, order, reason=told_end(gone_.code))
        assert isinstance(verdict, Verdict)
        return verdict

    def open(self, content: bytes, name: str, order: Order) -> Iterator[Member]:
        """The files of an archive, as `members` gives them; the whole archive, with G111, G112 or G117, where opening
        it took more than it may. Raises LedgerError: G118.
        """
        process = self._asked(Asked(content, name, order, open=True))
        finished = False
        try:
            while not isinstance(told := self._answer(process, order), Last):
                assert isinstance(told, Member)
                yield told
            finished = True
            if told.finding is not None:
                yield Member(name, content, told.finding)
        except _GoneError as gone_:
            facts = {"limit": f"{order.timeout:g}"} if gone_.late else {"reason": told_end(gone_.code)}
            yield Member(name, content, found("G111" if gone_.late else "G117", Place(file=name), None, **facts))
        finally:
            if not finished:
                self.close()

    def close(self) -> int:
        """End the process; how it ended."""
        process, self._process, self._done, self._ready = self._process, None, 0, False
        if process is None:
            return 0
        process.kill()
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return code

    def _asked(self, asked: Asked) -> subprocess.Popen[bytes]:
        """A process that has been asked. One that is busy with what it wants to remember is waited for, and replaced
        when it does not come back from that.
        """
        if self._done >= _MANY and not FORKS:
            self.close()
        if self._process is not None and not self._ready:
            with contextlib.suppress(_GoneError):
                self._ready = self._answer(self._process, asked.order) == "ready"
        if self._process is None:
            self._process, self._ready = _start(), True
        with contextlib.suppress(OSError):  # it is gone, as its answer will show
            send(cast(BinaryIO, self._process.stdin), asked)
        self._done, self._ready = self._done + 1, False
        return self._process

    def _answer(self, process: subprocess.Popen[bytes], order: Order) -> Any:
        """The next message. Raises _GoneError; then there is no process any more."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = None
        if order.timeout is not None:
            timer = threading.Timer(order.timeout + (_GRACE if FORKS else 0), stop)
            timer.daemon = True
            timer.start()
        try:
            return receive(cast(BinaryIO, process.stdout))
        except (EOFError, OSError) as error:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)
            raise _GoneError(self.close(), late=late.is_set()) from error
        finally:
            if timer is not None:
                timer.cancel()


def _start() -> subprocess.Popen[bytes]:
    """A process that is ready. Raises LedgerError: G118."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)}
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        raise LedgerError(found("G118", None, None, reason=reason_of(error))) from error
    try:
        receive(cast(BinaryIO, process.stdout))
    except (EOFError, OSError) as error:
        process.kill()
        reason = told_end(process.wait())
        raise LedgerError(found("G118", None, None, reason=reason)) from error
    return process


class Pool:
    """`count` processes. Jobs are taken up as they are needed, so that memory does not grow with their number."""

    def __init__(self, count: int = 1) -> None:
        self.count = max(1, count)

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts as they are ready. Raises what the jobs raise, and LedgerError: G118."""
        waiting: queue.Queue[Job | None] = queue.Queue()
        ready: queue.Queue[tuple[Job, Verdict] | BaseException] = queue.Queue()
        stop = threading.Event()
        threads = [
            threading.Thread(target=_work, args=(waiting, ready, order, stop), daemon=True) for _ in range(self.count)
        ]
        source, busy = iter(jobs), 0
        try:
            for thread in threads:
                thread.start()
            for _ in range(2 * self.count):
                busy += _put(source, waiting)
            while busy:
                told = ready.get()
                if isinstance(told, BaseException):
                    raise told
                busy += _put(source, waiting) - 1
                yield told
        finally:
            stop.set()
            for _ in threads:
                waiting.put(None)
            for thread in threads:
                thread.join()
            clear_abandoned(Path(tempfile.gettempdir()), again=True)


def _put(source: Iterator[Job], waiting: queue.Queue[Job | None]) -> int:
    job = next(source, None)
    if job is not None:
        waiting.put(job)
    return job is not None


def _work(
    waiting: queue.Queue[Job | None],
    ready: queue.Queue[tuple[Job, Verdict] | BaseException],
    order: Order,
    stop: threading.Event,
) -> None:
    slot = Slot()
    try:
        while (job := waiting.get()) is not None and not stop.is_set():
            content = content_of(job)
            ready.put((job, gone(job, order) if content is None else slot.judge(content, job.name, job.wanted(order))))
    except BaseException as error:
        ready.put(error)
    finally:
        slot.close()
