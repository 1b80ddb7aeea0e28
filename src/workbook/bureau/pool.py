"""Files judged in processes of their own, several at a time, each file within its limits.

A file that takes too long, or more memory than it may, or that brings its process down, costs that process and is
told so (G111, G112, G105), and all other files are judged as if nothing had happened.
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
from typing import BinaryIO, cast

from workbook.bureau.judging import refused
from workbook.bureau.running import content_of, gone
from workbook.bureau.worker import FORKS, receive, send
from workbook.campaign.model import Job, Order, Verdict
from workbook.disk import clear_abandoned

_PROGRAM = "from workbook.bureau.worker import main; main()"
_MANY = 400
"""Files after which a process that judges itself (no fork) is replaced, so that nothing can add up in it."""

_GRACE = 30.0
"""Seconds over twice a file's limit after which also a process that only watches the others counts as stuck."""


class Slot:
    """One process at a time that has files judged; started when it is first needed. Not to be shared by threads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0

    def judge(self, content: bytes, name: str, order: Order) -> Verdict:
        """The verdict, whatever becomes of the process."""
        if self._process is None or (self._done >= _MANY and not FORKS):
            self.close()
            self._process = _start()
        process = self._process
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = None
        if order.timeout is not None:
            timer = threading.Timer(2 * order.timeout + _GRACE if FORKS else order.timeout, stop)
            timer.daemon = True
            timer.start()
        try:
            send(cast(BinaryIO, process.stdin), (content, name, order))
            verdict = receive(cast(BinaryIO, process.stdout))
            self._done += 1
            assert isinstance(verdict, Verdict)
            return verdict
        except (EOFError, OSError):
            self.close()
            if late.is_set():
                return refused("G111", name, order)
            return refused("G105", name, order, reason=f"{process.returncode}")
        finally:
            if timer is not None:
                timer.cancel()

    def close(self) -> None:
        """End the process."""
        process, self._process, self._done = self._process, None, 0
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()


def _start() -> subprocess.Popen[bytes]:
    """A process that is ready. Raises OSError when none can be started."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        receive(cast(BinaryIO, process.stdout))
    except (EOFError, OSError) as error:
        process.kill()
        process.wait()
        raise OSError(f"no process can be started to judge files ({process.returncode})") from error
    return process


class Pool:
    """`count` processes. Jobs are taken up as they are needed, so that memory does not grow with their number."""

    def __init__(self, count: int = 1) -> None:
        self.count = max(1, count)

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts as they are ready. Raises what the jobs raise, and OSError when no process can be started."""
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
            ready.put((job, gone(job, order) if content is None else slot.judge(content, job.name, order)))
    except BaseException as error:
        ready.put(error)
    finally:
        slot.close()
