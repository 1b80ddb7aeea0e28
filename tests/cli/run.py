"""The program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "example" / "示例市数据资源管理局"
SEED = ROOT / "data" / "2021" / "武汉市青山区人民政府办公室"


def workbook(
    *arguments: object, cwd: Path = ROOT, env: Mapping[str, str] | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `workbook …`; output as text, PYTHONPATH on this source."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k != "LANG"}
    known = {**clean, "LANG": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT / "src"), **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "workbook.cli.main", *map(str, arguments)],
        cwd=cwd,
        env=known,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
