"""What reading makes of a damaged file: refused, the same content, or (what must never be) other content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from damage.variants import Region, regions, variant
from workbook.finding import Level
from workbook.read import Package, RawBook, inspect_bytes, read_workbook

NAME = "报表.xlsx"


@dataclass(frozen=True)
class Sound:
    """A sound file, what it holds, and the verdicts on its damaged variants."""

    data: bytes

    @cached_property
    def places(self) -> tuple[Region, ...]:
        return regions(self.data)

    @cached_property
    def package(self) -> Package:
        package, _ = inspect_bytes(self.data, NAME)
        assert package is not None
        return package

    @cached_property
    def book(self) -> RawBook:
        book, _ = read_workbook(self.package)
        assert book is not None
        return book

    def verdict(self, number: int) -> tuple[str, str]:
        """(damage, refused | identical | unhurt | CHANGED …) of one variant. unhurt: the damage changed no byte."""
        damage, data = variant(self.data, self.places, number)
        if data == self.data:
            return damage, "unhurt"
        package, findings = inspect_bytes(data, NAME)
        if package is None:
            told = any(finding.level == Level.FATAL for finding in findings)
            return damage, "refused" if told else "CHANGED: refused without a reason"
        if replace(package, sha256="") == replace(self.package, sha256=""):
            return damage, "identical"
        book, findings = read_workbook(package)
        if book is None:
            told = any(finding.level == Level.FATAL for finding in findings)
            return damage, "refused" if told else "CHANGED: refused without a reason"
        same = replace(book, sha256="") == replace(self.book, sha256="")
        return damage, "identical" if same else "CHANGED: other content is read as if it were the file's"
