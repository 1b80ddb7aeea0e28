"""A unit's data into its folder, all files at once; `load_unit` gives the same data back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from workbook.data.carried import FILE as CARRIED
from workbook.data.differ import Difference, differences
from workbook.data.files import files_of
from workbook.data.model import UnitData
from workbook.data.replace import replace_folder
from workbook.data.rolled import SIDE
from workbook.data.scorecards import FOLDER
from workbook.data.settle import settled
from workbook.data.unit import EXPLANATIONS, ROLLED, load_unit
from workbook.data.untouched import MARK
from workbook.disk import working_folder
from workbook.finding import Finding, Place, found, reason_of
from workbook.spec.spec import Spec

RECORD = "导入记录.json"
"""Which workbook the data came from; no data itself, and not read as such."""


def save_unit(
    data: UnitData, folder: str | Path, spec: Spec, extra: Mapping[str, bytes] | None = None
) -> tuple[Finding, ...]:
    """Write the unit's folder anew: a file for each entry sheet, 自评/…, 审核说明.csv, and `extra` beside them.

    The folder is replaced all at once; what is no data file of ours stays in it. Finding: G101 (nothing changed).
    """
    target = Path(folder)
    try:
        save_files(target, {**files_of(settled(data, spec), spec), **(extra or {})})
    except OSError as error:
        return (found("G101", Place(file=str(target)), None, file=target, reason=reason_of(error)),)
    return ()


def save_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace a unit's data files, all at once; what is no data file of ours stays. Raises OSError."""
    replace_folder(folder, files, lambda name: is_ours(name, files))


def is_ours(name: str, files: Collection[str]) -> bool:
    """Whether a file below a unit's folder is one of the data files, or of those that a former template had; of a
    department's also what was added up before.
    """
    known = name in files or name in (EXPLANATIONS, RECORD, CARRIED, MARK)
    if name.startswith(f"{ROLLED}/"):
        return known or (name.endswith(f"{SIDE}.csv") and any(other.startswith(f"{ROLLED}/") for other in files))
    return known or (name.startswith(f"{FOLDER}/") and name.endswith(".csv"))


def data_in(folder: Path, files: Collection[str]) -> dict[str, Path]:
    """The data files that lie in a unit's folder and that `save_files` would replace, also where 单位.csv is missing.

    The notes of where data come from are none.
    """
    below = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())
    return {name: path for name, path in below if is_ours(name, files) and name not in (RECORD, MARK)}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Data files into a folder that is nobody's, to be read there. Raises OSError."""
    for below, content in files.items():
        path = folder / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def lost_in_files(data: UnitData, spec: Spec) -> tuple[Difference, ...]:
    """Values that their files would not give back: an unknown code, a number of 16 digits and the like."""
    wanted = settled(data, spec)
    with working_folder() as name:
        write_files(name, files_of(wanted, spec))
        read, _ = load_unit(name, spec)
    return differences(wanted, settled(read, spec), spec)
