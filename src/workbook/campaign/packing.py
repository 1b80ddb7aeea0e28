"""Values as the ledger keeps them: zlib over JSON."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from workbook.campaign.model import Contents, Kind

Cell = tuple[str, Kind, str]


def contents_of(files: Mapping[str, str], cells: Sequence[Cell]) -> Contents:
    """Data files and named cells, packed, with the hash over the data files."""
    text = plain(dict(files)).encode()
    return Contents(hashlib.sha256(text).hexdigest(), zlib.compress(text, 6), zlib.compress(plain(cells).encode(), 6))


def unpacked(content: bytes) -> Any:
    return json.loads(zlib.decompress(content))


def plain(value: object) -> str:
    """JSON without blanks; the keys of a mapping in order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=isinstance(value, dict))
