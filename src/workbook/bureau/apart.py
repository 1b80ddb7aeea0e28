"""A piece of work in a copy (fork) of this process, within limits, and what it tells on the way.

The copy knows all that this process knows, begins at once, leaves nothing behind, and when it goes down nothing else
does. It tells its results as messages; of each, either all is read or nothing.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

FORKS = hasattr(os, "fork") and resource is not None
_MEGABYTE = 1024 * 1024
_PIECE = 1024 * 1024
_SAID = 4000
"""Bytes of its last words that are read."""

_WATCH = 1.0
"""Seconds between two looks at whether the parent still lives."""

LENGTH = struct.Struct("<Q")
"""What stands before each message."""

Work = Callable[[], Iterable[object]]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a copy ended. code: its exit code, a signal when negative. late: its time had run out. said: the end of its
    standard error. peak: of its memory, in MB.
    """

    code: int
    late: bool
    said: bytes
    peak: float

    @property
    def well(self) -> bool:
        return self.code == 0 and not self.late


class Apart:
    """One copy. `messages` first, until it ends; then `ended` says how.

    work: gives the messages. timeout: seconds that may be spent on waiting for it, in all; memory: megabytes of address
    space; None: no limit. closed: files that the copy must not keep open.
    """

    def __init__(self, work: Work, timeout: float | None, memory: int | None, closed: Iterable[int] = ()) -> None:
        self._left, self._late, self._ended = timeout, False, False
        self._said = _scratch()
        self._end, write = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            os.close(self._end)
            os.dup2(self._said, 2)
            _be(work, write, memory, closed)
        os.close(write)

    def messages(self) -> Iterator[bytes]:
        """Every message that came whole, as it comes, pickled. What was cut off is not given."""
        while (head := self._read(LENGTH.size)) is not None:
            body = self._read(LENGTH.unpack(head)[0])
            if body is None:
                return
            yield body

    def ended(self) -> Ended:
        """Wait for the end; a copy that is late, or that nobody listens to any more, is killed."""
        os.close(self._end)
        if not self._ended:
            os.kill(self._child, signal.SIGKILL)
        _, status, used = os.wait4(self._child, 0)
        size = os.fstat(self._said).st_size
        said = os.pread(self._said, _SAID, max(0, size - _SAID))
        os.close(self._said)
        return Ended(os.waitstatus_to_exitcode(status), self._late, said, used.ru_maxrss / 1024)

    def _read(self, length: int) -> bytes | None:
        """So many bytes, None when they do not come."""
        pieces = []
        while length:
            began = time.monotonic()
            ready = select.select([self._end], [], [], self._left)[0]
            if self._left is not None:
                self._left = max(0.0, self._left - (time.monotonic() - began))
            if not ready:
                self._late = True
                return None
            piece = os.read(self._end, min(length, _PIECE))
            if not piece:
                self._ended = True
                return None
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)


def _scratch() -> int:
    """A file for last words, which nobody sees and which goes with whoever has it open."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("said")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _be(work: Work, write: int, memory: int | None, closed: Iterable[int]) -> NoReturn:
    """In the copy. It ends here whatever happens."""
    code = 1
    try:
        for file in closed:
            os.close(file)
        threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
        with limited(memory):
            for message in work():
                body = pickle.dumps(message)
                _write(write, LENGTH.pack(len(body)))
                _write(write, body)
        code = 0
    except BaseException as error:
        with contextlib.suppress(BaseException):
            os.write(2, f"{type(error).__name__}: {error}".encode(errors="replace"))
    finally:
        os._exit(code)


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


@contextlib.contextmanager
def limited(memory: int | None, seconds: float | None = None) -> Iterator[None]:
    """So much address space (MB) for what is done here, afterwards as much as before; when the seconds run out, the
    system ends this process.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory * _MEGABYTE, hard))
    if seconds is not None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        if seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def watch(parent: int) -> None:
    """A process whose parent was killed gets another one; nobody waits for its answer any more."""
    while hasattr(os, "getppid") and os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)
