"""Imports point one way, nothing is imported inside functions, files stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "workbook"

FLOORS = (
    ("finding", "disk"),
    ("formula",),
    ("spec",),
    ("data",),
    ("roll",),
    ("forward",),
    ("book",),
    ("layout", "names"),
    ("grid",),
    ("evaluate", "write", "read", "review"),
    ("match", "press"),
    ("judge",),
    ("report",),
    ("explain", "handback"),
    ("campaign",),
    ("api", "lint"),
    ("bureau",),
    ("cli",),
    ("",),  # the package's own door
)
"""From the ground up: a floor imports only floors below it; neighbours on one floor do not know each other."""

LIMIT = 300
LONGER = {"spec/model.py": 520}
"""The spec language is easier to learn from one page than from three."""

FILES = sorted(SOURCE.rglob("*.py"))
RANK = {name: rank for rank, names in enumerate(FLOORS) for name in names}


def _floor(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def _imported(tree: ast.AST) -> set[str]:
    """Names of our packages that a module imports."""
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            if node.module == "workbook":
                modules |= {f"workbook.{alias.name}" for alias in node.names}
            elif node.module:
                modules.add(node.module)
        elif isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
    return {m.split(".")[1] for m in modules if m.startswith("workbook.")}


def test_every_package_has_its_floor() -> None:
    packages = {p.name for p in SOURCE.iterdir() if (p / "__init__.py").exists()}
    assert packages <= RANK.keys(), f"say in FLOORS where these stand: {packages - RANK.keys()}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_keeps_the_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    own = _floor(path)
    above = {name for name in _imported(tree) - {own} if RANK.get(name, 99) >= RANK.get(own, 0)}
    assert not above, f"{own} must not import {above}"
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [n.lineno for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not inside, f"import inside {function.name}, lines {inside}"
    limit = LONGER.get(path.relative_to(SOURCE).as_posix(), LIMIT)
    assert len(text.splitlines()) <= limit
    if text.strip():
        assert ast.get_docstring(tree), "a module says what it is for"


def test_writing_and_reading_do_not_know_each_other() -> None:
    for path in SOURCE.glob("write/*.py"):
        assert "read" not in _imported(ast.parse(path.read_text("utf-8")))
    for path in SOURCE.glob("read/*.py"):
        assert "write" not in _imported(ast.parse(path.read_text("utf-8")))
