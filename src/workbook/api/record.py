"""The record beside imported data: which file they come from, and what was let pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from workbook.api.filled import Examined
from workbook.finding import Finding
from workbook.finding.catalogue import render, where

SCHEMA_VERSION = 1


def record(examined: Examined, reason: str, forced: Iterable[Finding], now: datetime) -> bytes:
    """导入记录.json of an examined file."""
    claim, spec = examined.claim, examined.spec
    return record_of(
        examined.path.name,
        examined.sha256,
        now.isoformat(timespec="seconds"),
        {"name": spec.name, "hash": spec.hash} if spec is not None else {},
        {"name": claim.spec, "hash": claim.hash} if claim is not None else {},
        reason,
        forced,
    )


def says_the_same(path: Path, note: bytes) -> bool:
    """Whether the record that is there has the same verdict and the same errors as this one, of whatever file.

    False where there is none, as beside data that were typed by hand, or none that can be read.
    """
    try:
        return _verdict(json.loads(path.read_bytes())) == _verdict(json.loads(note))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _verdict(body: Mapping[str, Any]) -> tuple[object, ...]:
    return (body["verdict"], *((told["code"], told["level"], told["text"]) for told in body["forced"]))


def record_of(
    file: str,
    sha256: str,
    time: str,
    template: Mapping[str, str],
    made_with: Mapping[str, str],
    reason: str,
    forced: Iterable[Finding],
) -> bytes:
    """导入记录.json. verdict: accepted, or forced with the reason and every error that stood."""
    told = [{"level": f.level.name.lower(), "code": f.code, "place": where(f.place), "text": render(f)} for f in forced]
    body = {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "sha256": sha256,
        "time": time,
        "verdict": "forced" if told else "accepted",
        "reason": reason,
        "template": dict(template),
        "made_with": dict(made_with),
        "forced": told,
    }
    # The name of the file may be no UTF-8; JSON has its own way of writing such signs out.
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
