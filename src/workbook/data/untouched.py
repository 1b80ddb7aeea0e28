"""A mark beside data that a program has prepared, so that later it can be told whether a person has typed into them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

MARK = "结转记录.json"
"""What the roll-forward wrote, file by file; gone as soon as a workbook is imported into the folder."""

SCHEMA_VERSION = 1


def mark(files: Mapping[str, bytes]) -> bytes:
    """The mark for these data files."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    body = {"schema_version": SCHEMA_VERSION, "files": hashes}
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def is_untouched(folder: Path) -> bool:
    """Whether the folder's data files are still those of its mark; False where there is none."""
    try:
        body = json.loads((folder / MARK).read_text("utf-8"))
        hashes = body["files"]
        now = {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")}
        return bool(hashes) and now == set(hashes) and all(_hash(folder / name) == hashes[name] for name in now)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
