"""Handing out workbooks: how many a second by one process and by two, with how much memory, against openpyxl.

    python bench/hand_out.py [UNITS…]          default 200; 1000 10000 for a whole bureau

Each size is handed out twice: blank, and with last year's figures, as `roll-forward` leaves them: every unit with other
codes and amounts, some of them locked.

The bare script opens the blank workbook with openpyxl, writes the unit's name into it and saves it: what one
would do without this project. (It loses every result that was computed.) It is timed over a sample of the units.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from workbook.spec.load import find_spec, load_spec

SPEC, YEAR = "hubei/2022", "2022"
FUNDS = ("一般公共预算", "政府性基金", "其他资金")
TOURS = ("因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
BEFORE = ("上年收入支出总计", "上年财政拨款收入支出总计", "上年一般公共预算财政拨款支出", "上年机关运行经费")
SAMPLE = 10
MANY = 1000
"""Of more units one process makes only so many, for its rate."""
TARGET = 1.8
"""How much faster two processes are to be."""

_RUN = "import sys; from workbook.cli.main import main; main(sys.argv[1:])"
_PEER = """
import sys, openpyxl
blank, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for i in range(count):
    book = openpyxl.load_workbook(blank)
    sheet, _, cell = book.defined_names["单位"].attr_text.partition("!")
    book[sheet.strip("'")][cell.replace("$", "")] = f"第{i:05}单位"
    book.save(f"{folder}/{i}.xlsx")
"""


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [200]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        peer, peer_peak = _peer(root)
        print(f"openpyxl, load and save: {1 / peer:.1f} workbooks a second, peak {peer_peak:.0f} MB")
        print(f"{'units':>7}{'processes':>11}{'seconds':>9}{'a second':>10}{'ratio':>8}{'peak MB':>9}")
        for size in sizes:
            register = root / f"{size}.csv"
            lines = [f"第{i:05}单位,{i:05},{'万元' if i % 2 else '元'}" for i in range(size)]
            register.write_text("\n".join(["单位名称,单位编码,金额单位", *lines]) + "\n", "utf-8")
            last = _last_year(root / f"{size}-data", size)
            for what, data in (("blank", None), ("with last year's figures", last)):
                print(what)
                _measured(register, root / f"{size}-{what[:5]}", size, peer, data)


def _measured(register: Path, folder: Path, size: int, peer: float, data: Path | None) -> None:
    rates: list[float] = []
    for jobs in (1, 2):
        count = min(size, MANY) if jobs == 1 else size
        spent, peak = _timed(_first(register, count), folder / str(jobs), jobs, data)
        made = len(list((folder / str(jobs) / "issued").glob("*.xlsx")))
        assert made == count, f"{made} of {count} workbooks"
        rates.append(count / spent)
        print(f"{count:7}{jobs:11}{spent:9.1f}{rates[-1]:10.1f}{rates[-1] * peer:8.1f}{peak:9.0f}", flush=True)
    gain = rates[1] / rates[0]
    print(f"the second process: {gain:.2f} times (target {TARGET}: {'met' if gain >= TARGET else 'not met'})")
    again, _ = _timed(register, folder / "2", 1, data)
    print(f"once more, nothing to do: {again:.1f} s", flush=True)


def _first(register: Path, count: int) -> Path:
    """A register of so many of the units."""
    lines = register.read_text("utf-8").splitlines()[: count + 1]
    part = register.with_name(f"{register.stem}-{count}.csv")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    return part


def _last_year(folder: Path, size: int) -> Path:
    """Data folders with last year's figures: up to eight balances of other codes for each unit, and ten fixed ones."""
    found, _ = find_spec(SPEC)
    assert found is not None
    spec, _ = load_spec(found)
    assert spec is not None
    codes = [row.code for row in spec.codes["功能分类"].rows if len(row.code) == 7]
    rng = random.Random(2022)
    for i in range(size):
        name = f"第{i:05}单位"
        own = folder / YEAR / name
        own.mkdir(parents=True)
        chosen = [(code, rng.choice(FUNDS), _amount(rng)) for code in rng.sample(codes, rng.randrange(9))]
        tours = {tour: _amount(rng) for tour in TOURS}
        before = {item: _amount(rng) for item in BEFORE[: rng.choice((3, 4, 4, 4))]}
        told = f"2021 {SPEC} sha256:{rng.randrange(16**16):016x}"
        carried = [
            *((f"结转结余.{c}·{f}.年初结转和结余", f"结转结余.{c}·{f}.年末结转和结余", v) for c, f, v in chosen),
            ("结转结余.其他.年初结转和结余", "结转结余.其他.年末结转和结余", "0"),
            *((f"三公经费.{tour}.上年决算数", f"三公经费.{tour}.决算数", v) for tour, v in tours.items()),
            *((f"补充资料.{item}", f"补充资料.{item.removeprefix('上年')}", v) for item, v in before.items()),
        ]
        files = {
            "单位": ["项目,值", f"单位名称,{name}", f"年度,{YEAR}", "金额单位,万元", f"模板,{SPEC}"],
            "结转结余": [
                "科目编码,资金来源,年初结转和结余,年末结转和结余,说明",
                *(f"{c},{f},{v},," for c, f, v in chosen),
            ],
            "三公经费": ["项目,年初预算数,决算数,上年决算数,说明", *(f"{tour},,,{v}," for tour, v in tours.items())],
            "补充资料": ["项目,值,说明", *(f"{item},{v}," for item, v in before.items())],
            "支出明细": [
                "科目编码,资金来源,年初预算数,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出,说明",
                *(f"{c},{f},,,,,,," for c, f, _ in chosen),
            ],
            "上年衔接": ["名称,上年名称,上年数,换算,来源", *(f"{n},{s},{v},,{told}" for n, s, v in carried)],
        }
        for file, lines in files.items():
            (own / f"{file}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _amount(rng: random.Random) -> str:
    return f"{rng.randrange(1, 10**8) / 100:.2f}"


def _timed(register: Path, folder: Path, jobs: int, data: Path | None) -> tuple[float, float]:
    """Seconds of the whole command, and the peak of its largest process so far in MB."""
    command = ["hand-out", "-r", str(register), "--spec", SPEC, "-o", str(folder), "-j", str(jobs)]
    command += ["--data", str(data)] if data is not None else []
    start = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", _RUN, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.monotonic() - start, _peak()


def _peer(root: Path) -> tuple[float, float]:
    """Seconds for one workbook, peak in MB."""
    command = ["generate", "--blank", "--spec", SPEC, "-o", str(root / "blank.xlsx")]
    subprocess.run([sys.executable, "-c", _RUN, *command], check=True, stdout=subprocess.DEVNULL)
    folder = root / "peer"
    folder.mkdir()
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", _PEER, str(root / "blank.xlsx"), str(folder), str(SAMPLE)], check=True)
    return (time.monotonic() - start) / SAMPLE, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
