"""Former names of sheets, rows and columns (`was`), which stay valid wherever names are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workbook.finding import Text
from workbook.spec.model import AnySheet, Classify, Column, Entry, Follow, Row, Scorecard, Source, Table

Olds = Mapping[str, tuple[str, ...]]
"""name → the names that it had before"""


@dataclass(frozen=True)
class Former:
    """sheets: former title → title. columns: (title, former name) → name, of entry sheets."""

    sheets: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]

    def sheet(self, name: Text) -> Text:
        """A sheet's present title."""
        return Text(self.sheets[name], name.place) if str(name) in self.sheets else name

    def column(self, sheet: str, name: Text) -> Text:
        """The present name of a sheet's column, or of a run of columns a:b."""
        ends = [self.columns.get((sheet, end), end) for end in str(name).split(":")]
        return Text(":".join(ends), name.place)

    def reference(self, name: Text) -> Text:
        """表.列 with present names."""
        sheet, dot, column = str(name).rpartition(".")
        if not dot:
            return name
        title = str(self.sheet(Text(sheet)))
        return Text(f"{title}.{self.column(title, Text(column))}", name.place)


def olds(items: Mapping[Text, Row] | Mapping[Text, Column]) -> dict[str, tuple[str, ...]]:
    """Former names of rows, fields or columns, nested heads unfolded."""
    found: dict[str, tuple[str, ...]] = {}
    for name, item in items.items():
        if item.was:
            found[str(name)] = tuple(map(str, item.was))
        if isinstance(item, Column):
            found |= olds(item.columns)
    return found


def former_names(sheets: Iterable[AnySheet]) -> Former:
    """All former names of a spec's sheets that no sheet has now."""
    present = list(sheets)
    titles = {str(sheet.sheet) for sheet in present}
    changed = {str(old): str(sheet.sheet) for sheet in present for old in sheet.was if str(old) not in titles}
    columns = {
        (str(sheet.sheet), old): name
        for sheet in present
        if isinstance(sheet, Entry)
        for name, before in olds(sheet.columns).items()
        for old in before
    }
    return Former(changed, columns)


def up_to_date(sheet: AnySheet, former: Former) -> AnySheet:
    """The sheet with present names where it names entry lists and their columns outside of formulas."""
    if not former.sheets and not former.columns:
        return sheet
    if isinstance(sheet, Table) and isinstance(sheet.rows, Classify):
        sources = tuple(_source(source, former) for source in sheet.rows.classify)
        return sheet.model_copy(update={"rows": sheet.rows.model_copy(update={"classify": sources})})
    if isinstance(sheet, Table) and isinstance(sheet.rows, Follow):
        rows = sheet.rows.model_copy(update={"follow": former.sheet(sheet.rows.follow)})
        return sheet.model_copy(update={"rows": rows})
    if isinstance(sheet, Scorecard) and sheet.order is not None:
        return sheet.model_copy(update={"order": former.reference(sheet.order)})
    if isinstance(sheet, Entry):
        return sheet.model_copy(update={"columns": dict(_by(sheet, former))})
    return sheet


def _source(source: Source, former: Former) -> Source:
    reference = former.reference(source.source)
    sheet = str(reference).rpartition(".")[0]
    return source.model_copy(
        update={
            "source": reference,
            "where": {former.column(sheet, key): value for key, value in source.where.items()},
            "nonzero": tuple(former.column(sheet, name) for name in source.nonzero),
        }
    )


def _by(sheet: Entry, former: Former) -> Iterator[tuple[Text, Column]]:
    for name, column in sheet.columns.items():
        present = former.column(str(sheet.sheet), column.by) if column.by is not None else None
        yield name, column.model_copy(update={"by": present}) if present is not None else column


__all__ = ["Former", "Olds", "former_names", "olds", "up_to_date"]
