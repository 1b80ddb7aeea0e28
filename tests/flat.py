"""A spec as one folder that extends nothing, to be edited by tests: inherited pages as they are written."""

from __future__ import annotations

import shutil
from pathlib import Path

from workbook.spec.load import load_raw
from workbook.spec.resolved import resolved


def flat(root: Path, folder: Path) -> Path:
    """Pages that come from one file are that file; merged ones are written out."""
    raw, _, findings = load_raw(root)
    assert raw is not None, findings
    sources = {page.path: page.files for _, page in raw.pages}
    lists = {file.relative_to(layer.root).as_posix(): file for layer in raw.layers[::-1] for file in raw.files.values()
             if file.suffix == ".csv" and file.is_relative_to(layer.root)}  # fmt: skip
    for path, lines in resolved(raw).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        files = sources.get(path, ())
        if path in lists:
            shutil.copy(lists[path], target)
        elif len(files) == 1:
            shutil.copy(files[0][1], target)
        else:
            target.write_text("".join(line.text + "\n" for line in lines), encoding="utf-8")
    return folder
