"""A check in a process of its own, which may take only so much time and memory."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from workbook.api.check import check
from workbook.api.ended import at_the_limit, for_memory, told_end
from workbook.finding import Finding, Place, found
from workbook.finding.catalogue import Lang
from workbook.report import Report, build_report

try:
    import resource
except ImportError:  # not on Windows; there only time is limited
    resource = None  # type: ignore[assignment]

_MEGABYTE = 1024 * 1024
_NO_MEMORY = 112
"""Exit code of a check that was refused memory."""

_PROGRAM = "from workbook.api.limited import child; child()"


def check_limited(
    path: str | Path,
    *,
    spec: str | Path | None = None,
    lang: Lang = "zh",
    timeout: float | None = None,
    memory: int | None = None,
) -> Report:
    """`check` within seconds and megabytes (of address space). Findings: G111 out of time, G112 out of memory, G117
    the process came to an end otherwise.
    """
    order = pickle.dumps((str(path), None if spec is None else str(spec), lang, memory))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or str(Path.cwd()) for p in sys.path)}
    command = [sys.executable, "-c", _PROGRAM]
    try:
        done = subprocess.run(command, input=order, capture_output=True, env=environment, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return _refused(path, found("G111", _place(path), None, limit=f"{timeout:g}"), lang)
    if done.returncode == 0:
        report = pickle.loads(done.stdout)
        if isinstance(report, Report):
            return report
    if done.returncode == _NO_MEMORY or for_memory(done.stderr, 0, memory):
        return _refused(path, found("G112", _place(path), None, limit=memory), lang)
    return _refused(path, found("G117", _place(path), None, reason=told_end(done.returncode)), lang)


def _place(path: str | Path) -> Place:
    return Place(file=Path(path).name)


def _refused(path: str | Path, finding: Finding, lang: Lang) -> Report:
    return build_report(str(path), [finding], lang=lang)


def child() -> None:
    """What the process does: the order from standard input, the report to standard output."""
    path, spec, lang, memory = pickle.loads(sys.stdin.buffer.read())
    if memory is not None and resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory * _MEGABYTE, memory * _MEGABYTE))
    report = check(path, spec=spec, lang=lang)
    failed = [item.finding.facts for item in report.findings if item.code == "G105"]
    if failed and (at_the_limit(memory) or any(facts.get("kind") == "MemoryError" for facts in failed)):
        sys.exit(_NO_MEMORY)
    sys.stdout.buffer.write(pickle.dumps(report))


__all__ = ["check_limited"]
