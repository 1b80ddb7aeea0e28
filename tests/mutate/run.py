"""Change a good workbook in one place, many times: python -m mutate.run [count] [--kind part-of-a-name] [--whole].

Prints a table by kind of mutation and every failure; the exit code is 1 when there is one.
--whole: every mutant goes through a file and the whole chain (by itself each fiftieth does).
--start: the first number of each kind; a mutant is known by its kind and number, so another start gives other mutants.
--log: a file with one line for each mutant tried. A run that was broken off goes on from there.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path
from random import Random

from mutate.base import base
from mutate.chain import file_way, short_way, whole_way
from mutate.expect import GOOD, LET_PASS, WORDS, Mutant, verdict
from mutate.kinds import GROUPS, KINDS
from mutate.shift import Unsuitable

WAYS = {"short": short_way, "file": file_way, "whole": whole_way}
Task = tuple[str, int, str]
"""kind, number, way"""
Result = tuple[str, int, str, str]
"""kind, number, word, what is wrong or why it is let pass"""
CRASH = "CRASH"
FEW = frozenset(GROUPS["identity"]) | {
    "dates begin in 1904",
    "precision as displayed",
    "iteration",
    "sheets reordered",
    "sheet added",
    "another year typed",
    "another unit of amounts",
    "list in another unit",
    "block of a form one row off",
    "column one row off",
    "all amounts one row off",
    "codes one row off",
    "choices one row off",
    "workbook pasted as values",
}


def mutant(name: str, number: int) -> Mutant:
    """The mutant of a kind and number: the same each time. Places that do not suit are passed over."""
    dice = Random(f"{name} {number}")
    for _ in range(400):
        try:
            return KINDS[name](base(), dice)
        except Unsuitable:
            continue
    raise AssertionError(f"no place suits {name}")


def share(name: str) -> int:
    """How much of the whole a kind gets: kinds with few places little, those with thousands of places much."""
    if name in FEW:
        return 1
    return 6 if name in GROUPS["formulas"] or name in GROUPS["caches"] or name in GROUPS["texts"] else 4


def attempt(task: Task) -> Result:
    name, number, way = task
    try:
        made = mutant(name, number)
        word, wrong = verdict(base(), made, WAYS[way](made.package.parts))
        return name, number, word, f"{made.what}: {wrong}" if wrong and word not in GOOD else wrong
    except Exception as error:
        return name, number, CRASH, f"{type(error).__name__}: {error}"


def attempts(tasks: Iterable[Task], jobs: int = 2) -> Iterable[Result]:
    base()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    if jobs < 2:
        yield from map(attempt, tasks)
        return
    with Pool(jobs) as pool:
        yield from pool.imap_unordered(attempt, tasks, chunksize=4)


def planned(names: list[str], count: int, start: int, *, whole: bool) -> list[Task]:
    """`count` mutants or a few more, all kinds in turn, by their shares; each fiftieth goes the whole way."""
    shares = {name: share(name) for name in names}
    each = {name: max(3, -(-count * shares[name] // sum(shares.values()))) for name in names}
    return [
        (name, start + number, "whole" if whole or number % 50 == 49 else "short")
        for number in range(max(each.values()))
        for name in names
        if number < each[name]
    ]


def logged(tasks: list[Task], log: Path | None, jobs: int) -> Iterator[Result]:
    """The results of all tasks: those that the log has, then the others, which it gets."""
    known: dict[tuple[str, int], Result] = {}
    if log is not None and log.exists():
        for line in log.read_text(encoding="utf-8").splitlines():
            name, number, word, wrong = json.loads(line)
            known[name, number] = name, number, word, wrong
    yield from (known[task[:2]] for task in tasks if task[:2] in known)
    left = [task for task in tasks if task[:2] not in known]
    if log is None:
        yield from attempts(left, jobs)
        return
    with log.open("a", encoding="utf-8") as file:
        for result in attempts(left, jobs):
            print(json.dumps(result, ensure_ascii=False), file=file, flush=True)
            yield result


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=10_500)
    parser.add_argument("--kind", default="")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--failures", type=int, default=200)
    given = parser.parse_args()
    names = [name for name in KINDS if given.kind in name]
    tasks = planned(names, given.count, given.start, whole=given.whole)
    begin = time.monotonic()
    counts: Counter[tuple[str, str]] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    failures = []
    for name, number, word, wrong in logged(tasks, given.log, given.jobs):
        counts[name, word] += 1
        if word not in GOOD:
            failures.append(f"{word}: {name} {number}: {wrong}")
        elif word in LET_PASS:
            reasons[word, wrong] += 1
    table(names, counts)
    for (word, reason), times in sorted(reasons.items()):
        print(f"{word} {times}: {reason}")
    print(f"{len(names)} kinds, {len(tasks)} mutants in {time.monotonic() - begin:.0f} s; failures: {len(failures)}")
    print(*sorted(failures)[: given.failures], sep="\n", end="\n" if failures else "")
    return 1 if failures else 0


def table(names: list[str], counts: Counter[tuple[str, str]]) -> None:
    """How many of each kind came to what."""
    words = [w for w in (*WORDS, CRASH) if w in GOOD or any(counts[name, w] for name in names)]
    print(f"{'':<40}{'tried':>6}" + "".join(f"{word:>13}" for word in words))
    for group, kinds in GROUPS.items():
        if any(name in kinds for name in names):
            print(group)
        for name in (name for name in kinds if name in names):
            tried = sum(n for (kind, _), n in counts.items() if kind == name)
            print(f"  {name:<38}{tried:>6}" + "".join(f"{counts[name, word] or '':>13}" for word in words))


if __name__ == "__main__":
    sys.exit(main())
