"""A folder of filled workbooks, each another unit's, hostile ones among them; made in a process of its own, since the
peak of whoever starts a process is counted into that of the process.

    python bench/tools/inboxes.py SOURCE FOLDER FILES      prints the names of the hostile ones, each with its kind
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.hostile import KINDS, made, retyped

UNIT, PHONE = "示例市数据资源管理局（示例）", "000-00000000"
"""What stands in the source where each copy has its own."""


def fill(source: bytes, inbox: Path, size: int) -> dict[str, str]:
    """As many files; one in a hundred, at least one of each kind, is hostile, evenly spread."""
    inbox.mkdir()
    hostile = max(len(KINDS), size // 100)
    at = {(2 * n + 1) * size // (2 * hostile): KINDS[n % len(KINDS)] for n in range(hostile)}
    for number in range(size):
        own = {UNIT: f"第{number:05}单位", PHONE: f"000-{number:08}"}
        kind = at.get(number)
        content = retyped(source, own) if kind is None else made(kind, source, number, own)
        (inbox / f"{number:05}.xlsx").write_bytes(content)
    return {f"{number:05}.xlsx": kind for number, kind in at.items()}


if __name__ == "__main__":
    print(json.dumps(fill(Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]), int(sys.argv[3]))))
