"""The record beside imported data: which file they come from, and what was let pass."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from workbook.api.filled import Examined
from workbook.finding import Finding
from workbook.finding.catalogue import render, where

SCHEMA_VERSION = 1


def record(examined: Examined, reason: str, forced: Iterable[Finding], now: datetime) -> bytes:
    """导入记录.json. verdict: accepted, or forced with the reason and every error that stood."""
    claim, spec = examined.claim, examined.spec
    told = [{"level": f.level.name.lower(), "code": f.code, "place": where(f.place), "text": render(f)} for f in forced]
    body = {
        "schema_version": SCHEMA_VERSION,
        "file": examined.path.name,
        "sha256": examined.sha256,
        "time": now.isoformat(timespec="seconds"),
        "verdict": "forced" if told else "accepted",
        "reason": reason,
        "template": {"name": spec.name, "hash": spec.hash} if spec is not None else {},
        "made_with": {"name": claim.spec, "hash": claim.hash} if claim is not None else {},
        "forced": told,
    }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()
