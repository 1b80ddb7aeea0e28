"""What of a workbook names its unit: the texts that carry the template's identity, and the footers."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.book.model import Identity
from workbook.grid.model import Properties

NAME = "模板标识码"
"""The defined name that carries the identity."""


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
            "单位": identity.unit,
        },
    )


def footer_of(identity: Identity) -> str:
    """The footer of every printed page, in Excel's own marks."""
    return f"&L{identity.unit.replace('&', '&&')}&C第 &P 页，共 &N 页&R&A"


def _carried(identity: Identity) -> tuple[str, ...]:
    return identity.spec, identity.hash[:16], identity.year, identity.unit.replace('"', "”")
