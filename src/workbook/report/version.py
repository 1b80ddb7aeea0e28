"""What differs because the file was made with another version of the template is told under that, not cell by cell."""

from __future__ import annotations

from workbook.report.ties import Ties

VERSION = "M104"
DIFFERS = frozenset(("F102", "F103", "F106", "M204", "M205", "M207"))
"""formulas and texts that are others, rows and columns that the file never had, contents that have no place any more;
what somebody wrote over a formula (F101) is no matter of versions"""


def tie_version(ties: Ties) -> None:
    """To be called last: what has a nearer cause stays with it. Which differences a hand made among those of the
    versions, the file alone cannot tell; all of them are listed.
    """
    version = next((i for i, finding in enumerate(ties.findings) if finding.code == VERSION), None)
    for i, finding in enumerate(ties.findings) if version is not None else ():
        if finding.code in DIFFERS and i not in ties.causes and version is not None:
            ties.tie(i, version)
