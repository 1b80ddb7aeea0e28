"""Where a number comes from: a cell's formula by names and by addresses, and the cells that it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbook.api.chain import Made, Specs
from workbook.api.naming import nearest_cell
from workbook.api.places import below
from workbook.api.values import CellValue, made_of, shown
from workbook.book.scope import Context, Target
from workbook.finding import Finding, Place, found
from workbook.formula import HERE, Ref
from workbook.layout import address, quoted
from workbook.names import Place3, named_cells
from workbook.review import Finder, scope_of
from workbook.spec.load import spec_names


@dataclass(frozen=True)
class Precedent:
    """A cell or area that a formula looks at. value: of a single cell; areas have none."""

    name: str
    address: str
    value: CellValue


@dataclass(frozen=True)
class Explained:
    """A cell: its name, where it stands, its value, its formula as the spec says it and as the file has it.

    spec: the name of the spec that it is explained by; written: its own text, "" where the generator made the formula;
    by_names: the formula with every address replaced by its name; origin: the line of the spec.
    """

    name: str
    address: str
    value: CellValue
    written: str
    by_names: str
    formula: str
    precedents: tuple[Precedent, ...]
    origin: Place
    spec: str = ""


def explain(
    name: str, data: str | Path | None = None, *, spec: str | Path | None = None
) -> tuple[Explained | None, tuple[Finding, ...]]:
    """Explain a cell by its name (表.行.列 or shorter), of a unit's data, a filled workbook or an empty one.

    Of a filled workbook the places are the file's own and the values the recomputed ones. With neither data nor spec
    the newest spec answers that has the name. Finding: G108.
    """
    if data is not None or spec is not None:
        return _of_one(name, Path(data) if data is not None else None, spec)
    first: tuple[Finding, ...] | None = None
    for candidate in _newest_first():
        explained, findings = _of_one(name, None, candidate)
        if explained is not None:
            return explained, findings
        first = first if first is not None else findings
    return (None, first) if first is not None else _of_one(name, None, None)


def _newest_first() -> tuple[str, ...]:
    """The names of all good specs, those of the latest year first."""
    specs = Specs()
    years = {name: spec.book.year for name in spec_names() if (spec := specs.get(name)[0]) is not None}
    return tuple(sorted(years, key=lambda name: (-years[name], name)))


def _of_one(name: str, data: Path | None, spec: str | Path | None) -> tuple[Explained | None, tuple[Finding, ...]]:
    made, findings = made_of(data, spec)
    if made is None:
        return None, findings
    scope = scope_of(made.spec, made.book)
    names = {cell.name: cell.place for cell in named_cells(made.book, made.look)}
    titled = _by_title(made, name)
    ways = (
        way
        for said in dict.fromkeys((name, titled))
        for way in (names.get(said), _place(made, scope.find(said, Context())), _by_keys(made, said))
    )
    place = next((way for way in ways if way is not None), None)
    if place is None:
        return None, (*findings, found("G108", None, None, name=name, nearest=nearest_cell(titled, tuple(names))))
    called = {where: known for known, where in names.items()}
    return _explain(made, place, called, name), findings


def _place(made: Made, target: Target | None) -> Place3 | None:
    if target is None:
        return None
    sheet, table = target.ref.sheet, target.table
    if target.code:
        rows = [row for row in table.body_keys if made.look(sheet, row, table.codes) == target.code]
        return (sheet, rows[0], target.ref.column) if rows else None
    return None if target.ref.is_area else (sheet, target.ref.row, target.ref.column)


def _by_title(made: Made, name: str) -> str:
    """A name that begins with what stands on a sheet's tab (公开03表.合计.基本支出), with the sheet's own title."""
    head, dot, rest = name.partition(".")
    own = next((key for key, where in made.layout.sheets.items() if where.tab == head), head)
    return f"{own}{dot}{rest}"


def _by_keys(made: Made, name: str) -> Place3 | None:
    """The cell of a name made of keys, as findings have it for cells that have no other (封面.副题.左)."""
    for sheet in made.book.sheets:
        if name.startswith(f"{sheet.key}."):
            for row, column in sheet.cells:
                if name == f"{sheet.key}.{row}.{column}":
                    return sheet.key, row, column
    return None


def _explain(made: Made, place: Place3, called: dict[Place3, str], asked: str) -> Explained:
    sheet = next(s for s in made.book.sheets if s.key == place[0])
    where = made.layout.sheets[place[0]]
    row, column = where.rows[place[1]], where.columns[place[2]]
    finished = next(s for s in made.grid.sheets if s.key == place[0]).cells[row, column]
    formula = sheet.cells[place[1:]].formula
    finder = Finder(made.spec, made.book)
    name = called.get(place) or finder.name(place) or asked
    by_names = "="
    precedents: dict[str, Precedent] = {}
    for part in formula.parts if formula else ():
        if isinstance(part, Ref):
            precedent = _precedent(made, part, place, called)
            precedents.setdefault(precedent.address, precedent)
            by_names += precedent.name
        else:
            by_names += part
    origin = below(made.spec.root, [found("G108", finder.place(place), None, name=name)])[0].place
    return Explained(
        name,
        f"{quoted(where.tab)}!{address(row, column)}",
        shown(finished.value),
        formula.text if formula else "",
        by_names if formula else "",
        finished.formula,
        tuple(precedents.values()),
        origin,
        made.spec.name,
    )


def _precedent(made: Made, ref: Ref, host: Place3, called: dict[Place3, str]) -> Precedent:
    where = made.layout.sheets[ref.sheet]
    rows = {number: key for key, number in where.rows.items()}

    def corner(row: str, column: str) -> tuple[int, Place3]:
        number = where.rows[row] if row != HERE else made.layout.sheets[host[0]].rows[host[1]] + ref.offset
        return number, (ref.sheet, rows.get(number, ""), column)

    number, start = corner(ref.row, ref.column)
    shown_at = f"{quoted(where.tab)}!{address(number, where.columns[ref.column])}"
    first = called.get(start) or f"{where.tab}.{start[1]}.{start[2]}"
    if not ref.is_area:
        return Precedent(first, shown_at, shown(made.at(start)))
    end_number, end = corner(ref.to_row or ref.row, ref.to_column or ref.column)
    column = _column(made, ref)
    if column:
        end_at = address(end_number, where.columns[ref.to_column or ref.column])
        return Precedent(column, f"{shown_at}:{end_at}", None)
    last = called.get(end) or f"{where.tab}.{end[1]}.{end[2]}"
    end_at = address(end_number, where.columns[ref.to_column or ref.column])
    return Precedent(f"{first}:{last}", f"{shown_at}:{end_at}", None)


def _column(made: Made, ref: Ref) -> str:
    """表.列 where an area is the whole body of one column, else ""."""
    if ref.to_column not in (None, ref.column):
        return ""
    for table in made.book.tables:
        if table.sheet == ref.sheet and table.body == (ref.row, ref.to_row):
            name = next((n for n, key in table.columns.items() if key == ref.column), "")
            if name:
                return f"{table.full_name}.{name}"
    return ""
