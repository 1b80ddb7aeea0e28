"""What a process died of that judged a file: of the memory that it was allowed, or of something else.

Memory that is refused shows in many ways: as MemoryError, as an error of another name in a library that did not expect
it, as an abort of native code, which says so at most on its standard error. So the traces are looked at, and where
there are none it is not called memory.
"""

from __future__ import annotations

import re
import signal
from pathlib import Path

_NEAR = 7 / 8
"""Of the allowed memory: who has come so far is taken to have run into the limit. (What was refused is not in it.)"""

_REFUSED = re.compile(
    rb"memory allocation of \d+ bytes failed|bad_alloc|MemoryError|out of memory|cannot allocate memory", re.IGNORECASE
)
"""What native code and the interpreter say of memory that they did not get."""

_STATUS = Path("/proc/self/status")
_PEAK = re.compile(rb"^VmPeak:\s*(\d+) kB", re.MULTILINE)


def at_the_limit(memory: int | None) -> bool:
    """Whether this process has had nearly all the megabytes of address space that it may have. False where the system
    does not tell.
    """
    if memory is None:
        return False
    try:
        peak = _PEAK.search(_STATUS.read_bytes())
    except OSError:
        return False
    return peak is not None and int(peak[1]) / 1024 >= memory * _NEAR


def for_memory(said: bytes, resident: float, memory: int | None) -> bool:
    """Whether a process that died was refused memory. said: the end of its standard error; resident: its peak in MB."""
    return memory is not None and (_REFUSED.search(said) is not None or resident >= memory * _NEAR)


def told_end(code: int) -> str:
    """How a process ended, as a fact: its exit code, or the signal when negative."""
    if code >= 0:
        return f"@ended_code:{code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        return f"@ended_signal:{-code}"
    return {"SIGKILL": "@ended_killed", "SIGSEGV": "@ended_segv", "SIGABRT": "@ended_abort"}.get(
        name, f"@ended_signal:{name}"
    )
