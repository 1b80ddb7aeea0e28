"""Orders for workbooks passed on: to this process, or to several, in a sequence in which like follows like."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import groupby

from workbook.bureau.handing import Done, Wanted, hand_over
from workbook.bureau.likeness import likeness
from workbook.finding import Place, found
from workbook.spec.spec import Spec

_BATCH, _BATCH_ALIKE = 8, 64
"""Orders that one process gets at once. Those with figures from last year are of one likeness, and more of them, so
that not every process compiles every template.
"""
_AHEAD = 4
"""Batches under way for each process, so that none is ever idle, and memory does not grow with the register."""
Batch = Sequence[Wanted]


def in_sequence(orders: Iterable[Wanted], spec: Spec) -> list[Wanted]:
    """Like after like, else as they come: the same units always in the same sequence."""
    known = [replace(order, like=likeness(order.data, spec)) for order in orders]
    count = Counter(order.like for order in known)
    return sorted((replace(o, alone=count[o.like] == 1) for o in known), key=lambda order: order.like)


def done(orders: Sequence[Wanted], jobs: int, strict: bool = False) -> Iterator[Done]:
    """Every order done, in their sequence; by this process alone, or by several. strict: see `hand_over`."""
    if jobs <= 1 or len(orders) < 2:
        yield from (hand_over(order, strict=strict) for order in orders)
    else:
        yield from _by_several(_batches(orders), jobs, strict)


def _batches(orders: Iterable[Wanted]) -> Iterator[Batch]:
    for kind, group in groupby(orders, key=lambda order: order.like):
        like, size = list(group), _BATCH_ALIKE if kind else _BATCH
        yield from (like[i : i + size] for i in range(0, len(like), size))


def _by_several(batches: Iterator[Batch], jobs: int, strict: bool) -> Iterator[Done]:
    """A process that comes to an untimely end takes its pool with it; what was under way is tried once more."""
    pool = _pool(jobs)
    waiting: deque[tuple[Batch, Future[list[Done]] | None, int]] = deque()
    batch = next(batches, None)
    try:
        while batch is not None or waiting:
            while batch is not None and len(waiting) < jobs * _AHEAD:
                waiting.append((batch, _submitted(pool, batch, strict), 0))
                batch = next(batches, None)
            first, future, tries = waiting.popleft()
            try:
                if future is None:
                    raise BrokenProcessPool("the process pool is broken")
                yield from future.result()
            except BrokenProcessPool as error:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(jobs)
                if tries:
                    yield from (_failed(order, error) for order in first)
                else:
                    waiting.appendleft((first, None, 1))
                again = [(b, _submitted(pool, b, strict), n) for b, _, n in waiting]
                waiting = deque(again)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_end_with_parent)


def _submitted(pool: ProcessPoolExecutor, batch: Batch, strict: bool) -> Future[list[Done]] | None:
    try:
        return pool.submit(_batch, batch, strict)
    except BrokenProcessPool:
        return None


def _batch(orders: Batch, strict: bool) -> list[Done]:
    return [hand_over(order, strict=strict) for order in orders]


def _failed(order: Wanted, error: Exception) -> Done:
    finding = found("G105", Place(order.name), None, kind=type(error).__name__, reason=str(error))
    return Done(order, "failed", findings=(finding,))


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
