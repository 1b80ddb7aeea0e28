"""A check in a process of its own, which may take only so much time and memory."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from workbook.api.check import check
from workbook.finding import Finding, Place, found
from workbook.finding.catalogue import Lang
from workbook.report import Report, build_report

try:
    import resource
except ImportError:  # not on Windows; there only time is limited
    resource = None  # type: ignore[assignment]

_MEGABYTE = 1024 * 1024
_PROGRAM = "from workbook.api.limited import child; child()"


def check_limited(
    path: str | Path,
    *,
    spec: str | Path | None = None,
    lang: Lang = "zh",
    timeout: float | None = None,
    memory: int | None = None,
) -> Report:
    """`check` within seconds and megabytes (of address space). Findings: G111 out of time, G112 out of memory."""
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
    if memory is not None:
        return _refused(path, found("G112", _place(path), None, limit=memory), lang)
    reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [str(done.returncode)]
    return _refused(path, found("G105", _place(path), None, reason=reason[0]), lang)


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
    if memory is not None and any(item.finding.facts.get("kind") == "MemoryError" for item in report.findings):
        sys.exit(1)
    sys.stdout.buffer.write(pickle.dumps(report))


__all__ = ["check_limited"]
