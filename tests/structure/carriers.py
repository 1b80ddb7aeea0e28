"""A workbook of the example in which one place that names its unit names another one."""

from __future__ import annotations

import pytest

from mutate.package import BOOK

CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
OWN = "示例市数据资源管理局（示例）"

ANOTHER_UNIT = pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        (CORE, f"{OWN}</cp:keywords>", "邻市财政局</cp:keywords>"),
        (BOOK, f"|2021|{OWN}", "|2021|邻市财政局"),
        (CUSTOM, f"<vt:lpwstr>{OWN}", "<vt:lpwstr>邻市财政局"),
    ],
    ids=["keywords", "name", "custom"],
)
