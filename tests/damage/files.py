"""The two files that are damaged: a small one, of which every byte gets hit, and the example's full workbook."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from damage.verdict import Sound
from judges.samples import sample
from made import EXAMPLE, from_folder, the_spec
from workbook.write import write_xlsx


@lru_cache(maxsize=1)
def small() -> Sound:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.xlsx"
        write_xlsx(sample(), path)
        return Sound(path.read_bytes())


@lru_cache(maxsize=1)
def full() -> Sound:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "full.xlsx"
        from_folder(the_spec(), EXAMPLE, path)
        return Sound(path.read_bytes())


FILES = {"small": small, "full": full}
