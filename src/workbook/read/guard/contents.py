"""What kind of document a sound container holds: a plain workbook, or something else by name."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.finding import Place
from workbook.read.fault import refusal, shown
from workbook.read.package import Relationship

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OTHERS = (
    ("sheet.binary", "R111", ""),
    ("macroenabled", "R501", ""),
    ("template.main", "R121", ""),
    ("addin", "R121", ""),
    ("wordprocessingml", "R117", "Word"),
    ("presentationml", "R117", "PowerPoint"),
)


def check_family(parts: Mapping[str, bytes], place: Place) -> None:
    """Containers that are no Office document: OpenDocument, Numbers, a plain archive. Raises RefusedError."""
    mime = parts.get("mimetype", b"")[:200]
    if b"opendocument" in mime:
        raise refusal("R112", place, kind=shown(mime.rpartition(b".")[2]))
    names = {name.casefold() for name in parts}
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise refusal("R117", place, kind="Numbers")
    if "[content_types].xml" not in names and "_rels/.rels" not in names:
        raise refusal("R118", place, kind="ZIP")


def workbook_part(types: Mapping[str, str], relations: Mapping[str, tuple[Relationship, ...]], place: Place) -> str:
    """The one workbook part. Raises RefusedError: R111, R117, R121, R221, R501."""
    targets = [r.target for r in relations.get("", ()) if r.kind == "officeDocument" and not r.external]
    if len(targets) != 1:
        raise refusal("R221", place, count=len(targets))
    kind = types[targets[0]]
    if kind == MAIN_TYPE:
        return targets[0]
    for word, code, name in _OTHERS:
        if word in kind:
            raise refusal(code, place, kind=name, part=shown(targets[0]))
    raise refusal("R221", place, text=shown(kind))
