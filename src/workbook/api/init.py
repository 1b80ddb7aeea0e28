"""A folder to start from: specs with their code lists, the schema for editors, the example unit's data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.api.places import example_folder, specs_folder
from workbook.finding import Finding, found, reason_of
from workbook.spec.overlay import overlay_text
from workbook.spec.schema import schema_text
from workbook.write import put_atomically

SCHEMA = Path("specs") / "schema.json"
OVERLAY = Path("specs") / "overlay.schema.json"
_LEFT_OUT = (".", "~$")


@dataclass(frozen=True)
class Laid:
    """What `init` has laid out: the folder, the files in it (relative), findings."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def init(folder: str | Path) -> Laid:
    """Lay out specs/ and data/example/ in a folder, which is made when it is not there.

    Nothing is overwritten: when any of the files exists, nothing at all is written. Findings: G101, G103, S106.
    """
    root = Path(folder)
    contents = dict(_contents())
    if not contents:
        return Laid(root, (), (found("S106", None, None, file="specs", reason="@missing"),))
    taken = [file for file in contents if (root / file).exists()]
    taken += [Path()] if root.exists() and not root.is_dir() else []
    if taken:
        more = len(taken) if len(taken) > 1 else None
        return Laid(root, (), (found("G103", None, None, file=root / taken[0], count=more),))
    for file, content in contents.items():
        path = root / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            put_atomically(path, content)
        except OSError as error:
            facts = {"file": path, "reason": reason_of(error)}
            return Laid(root, (), (found("G101", None, None, **facts),))
    return Laid(root, tuple(contents), ())


def _contents() -> Iterator[tuple[Path, bytes]]:
    specs, example = specs_folder(), example_folder()
    for source, target in ((specs, Path("specs")), (example, Path("data") / "example")):
        if source is None:
            continue
        for file in sorted(source.rglob("*")):
            inside = file.relative_to(source)
            if file.is_file() and not any(part.startswith(_LEFT_OUT) for part in inside.parts):
                yield target / inside, file.read_bytes()
    if specs is not None:
        yield SCHEMA, schema_text().encode()
        yield OVERLAY, overlay_text().encode()
