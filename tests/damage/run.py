"""Damage files many times over and count what reading makes of them: python -m damage.run [small] [full] [processes].

Prints a table of the kinds of damage, and each variant whose content changed in silence; then the exit code is 1.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from multiprocessing import Pool

from damage.files import FILES

Task = tuple[str, int]


def attempt(task: Task) -> tuple[Task, str, str]:
    file, number = task
    try:
        return (task, *FILES[file]().verdict(number))
    except Exception as error:
        return task, "?", f"CHANGED: {type(error).__name__}: {error}"


def main(small: int = 60_000, full: int = 20_000, processes: int = 2) -> int:
    start = time.monotonic()
    tasks = [("small", number) for number in range(small)] + [("full", number) for number in range(full)]
    counts: Counter[tuple[str, str]] = Counter()
    bad = []
    for file in FILES.values():
        _ = file().book, file().places
    with Pool(processes) as pool:
        for task, damage, verdict in pool.imap_unordered(attempt, tasks, chunksize=50):
            short = verdict.partition(":")[0]
            counts[damage, short] += 1
            if short == "CHANGED":
                bad.append(f"{task[0]} {task[1]}: {damage}: {verdict}")
    words = ("refused", "identical", "unhurt", "CHANGED")
    print(f"{'damage':<22}" + "".join(f"{word:>11}" for word in words))
    for damage in sorted({damage for damage, _ in counts}):
        print(f"{damage:<22}" + "".join(f"{counts[damage, word]:>11}" for word in words))
    sums = [sum(n for (_, word), n in counts.items() if word == wanted) for wanted in words]
    print(f"{'all':<22}" + "".join(f"{n:>11}" for n in sums))
    print(f"{len(tasks)} variants in {time.monotonic() - start:.0f} s; changed in silence: {len(bad)}")
    print(*bad[:50], sep="\n", end="\n" if bad else "")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
