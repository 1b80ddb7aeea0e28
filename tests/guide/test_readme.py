"""What the README tells to type runs in a clean clone as it is written."""

from __future__ import annotations

import re
import shlex

import pytest

from cli.run import ROOT, workbook

UNIT = "武汉市青山区人民政府办公室"
"""A folder in place of <unit>."""


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_examples_of_explain_run_as_written(page: str) -> None:
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    told = re.findall(r"`workbook (explain [^`|]+)`", text)
    assert len(told) >= 3
    for example in told:
        done = workbook(*shlex.split(re.sub("<unit>|data/2021/单位", lambda m: _unit(m[0]), example)), cwd=ROOT)
        assert done.returncode == 0, (example, done.stderr)


def _unit(placeholder: str) -> str:
    return UNIT if placeholder == "<unit>" else f"data/2021/{UNIT}"
