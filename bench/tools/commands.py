"""Whole commands, each measured by itself: seconds, processor seconds, its peak and that of the biggest process below.

Linux counts the parent's memory into a child's peak, so whoever uses this must stay small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FLAT = 1.2
"""Memory is called flat while the peak of the largest size is at most so many times that of the smallest."""

_MEASURED = """
import json, os, resource, sys
try:
    {body}
finally:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(used.ru_utime + used.ru_stime for used in (own, others))
    with open(os.environ["MEASURED"], "w") as file:
        json.dump([cpu, own.ru_maxrss, others.ru_maxrss], file)
"""
_OURS = "from workbook.cli.main import main; main(sys.argv[1:])"
_SCRIPT = "import runpy; sys.argv[:] = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
_LOADS = """
    import openpyxl
    for path in sys.argv[1:]:
        try:
            openpyxl.load_workbook(path)
        except Exception:
            pass
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One command. own, others: megabytes of the process itself, and of the biggest below it. told: its output."""

    seconds: float
    cpu: float
    own: float
    others: float
    told: str = ""


def ours(arguments: Sequence[str | Path], root: Path) -> Run:
    """One of our commands. Ends the bench when it is no success and no finding."""
    return _run(_MEASURED.format(body=_OURS), arguments, root)


def step(script: Path, arguments: Sequence[str | Path], root: Path) -> Run:
    """A script of ours, as a program."""
    return _run(_MEASURED.format(body=_SCRIPT), [script, *arguments], root)


def loads(files: Sequence[Path], root: Path) -> Run:
    """openpyxl asked for the formulas of every file; what it cannot open is passed over."""
    return _run(_MEASURED.format(body=_LOADS.strip()), files, root)


def _run(program: str, arguments: Sequence[str | Path], root: Path) -> Run:
    measured = root / f"measured-{threading.get_ident()}.json"
    measured.unlink(missing_ok=True)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True, text=True, check=False, env={**os.environ, "MEASURED": str(measured)},
    )  # fmt: skip
    seconds = time.perf_counter() - started
    if done.returncode > 1 or not measured.is_file():
        raise SystemExit(done.stderr)
    cpu, own, others = json.loads(measured.read_text())
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(seconds, cpu, own / scale, others / scale, done.stdout)


def flat(what: str, peaks: Mapping[int, float], unit: str) -> str:
    """The peaks of all sizes side by side, and the verdict. unit: what the sizes count."""
    told = ", ".join(f"{peak:.0f} MB with {size} {unit}" for size, peak in peaks.items())
    if len(peaks) < 2:
        return f"peak of {what}: {told}"
    first, last = peaks[min(peaks)], peaks[max(peaks)]
    verdict = "flat" if last <= first * FLAT else f"not flat: {last / first:.2f} times"
    return f"peak of {what}: {told}: {verdict}"


def say(line: str) -> None:
    """At once, so that a run that is cut off tells what it knew."""
    print(line, flush=True)
