"""One page as YAML data: mappings, lists and texts with their places; not yet held against a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbook.finding import Finding, Place, Text, found
from workbook.spec.csvtext import read_bytes
from workbook.spec.faults import doubtful
from workbook.spec.fullwidth import half_key
from workbook.spec.trace import first_place
from workbook.spec.yamltext import read_yaml


def read_raw(path: Path, file: str) -> tuple[dict[Text, Any] | None, tuple[Finding, ...]]:
    """A page's mapping, None when it cannot be read as one. file: its name in places. Findings: S101–S109."""
    raw = read_bytes(path)
    if isinstance(raw, str):
        return None, (found("S106", Place(file), file=file, reason=raw),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, (found("S106", Place(file, line, 1), file=file, reason="@not_utf8"),)
    data, findings = read_yaml(text, file)
    findings += tuple(doubtful(data))
    if data is None or isinstance(data, dict):
        return data, findings
    place = first_place(data)
    if isinstance(data, Text) and "：" in data:
        start = data.split()[0]
        return None, (*findings, found("S107", place, found=start, instead=half_key(start)))
    shown = data if isinstance(data, Text) else "[…]"
    return None, (*findings, found("S104", place, found=shown, expected="@mapping"))
