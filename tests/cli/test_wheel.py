"""The built package, installed by itself, works in an empty folder."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from cli.run import ROOT


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`workbook` in a fresh environment that has this one's libraries, but not this working copy."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("src", "specs", "data/example"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    alone = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    _run([*pip, "wheel", "--no-deps", *alone, "-w", folder, source])
    venv.create(folder / "env", with_pip=False)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / "env" / scripts / ("python.exe" if os.name == "nt" else "python")
    wheel = next(folder.glob("workbook-*.whl"))
    _run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel])
    site = next((folder / "env").rglob("site-packages"))
    libraries = Path(pytest.__file__).parents[1]
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return folder / "env" / scripts / "workbook"


def _run(command: list[object], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_blank_workbook_and_init_in_an_empty_folder(program: Path, tmp_path: Path) -> None:
    _run([program, "generate", "--blank", "--spec", "hubei/2021"], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["hubei_2021_空白.xlsx"]
    _run([program, "init", "start"], tmp_path)
    _run([program, "lint"], tmp_path / "start")
    _run([program, "generate", "data/example", "-o", "out"], tmp_path / "start")
    assert len(list((tmp_path / "start" / "out").glob("*.xlsx"))) == 1


def test_it_is_the_installed_package(program: Path, tmp_path: Path) -> None:
    python = program.with_name("python")
    done = _run([python, "-c", "import workbook; print(workbook.__file__)"], tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(program.parents[1])
