"""Names of parts: plain, relative, and no two alike when case is ignored."""

from __future__ import annotations

import re

from workbook.finding import Place
from workbook.read.fault import refusal, shown

_LONGEST = 255
_CODED = re.compile(r"%(?:2f|5c|2e|00)", re.IGNORECASE)


def check_name(raw: bytes, utf8: bool, place: Place) -> str:
    """An entry's name as text. Raises RefusedError (R216)."""
    try:
        name = raw.decode("utf-8" if utf8 else "ascii")
    except UnicodeDecodeError as error:
        raise refusal("R216", place, part=shown(raw), reason="@name_encoding") from error
    if reason := _wrong(name):
        raise refusal("R216", place, part=shown(name), reason=reason)
    return name


def check_unique(names: list[str], place: Place) -> None:
    """Raises RefusedError (R215) for names that differ in nothing but case, and for a folder that is also a file."""
    seen: dict[str, str] = {}
    for name in names:
        key = name.rstrip("/").casefold()
        if key in seen:
            raise refusal("R215", place, part=shown(name), other=shown(seen[key]))
        seen[key] = name
    for name in names:
        parent = name.rstrip("/").casefold().rpartition("/")[0]
        while parent:
            if parent in seen and not seen[parent].endswith("/"):
                raise refusal("R215", place, part=shown(name), other=shown(seen[parent]))
            parent = parent.rpartition("/")[0]


def _wrong(name: str) -> str:
    """Why a name cannot stand, "" when it can."""
    pieces = name.removesuffix("/").split("/")
    if not name or len(name) > _LONGEST:
        return "@name_length"
    if not name.isprintable():
        return "@name_control"
    if "\\" in name:
        return "@name_backslash"
    if name.startswith("/") or ":" in name:
        return "@name_absolute"
    if any(piece in ("", ".", "..") or piece.endswith((".", " ")) for piece in pieces) or _CODED.search(name):
        return "@name_dots"
    return ""
