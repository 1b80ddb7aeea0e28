"""A process that has files judged, each in a process of its own, and dies with whoever started it.

It reads orders from its standard input and writes verdicts to what was its standard output; each is a length in eight
bytes and a pickle. Only the two ends of this package talk to each other so: no pickle of a file is ever read.

The process of a file is a copy (fork) of this one, which knows the templates already: it begins at once, has the file's
limits of time and memory, leaves nothing behind for the next file, and when it goes down nothing else does. Where the
system has no fork, this process judges itself, and whoever started it watches the time.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import struct
import threading
import time
from typing import Any, BinaryIO, NoReturn

from workbook.api.chain import Specs
from workbook.bureau.judging import judge_bytes, refused
from workbook.campaign.model import Order, Verdict

try:
    import resource
except ImportError:  # not on Windows; there only time is limited
    resource = None  # type: ignore[assignment]

FORKS = hasattr(os, "fork") and resource is not None
_LENGTH = struct.Struct("<Q")
_MEGABYTE = 1024 * 1024
_PIECE = 1024 * 1024
_MODEST = 3
"""Times its own memory that a file may have needed for this process to judge it once more itself."""

_WATCH = 1.0
"""Seconds between two looks at whether the parent still lives."""


def send(stream: BinaryIO, message: object) -> None:
    body = pickle.dumps(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next message. Raises EOFError when the other end is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)


def main() -> None:
    """What the process does: it says that it is ready, then answers (content, name, order) until the end."""
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between the answers
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    judge = _Judge((orders.fileno(), answers.fileno()))
    try:
        send(answers, "ready")
        while True:
            content, name, order = receive(orders)
            assert isinstance(order, Order)
            send(answers, judge.verdict(content, name, order))
            judge.learn(content, name, order)
    except (EOFError, BrokenPipeError):
        return


class _Judge:
    """Judges file after file. pipes: which the processes of the files must not keep open."""

    def __init__(self, pipes: tuple[int, ...]) -> None:
        self._pipes, self._specs = pipes, Specs()
        self._known: set[str] = set()
        self._last: tuple[Verdict, int] | None = None

    def verdict(self, content: bytes, name: str, order: Order) -> Verdict:
        """Findings: G111 (time), G112 (memory), G105 (the process went down otherwise), those of judging."""
        if not FORKS:
            return judge_bytes(content, name, order, self._specs)
        end, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(end)
            self._apart(write, content, name, order)
        os.close(write)
        try:
            body = _read(end, order.timeout)
        finally:
            os.close(end)
        if body is None:
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
        if body is None:
            return refused("G111", name, order)
        if status != 0 or not body:
            reason = str(os.waitstatus_to_exitcode(status))
            return refused("G112", name, order) if order.memory is not None else refused(
                "G105", name, order, reason=reason
            )  # fmt: skip
        verdict = pickle.loads(body)
        assert isinstance(verdict, Verdict)
        self._last = verdict, used.ru_maxrss
        return verdict

    def learn(self, content: bytes, name: str, order: Order) -> None:
        """Judge the first sound file of a template once more here: its copies find the template compiled."""
        last, self._last = self._last, None
        if last is None or last[0].contents is None or last[0].spec_hash in self._known:
            return
        self._known.add(last[0].spec_hash)
        if last[1] <= _MODEST * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
            judge_bytes(content, name, order, self._specs)
            gc.collect()
            gc.freeze()  # memory that nobody touches is shared with the copies

    def _apart(self, write: int, content: bytes, name: str, order: Order) -> NoReturn:
        """In the copy. It ends here whatever happens."""
        code = 1
        try:
            for pipe in self._pipes:
                os.close(pipe)
            threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
            if order.memory is not None:
                limit = order.memory * _MEGABYTE
                resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
            body = memoryview(pickle.dumps(judge_bytes(content, name, order, self._specs)))
            while body:
                body = body[os.write(write, body) :]
            code = 0
        finally:
            os._exit(code)


def _read(end: int, timeout: float | None) -> bytes | None:
    """All that comes until the other end is closed, None when that takes too long."""
    until = None if timeout is None else time.monotonic() + timeout
    pieces: list[bytes] = []
    while True:
        left = None if until is None else max(0.0, until - time.monotonic())
        if not select.select([end], [], [], left)[0]:
            return None
        piece = os.read(end, _PIECE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _watch(parent: int) -> None:
    """A process whose parent was killed gets another one; nobody waits for its answer any more."""
    while hasattr(os, "getppid") and os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


if __name__ == "__main__":
    main()
