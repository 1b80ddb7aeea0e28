"""Files judged on a Dask cluster: each is sent as bytes, judged there within the same limits, and comes back a verdict.

A computer that is lost costs nothing but time: its files are judged by another one. The template must be installed on
all of them; a cluster shares no files with us.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from workbook.bureau.component import component
from workbook.bureau.judging import refused
from workbook.bureau.pool import Slot
from workbook.bureau.running import content_of, gone
from workbook.campaign.ledger import LedgerError
from workbook.campaign.model import Job, Order, Verdict
from workbook.finding import found, reason_of

_AHEAD = 4
"""Files that wait for each of the cluster's threads."""

_TRIES = 5
"""A file whose computers are lost so often is itself under suspicion."""

_own = threading.local()


def judge_there(content: bytes, name: str, order: Order) -> Verdict:
    """The unit of work on the cluster: in a process of its own, kept from file to file by each thread."""
    if not hasattr(_own, "slot"):
        _own.slot = Slot()
    slot: Slot = _own.slot
    return slot.judge(content, name, order)


class Cluster:
    """The cluster whose scheduler answers at an address (tcp://…). patience: seconds to wait for it."""

    def __init__(self, address: str, patience: float = 20) -> None:
        self.address, self.patience = address, patience

    def judge(self, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts as they come back. Raises LedgerError: L107 (Dask is not installed), L112 (out of reach)."""
        dask = component("distributed", "cluster")
        try:
            client = dask.Client(self.address, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise self._lost(error) from error
        try:
            yield from self._judge(dask, client, jobs, order)
        except (OSError, TimeoutError) as error:
            raise self._lost(error) from error
        finally:
            client.close(timeout=5)

    def _judge(self, dask: Any, client: Any, jobs: Iterable[Job], order: Order) -> Iterator[tuple[Job, Verdict]]:
        run = os.urandom(8).hex()  # equal names would be one task, also of two campaigns on the same cluster
        tries: dict[Any, tuple[Job, int]] = {}
        source = iter(jobs)
        ready = dask.as_completed(loop=client.loop)

        def submit(job: Job, number: int) -> Verdict | None:
            content = content_of(job)
            if content is None:
                return gone(job, order)
            name = f"judge-{run}-{job.seq}-{number}"
            future = client.submit(judge_there, content, job.name, job.wanted(order), key=name, pure=False)
            tries[future] = job, number
            ready.add(future)
            return None

        def fill() -> Iterator[tuple[Job, Verdict]]:
            room = _AHEAD * max(1, sum(client.nthreads().values()))
            while len(tries) < room and (job := next(source, None)) is not None:
                verdict = submit(job, 1)
                if verdict is not None:
                    yield job, verdict

        yield from fill()
        while tries:
            future = next(ready)
            job, number = tries.pop(future)
            if future.status == "finished":
                yield job, future.result()
            elif client.status != "running":
                raise OSError(client.status)
            elif number < _TRIES:
                submit(job, number + 1)
            else:
                yield job, refused("G105", job.name, order, reason=str(future.exception()))
            yield from fill()

    def _lost(self, error: Exception) -> LedgerError:
        return LedgerError(found("L112", None, None, name=self.address, reason=reason_of(error)))
