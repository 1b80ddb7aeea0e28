"""Checking a filled workbook against loading the same file twice with openpyxl, and how the check grows.

Ours opens the file guardedly, reads it once with formulas and results, finds every key, computes all formulas anew
from the inputs, compares, judges all checks and puts the report in order. The bare script only loads the file: once
for the formulas, once for the results. Targets: up to the judgement at most 0.8 of its time, and less memory; the
report, which tries out what follows from what, is told beside it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tools.measure import Measured, best

TARGET = 0.8
"""Our time over that of two loads."""
LINEAR = 1.5
"""Growth is called linear while the time for one more row does not rise by more than this factor."""
STAGES = ("guard", "read", "spec", "match", "judge", "report")
SIZES = (100, 1_000, 2_000, 5_000)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _against(Path(folder))
        _growth(Path(folder))


def _against(folder: Path) -> None:
    example, published = folder / "example.xlsx", folder / "published.xlsx"
    best(("fill", str(example)), ("fill-published", str(published)), times=1)
    for name, file in (("example, accepted", example), ("published unit, with contradictions", published)):
        steps = ("load", "check", "check-cold", "check-next")
        loads, ours, cold, following = best(*((step, str(file)) for step in steps))
        f = ours.facts
        print(f"{name}: {f['cells']:.0f} cells, {f['formulas']:.0f} formulas, {f['findings']:.0f} findings")
        print(f"{'':44}{'seconds':>9}{'ratio':>7}{'CPU s':>8}{'ratio':>7}{'peak MB':>9}{'ratio':>7}")
        _line("openpyxl, formulas and then results", loads, loads)
        _line("ours, first file of a process, spec loaded", ours, loads)
        _line("ours, first file, spec from its files", cold, loads)
        _line("ours, every further file of the template", following, loads)
        print(f"{'whole process, interpreter and all: openpyxl':44}{loads.wall:9.2f}{1:7.2f}")
        print(f"{'whole process, interpreter and all: ours':44}{cold.wall:9.2f}{cold.wall / loads.wall:7.2f}")
        print(f"of the first, CPU ms: {_stages(cold)}")
        print(f"of a further one, CPU ms: {_stages(following)}")
        judged = ours.cpu - ours.facts["report"]
        _verdict("CPU, first file, guard to judgement", judged / loads.cpu, TARGET)
        _verdict("CPU, first file, with its report", ours.cpu / loads.cpu, TARGET)
        _verdict("CPU, further files, with their reports", following.cpu / loads.cpu, TARGET)
        _verdict("memory", ours.megabytes / loads.megabytes, 1.0)
        print()


def _growth(folder: Path) -> None:
    files = [folder / f"{size}.xlsx" for size in SIZES]
    best(*(("fill", str(file), str(size)) for file, size in zip(files, SIZES, strict=True)), times=1)
    ours = best(*(("check", str(file)) for file in files), times=2)
    print("rows in 收入明细 and in 支出明细")
    print(f"{'':8}{'cells':>9}{'formulas':>9}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}{'CPU ms for one more':>21}")
    marginal: list[float] = []
    for i, (size, now) in enumerate(zip(SIZES, ours, strict=True)):
        f = now.facts
        if "refused" in f:
            print(f"{size:<8}refused within {now.seconds:.2f} s and {now.megabytes:.0f} MB: beyond what is read")
            continue
        line = f"{size:<8}{f['cells']:9.0f}{f['formulas']:9.0f}{now.seconds:9.2f}{now.cpu:8.2f}{now.megabytes:9.0f}"
        if i:
            marginal.append((now.cpu - ours[i - 1].cpu) / (size - SIZES[i - 1]) * 1000)
            line += f"{marginal[-1]:21.2f}"
        print(line)
        print(f"{'':8}of it, CPU ms: {_stages(now)}")
    verdict = "linear" if marginal[-1] <= LINEAR * marginal[0] else "more than linear"
    print(f"time for one more: {marginal[0]:.2f} ms, then {marginal[-1]:.2f} ms: {verdict}")


def _stages(measured: Measured) -> str:
    return ", ".join(f"{stage} {measured.facts[stage] * 1000:.0f}" for stage in STAGES)


def _verdict(what: str, ratio: float, target: float) -> None:
    print(f"target for {what}: {target}; {'met' if ratio <= target else 'not met'} with {ratio:.2f}")


def _line(name: str, measured: Measured, base: Measured) -> None:
    print(
        f"{name:44}{measured.seconds:9.2f}{measured.seconds / base.seconds:7.2f}"
        f"{measured.cpu:8.2f}{measured.cpu / base.cpu:7.2f}"
        f"{measured.megabytes:9.0f}{measured.megabytes / base.megabytes:7.2f}"
    )


if __name__ == "__main__":
    main()
