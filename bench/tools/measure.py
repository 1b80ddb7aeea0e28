"""Run a step in a process of its own, several times, and keep the best time and its peak memory.

Linux counts the parent's memory into a child's peak, so the parent itself must stay small: it loads nothing.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Measured:
    """seconds, cpu: of the step alone; wall: of the whole process; megabytes: the process's peak.

    facts: whatever else the step tells, from its quickest run.
    """

    seconds: float
    cpu: float
    wall: float
    megabytes: float
    facts: dict[str, float]


def best(*steps: tuple[str, ...], times: int = 5) -> list[Measured]:
    """The best of several runs of each `tools/steps.py step arguments…`, each run in a new process.

    The steps take turns, so that a busy machine disturbs all of them alike.
    """
    rounds = [[_run(step) for step in steps] for _ in range(times)]
    return [
        Measured(
            min(r.seconds for r in runs),
            min(r.cpu for r in runs),
            min(r.wall for r in runs),
            min(r.megabytes for r in runs),
            min(runs, key=lambda r: r.seconds).facts,
        )
        for runs in zip(*rounds, strict=True)
    ]


def _run(step: tuple[str, ...]) -> Measured:
    start = time.perf_counter()
    command = [sys.executable, str(TOOLS / "steps.py"), *step]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    wall = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(step)}: {done.stderr}")
    told = json.loads(done.stdout)
    return Measured(told.pop("seconds"), told.pop("cpu"), wall, told.pop("megabytes"), told)


def report(step: Callable[[], dict[str, float]]) -> None:
    """In the child: time the step and tell the parent."""
    start, cpu = time.perf_counter(), time.process_time()
    facts = step()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "megabytes": megabytes, **facts}))
