"""Ways to have many files judged. Each gives every job's verdict, in whatever order they are ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from workbook.api.chain import Specs
from workbook.bureau.judging import judge_bytes, refused
from workbook.campaign.model import Job, Order, Verdict

Step = Callable[[Job, int], None]
"""Told after each file that was judged, and of how many."""


def silent(job: Job, total: int) -> None:
    """Nobody wants to know."""


class Runner(Protocol):
    """Judges files; may be used once."""

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]: ...


class Here:
    """One after the other in this very process, without limits: for files that one has made oneself."""

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        specs = Specs()
        for job in jobs:
            content = content_of(job)
            yield job, gone(job, order) if content is None else judge_bytes(content, job.name, job.wanted(order), specs)


def content_of(job: Job) -> bytes | None:
    """The stored file's bytes, None when it has vanished."""
    try:
        return job.path.read_bytes()
    except OSError:
        return None


def gone(job: Job, order: Order) -> Verdict:
    """Somebody took the stored file away: L106."""
    return refused("L106", job.name, order, path=job.path.name)
