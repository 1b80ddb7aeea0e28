"""A process that has files judged and archives opened, each in a process of its own, and dies with whoever started it.

It reads orders from its standard input and writes answers to what was its standard output; each is a length in eight
bytes and a pickle. Only the two ends of this package talk to each other so: no pickle of a file is ever read.

The process of a file is a copy of this one (`apart.py`), which knows the templates already. Where the system has no
fork, this process judges and opens itself, and whoever started it watches the time.
"""

from __future__ import annotations

import gc
import os
import pickle
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

from workbook.api.chain import Specs
from workbook.api.ended import at_the_limit, for_memory, told_end
from workbook.bureau.apart import FORKS, LENGTH, Apart, Ended, limited, watch
from workbook.bureau.judging import judge_bytes, refused
from workbook.campaign.archive import Member, members
from workbook.campaign.model import Order, Verdict
from workbook.finding import Finding, Place, found

try:
    import resource
except ImportError:  # not on Windows; there only time is limited
    resource = None  # type: ignore[assignment]

_MODEST = 3
"""Times its own memory that a file may have needed for this process to judge it once more itself."""

_SHARE = 1 / 3
"""Of a file's time that judging it may have taken for the same: the rest is enough to do it once more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of one file: a verdict, or, when it is to be opened, the files in it."""

    content: bytes
    name: str
    order: Order
    open: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """The end of an archive. finding: why not all of it could be opened."""

    finding: Finding | None = None


def send(stream: BinaryIO, message: object) -> None:
    body = pickle.dumps(message)
    send_raw(stream, body)


def send_raw(stream: BinaryIO, body: bytes) -> None:
    """A message that is pickled already."""
    stream.write(LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next message. Raises EOFError when the other end is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)


def main() -> None:
    """What the process does: it says that it is ready, answers what it is asked, says so again, until the end."""
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between the answers
    threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
    judge = _Judge((orders.fileno(), answers.fileno()))
    try:
        while True:
            send(answers, "ready")
            asked = receive(orders)
            assert isinstance(asked, Asked)
            if asked.open:
                for body in judge.opened(asked):
                    send_raw(answers, body)
            else:
                send(answers, judge.verdict(asked))
                judge.learn(asked)
    except (EOFError, BrokenPipeError):
        return


class _Judge:
    """Judges file after file. pipes: which the processes of the files must not keep open."""

    def __init__(self, pipes: tuple[int, ...]) -> None:
        self._pipes, self._specs = pipes, Specs()
        self._known: set[str] = set()
        self._last: tuple[Verdict, float, float] | None = None

    def verdict(self, asked: Asked) -> Verdict:
        """Findings: G111 (time), G112 (memory), G117 (the process died of something else), those of judging."""
        content, name, order = asked.content, asked.name, asked.order
        if not FORKS:
            return judge_bytes(content, name, order, self._specs)
        began = time.monotonic()
        apart = Apart(partial(self._judged, asked), order.timeout, order.memory, self._pipes)
        body = next(apart.messages(), None)
        took = time.monotonic() - began
        ended = apart.ended()
        if body is None:
            code, facts = _told(ended, order)
            return refused(code, name, order, **facts)
        verdict = pickle.loads(body)
        assert isinstance(verdict, Verdict)
        self._last = verdict, took, ended.peak
        return verdict

    def _judged(self, asked: Asked) -> Iterator[Verdict]:
        """In the copy. Memory that is refused has many faces; near the limit all of them are one."""
        verdict = judge_bytes(asked.content, asked.name, asked.order, self._specs)
        if verdict.again == "crash" and at_the_limit(asked.order.memory):
            verdict = refused("G112", asked.name, asked.order)
        yield verdict

    def opened(self, asked: Asked) -> Iterator[bytes]:
        """Each file of an archive, then `Last`, as messages. Findings: G111, G112, G117, those of `members`."""
        work = partial(members, asked.content, asked.name)
        if not FORKS:
            yield from map(pickle.dumps, work())
            yield pickle.dumps(Last())
            return
        apart = Apart(work, asked.order.timeout, asked.order.memory, self._pipes)
        yield from apart.messages()
        ended = apart.ended()
        told = None
        if not ended.well:
            code, facts = _told(ended, asked.order)
            told = found(code, Place(file=asked.name), None, **facts)
        yield pickle.dumps(Last(told))

    def learn(self, asked: Asked) -> None:
        """Judge the first sound file of a template once more here: its copies find the template compiled.

        The file's limits hold for both times together: it is only done with what was quick and small, and with what
        is left of its time. Should that not be enough, the system ends this process, and another one takes its place.
        """
        last, self._last = self._last, None
        if last is None or last[0].contents is None or last[0].spec_hash in self._known:
            return
        verdict, took, peak = last
        limit = asked.order.timeout
        left = None if limit is None else limit - took
        if left is not None and limit is not None and took > limit * _SHARE:
            return
        if peak > _MODEST * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:
            return
        self._known.add(verdict.spec_hash)
        with limited(asked.order.memory, left):
            judge_bytes(asked.content, asked.name, asked.order, self._specs)
        gc.collect()
        gc.freeze()  # memory that nobody touches is shared with the copies


def _told(ended: Ended, order: Order) -> tuple[str, dict[str, object]]:
    """Why there is no answer, as a finding's code and facts."""
    if ended.late:
        return "G111", {"limit": f"{order.timeout:g}"}
    if for_memory(ended.said, ended.peak, order.memory):
        return "G112", {"limit": order.memory}
    return "G117", {"reason": told_end(ended.code)}


__all__ = ["Asked", "Last", "Member", "main", "receive", "send"]

if __name__ == "__main__":
    main()
