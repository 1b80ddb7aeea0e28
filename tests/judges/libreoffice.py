"""LibreOffice as a judge: recompute a workbook, work in it by script, and make pictures of it.

Every call has a user profile of its own, so that tests neither disturb each other nor a running office.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from judges.xlsx_cells import Value, formula_values

_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="{name}" oor:op="fuse"><value>0</value></prop></item>'
)
_SESSION = Path(__file__).with_name("office_session.py")
_SYSTEM_PYTHON = "/usr/bin/python3"


def office() -> str:
    """The program's path; skips the test where LibreOffice is absent."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: scripts/install-office")
    return program


@contextmanager
def profile() -> Iterator[str]:
    """A fresh profile that recomputes every workbook on loading (0 = always), as the -env argument."""
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        user = Path(folder) / "user"
        user.mkdir()
        items = "\n".join(_ITEM.format(name=name) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
        (user / "registrymodifications.xcu").write_text(_REGISTRY.format(items=items), "utf-8")
        yield f"-env:UserInstallation={Path(folder).as_uri()}"


def convert(path: Path, kind: str, folder: Path, seconds: int = 180) -> Path:
    """Convert to another kind ("xlsx", "pdf") in `folder`; the new file's path."""
    program = office()
    folder.mkdir(parents=True, exist_ok=True)
    with profile() as environment:
        command = [
            program,
            environment,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    result = folder / f"{path.stem}.{kind}"
    assert result.exists(), f"LibreOffice wrote no {kind}: {done.stdout}{done.stderr}"
    return result


def recomputed(path: Path) -> dict[tuple[str, str], Value]:
    """The results of all formulas after LibreOffice computed them anew."""
    with tempfile.TemporaryDirectory() as folder:
        return formula_values(convert(path, "xlsx", Path(folder)))


def pictures(path: Path, folder: Path, dots_per_inch: int = 70) -> list[Path]:
    """The printed pages of a workbook as PNG files, in order."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed: scripts/install-office")
    pdf = convert(path, "pdf", folder)
    command = ["pdftoppm", "-r", str(dots_per_inch), "-png", str(pdf), str(folder / path.stem)]
    subprocess.run(command, check=True, timeout=180)
    return sorted(folder.glob(f"{path.stem}-*.png"))


def session(path: Path, steps: Sequence[dict[str, Any]], seconds: int = 180) -> list[Any]:
    """Open a workbook in a running office, do the steps in order, and return what the reading steps found.

    Steps (cells by name such as C7):
    {"set": value, "sheet": …, "cell": …} types a number, a text or (None) nothing; {"formula": "=…", …};
    {"read": True, "sheet": …, "cell": …} gives number, text, None (blank) or an error such as "Err:503";
    {"recalculate": True}; {"insert_rows": 2, "sheet": …, "row": 9}; {"copy_row": 9, "sheet": …} inserts a copy below;
    {"move_to": "C48", "sheet": …, "cell": …} cuts and puts it there, {"insert_cells": True, …} moves down what is there
    and below; {"store": path} stores a copy as xlsx.
    """
    program = office()
    probe = subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("python3-uno is not installed: scripts/install-office")
    with profile() as environment:
        job = json.dumps({"program": program, "profile": environment, "path": str(path), "steps": list(steps)})
        command = [_SYSTEM_PYTHON, str(_SESSION)]
        done = subprocess.run(command, input=job, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, f"the office session ended with {done.returncode}: {done.stderr or 'without a word'}"
    found: list[Any] = json.loads(done.stdout)
    return found
