"""A process that judges one file after the other, within a limit of memory, and dies with whoever started it.

It reads orders from its standard input and writes verdicts to what was its standard output; each is a length in eight
bytes and a pickle. Only the two ends of this package talk to each other so: no pickle of a file is ever read.
"""

from __future__ import annotations

import os
import pickle
import struct
import threading
import time
from typing import Any, BinaryIO

from workbook.api.chain import Specs
from workbook.bureau.judging import judge_bytes
from workbook.campaign.model import Order

try:
    import resource
except ImportError:  # not on Windows; there only time is limited
    resource = None  # type: ignore[assignment]

_LENGTH = struct.Struct("<Q")
_MEGABYTE = 1024 * 1024
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
    """What the process does: first the limit in megabytes or None, then (content, name, order) until the end."""
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between the answers
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    specs = Specs()
    try:
        memory = receive(orders)
        if memory is not None and resource is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory * _MEGABYTE, memory * _MEGABYTE))
        send(answers, "ready")
        while True:
            content, name, order = receive(orders)
            assert isinstance(order, Order)
            send(answers, judge_bytes(content, name, order, specs))
    except (EOFError, BrokenPipeError):
        return


def _watch(parent: int) -> None:
    """A process whose parent was killed gets another one; nobody waits for its answer any more."""
    while hasattr(os, "getppid") and os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


if __name__ == "__main__":
    main()
