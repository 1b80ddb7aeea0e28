"""What of a workbook names its unit: the texts that carry the template's identity, and the footers."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.book.model import Identity
from workbook.grid.model import Properties

NAME = "模板标识码"
"""The defined name that carries the identity."""

_LONGEST = 255
"""UTF-16 units that Excel takes in a text inside a formula, a property of one's own and a footer; it calls a file with
more damaged. A unit with a longer name is told by its sheet and cells only.
"""


def names_of(identity: Identity) -> Mapping[str, str]:
    """The defined name with its formula, a text."""
    return {NAME: '="' + "|".join(_carried(identity)) + '"'}


def properties_of(identity: Identity) -> Properties:
    """The document properties, whole."""
    return Properties(
        title=f"{identity.year}年度部门决算",
        subject=identity.unit,
        author="",
        company=identity.unit,
        keywords="workbook:" + "|".join(_carried(identity)),
        custom={
            "模板": identity.spec,
            "模板指纹": identity.hash,
            "年度": identity.year,
            **({"单位": identity.unit} if _fits(identity.unit) else {}),
        },
    )


def footer_of(identity: Identity) -> str:
    """The footer of every printed page, in Excel's own marks; a name that does not fit is cut."""
    unit, end = identity.unit, ""
    while not _fits(footer := f"&L{unit.replace('&', '&&')}{end}&C第 &P 页，共 &N 页&R&A"):
        unit, end = unit[:-1], "…"
    return footer


def _carried(identity: Identity) -> tuple[str, ...]:
    template, unit = (identity.spec, identity.hash[:16], identity.year), identity.unit.replace('"', "”")
    return (*template, unit if _fits("|".join((*template, unit))) else "")


def _fits(text: str) -> bool:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= _LONGEST
