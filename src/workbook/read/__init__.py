"""Reading filled workbooks: the guard, then one pass over the parts; behind it nothing of the file is trusted."""

from workbook.read.guard import inspect, inspect_bytes
from workbook.read.model import (
    Kind,
    Link,
    Properties,
    RawBook,
    RawCell,
    RawName,
    RawSheet,
    Remark,
    Span,
    Style,
)
from workbook.read.package import Package, Relationship
from workbook.read.workbook import read_workbook

__all__ = [
    "Kind",
    "Link",
    "Package",
    "Properties",
    "RawBook",
    "RawCell",
    "RawName",
    "RawSheet",
    "Relationship",
    "Remark",
    "Span",
    "Style",
    "inspect",
    "inspect_bytes",
    "read_workbook",
]
