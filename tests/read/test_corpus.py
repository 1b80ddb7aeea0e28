"""Files that other people's programs wrote, many of them damaged or hostile: findings, never an exception.

They stand outside the project: in the folder that WORKBOOK_CORPUS names, or beside the repository.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from made import ROOT

CORPUS = Path(os.environ.get("WORKBOOK_CORPUS", ROOT.parent / "shared/corpus"))
SECONDS = 5
MEGABYTES = 512

# One process reads all files, each within its own time, and tells what became of each.
SCRIPT = """
import json, resource, signal, sys
from pathlib import Path
from workbook.finding import render
from workbook.read import inspect, read_workbook
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) << 20, int(sys.argv[2]) << 20))
for path in sorted(Path(sys.argv[1]).rglob("*.xl*")):
    signal.setitimer(signal.ITIMER_REAL, float(sys.argv[3]))
    package, findings = inspect(path)
    book = None
    if package is not None:
        book, more = read_workbook(package)
        findings += more
    signal.setitimer(signal.ITIMER_REAL, 0)
    words = [render(f, "zh") + render(f, "en") for f in findings]
    cells = None if book is None else sum(len(sheet.cells) for sheet in book.sheets)
    print(json.dumps([str(path), [f.code for f in findings], cells, min(map(len, words), default=99)]))
"""


@pytest.fixture(scope="module")
def answers() -> dict[str, tuple[list[str], int | None, int]]:
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus in {CORPUS}: set WORKBOOK_CORPUS")
    command = [sys.executable, "-c", SCRIPT, str(CORPUS), str(MEGABYTES), str(SECONDS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-200:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {str(Path(path).relative_to(CORPUS)): (codes, cells, least) for path, codes, cells, least in lines}


def test_every_file_is_answered(answers: dict[str, tuple[list[str], int | None, int]]) -> None:
    """Within 5 s and 512 MB each, in the limits of the process; what is not read says why."""
    assert len(answers) > 300
    assert [name for name, (codes, cells, _) in answers.items() if cells is None and not codes] == []
    assert all(least > 20 for _, _, least in answers.values())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("apache_poi/4ba7b6c26d74.xlsx", "R212"),  # a bomb of entities
        ("openspout/d747373c98ba.xlsx", "R302"),
        ("openspout/bc68b2fc2508.xlsx", "R302"),
        ("excel-streaming-reader/2268dc6a18d0.xlsx", "R302"),
        ("apache_poi/5aa65f91139a.xlsx", "R215"),
        ("apache_poi/a89d81163b3c.xlsx", "R215"),
        ("calamine/caae96225a5f.xlsx", "R109"),
        ("calamine/2fe9f89f4a96.xlsm", "R501"),
        ("openspout/40ecb911ad30.xlsx", "R113"),
        ("openxmlsdk/bd3c8fd59db9.xlsx", "R504"),
        ("openxmlsdk/8d8fd08c2aa1.xlsx", "R505"),
        ("tealeg_xlsx/5603f1603c1b.xlsx", "R409"),
        ("phpspreadsheet/a09993390668.xlsx", "R216"),
    ],
)
def test_known_attacks_are_named(answers: dict[str, tuple[list[str], int | None, int]], name: str, code: str) -> None:
    codes, cells, _ = answers[name]
    assert code in codes and cells is None


def test_strict_files_are_not_read_as_empty(answers: dict[str, tuple[list[str], int | None, int]]) -> None:
    for name in ("apache_poi/0696839769a9.xlsx", "roo/7ee05b26ba56.xlsx", "sheetjs_test_files/377be4a8679c.xlsx"):
        codes, cells, _ = answers[name]
        assert codes == [] and cells


def test_odd_but_sound_files_are_read(answers: dict[str, tuple[list[str], int | None, int]]) -> None:
    """Excel for Mac, WPS, Google, Numbers, prefixes, left-out addresses, an address in the last cell of a sheet."""
    for name in (
        "tealeg_xlsx/0def69fd030b.xlsx",
        "sheetjs_test_files/d1cffc4db3d3.xlsx",
        "tealeg_xlsx/4ae582518a97.xlsx",
        "tealeg_xlsx/453f773d200d.xlsx",
        "openspout/0a1f324d4699.xlsx",
        "tidyxl/e1a869bc4ff6.xlsx",
        "tidyxl/718e05f24a63.xlsx",
    ):
        codes, cells, _ = answers[name]
        assert codes == [] and cells, name
