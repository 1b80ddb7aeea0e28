"""Rows, columns and sheets that went elsewhere, came twice or are gone."""

from __future__ import annotations

import re
from html import escape
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.package import BOOK
from mutate.shift import Deleted, Inserted, Permuted, Unsuitable
from workbook.book.entry import END
from workbook.book.model import Sheet
from workbook.formula.address import letters

CHECKS, TABLES, LISTS = "checks", frozenset(("table", "text", "card", "checks", "codes")), frozenset(("entry",))
LAST = "the last entry of a list that was deleted with its row is a list with one entry less"


def _sheets(base: Base, kinds: frozenset[str]) -> list[Sheet]:
    return [s for s in base.filled.book.sheets if s.kind in kinds and not s.hidden]


def _lists(base: Base) -> list[Sheet]:
    return [s for s in base.filled.book.sheets if s.kind == "entry" and END in base.filled.layout.sheets[s.key].rows]


def _row(base: Base, sheet: Sheet, dice: Random) -> tuple[str, int]:
    rows = base.filled.layout.sheets[sheet.key].rows
    key = dice.choice([key for key in rows if key != END])
    return key, rows[key]


def row_deleted_in_list(base: Base, dice: Random) -> Mutant:
    sheet = dice.choice(_lists(base))
    rows = [(k, n) for k, n in base.filled.layout.sheets[sheet.key].rows.items() if k.isdigit()]
    key, row = dice.choice(rows)
    return _row_deleted(base, sheet, key, row)


def row_deleted_in_form(base: Base, dice: Random) -> Mutant:
    forms = [s for s in _sheets(base, LISTS) if s not in _lists(base)]
    sheet = dice.choice(forms)
    return _row_deleted(base, sheet, *_row(base, sheet, dice))


def row_deleted_in_table(base: Base, dice: Random) -> Mutant:
    sheet = dice.choice(_sheets(base, TABLES))
    return _row_deleted(base, sheet, *_row(base, sheet, dice))


def _row_deleted(base: Base, sheet: Sheet, key: str, row: int) -> Mutant:
    """Taken: the last entry of a list, when no sum hangs on it."""
    tab = base.tabs[sheet.key]
    package = base.package(bare=True)
    package.shift(tab, rows=Deleted(row))
    lost = frozenset({(sheet.key, key, "")})
    places = frozenset({(tab, "")})
    if sheet in _lists(base) and key.isdigit():  # the list is what is left of it
        filled = {w.row for w, _, v in base.inputs if w.key == sheet.key and v is not None}
        below = any(other > row for other in filled)
        codes = frozenset({"M212"}) if below else frozenset({"M212", "K", "J"})
        expected = Expected(
            codes, places, lost=lost, says=str(row - 1) if below else "", data="",
            harmless=not below and row not in filled, taken=LAST if not below and row in filled else "",
        )  # fmt: skip
    else:
        expected = Expected(frozenset({"M204"}), places, lost=lost, says=str(row - 1), data="")
    return Mutant(package, expected, f"{tab} row {row} ({key}) deleted")


def row_inserted_in_list(base: Base, dice: Random) -> Mutant:
    """An entry moved into a row that was inserted somewhere in the list."""
    sheet = dice.choice([s for s in _lists(base) if len(base.lists[s.key]) > 2])
    rows = base.lists[sheet.key]
    layout = base.filled.layout.sheets[sheet.key]
    tab = base.tabs[sheet.key]
    first = layout.rows["1"]
    at = dice.randint(first + 1, layout.rows[END])
    source = dice.choice(list(rows))
    package = base.package(bare=True)
    package.shift(tab, rows=Inserted(at))
    package.new_row(tab, at, {where.column: "x" for where, _ in rows[source].values()})
    now = source + (source >= at)
    for where, value in rows[source].values():
        if value is not None:
            package.swap(tab, where.column, now, at)
            package.blank(tab, now, where.column)
        else:
            package.blank(tab, at, where.column)
    return Mutant(package, Expected(harmless=True, data="rows"), f"{tab} row {source} moved into a new row {at}")


def blank_row_inserted(base: Base, dice: Random) -> Mutant:
    """A blank row anywhere below the first rows of a sheet. Hidden formulas reach the entries of a list by their
    numbers: a program computes these anew, and so the old results are left out.
    """
    sheet = dice.choice(_sheets(base, TABLES | LISTS))
    _, row = _row(base, sheet, dice)
    tab = base.tabs[sheet.key]
    package = base.package(bare=sheet.kind in LISTS)
    package.shift(tab, rows=Inserted(row + 1))
    return Mutant(package, Expected(harmless=True), f"{tab} blank row after {row}")


def remark_row_inserted(base: Base, dice: Random) -> Mutant:
    """A row with a remark, inserted in a table that nobody types into."""
    sheet = dice.choice(_sheets(base, TABLES))
    rows = sorted(base.filled.layout.sheets[sheet.key].rows.values())
    if len(rows) < 2:
        raise Unsuitable
    at = dice.choice(rows[1:])
    tab = base.tabs[sheet.key]
    package = base.package()
    package.shift(tab, rows=Inserted(at))
    column = next(iter(base.filled.layout.sheets[sheet.key].columns.values()))
    package.new_row(tab, at, {column: "张三核对过"})
    place = Where(sheet.key, tab, at, column).place
    return Mutant(package, Expected(frozenset({"M207"}), frozenset({place})), f"{tab} remark in a new row {at}")


def rows_sorted(base: Base, dice: Random) -> Mutant:
    """Entries in another order, as sorting by the filter leaves them: the hidden keys stay where they are."""
    owner = dice.choice([o for o in ("收入明细", "支出明细", "经济分类支出") if len(base.lists[o]) > 3])
    rows = base.lists[owner]
    package = base.package(bare=True)
    numbers = sorted(rows)
    for _ in range(dice.randint(1, 5)):
        one, two = dice.sample(numbers, 2)
        for where, _ in rows[one].values():
            package.swap(where.tab, where.column, one, two)
    return Mutant(package, Expected(harmless=True, data="rows"), f"{owner} sorted")


def rows_sorted_with_keys(base: Base, dice: Random) -> Mutant:
    """Whole rows in another order, hidden keys and all."""
    owner = dice.choice([o for o in ("收入明细", "支出明细", "经济分类支出") if len(base.lists[o]) > 3])
    rows = base.lists[owner]
    package = base.package(bare=True)
    one, two = dice.sample(sorted(rows), 2)
    tab = next(iter(rows[one].values()))[0].tab
    package.swap(tab, 1, one, two)
    for where, _ in rows[one].values():
        package.swap(tab, where.column, one, two)
    return Mutant(package, Expected(harmless=True, data="rows"), f"{owner} rows {one} and {two} changed places")


def column_moved(base: Base, dice: Random) -> Mutant:
    """A column of an entry list cut and inserted elsewhere. Programs do this only after the titles over all columns
    were unmerged.
    """
    sheet = dice.choice(_lists(base))
    columns = sorted(base.filled.layout.sheets[sheet.key].columns.values())
    if len(columns) < 3:
        raise Unsuitable
    source, target = dice.sample(columns, 2)
    order = [c for c in columns if c != source]
    order.insert(columns.index(target), source)
    tab = base.tabs[sheet.key]
    package = base.package()
    part = package.sheets[tab]
    package.write(part, re.sub(r"<mergeCells.*?</mergeCells>", "", package.text(part), flags=re.DOTALL))
    package.shift(tab, columns=Permuted({c: columns[i] for i, c in enumerate(order)}))
    return Mutant(package, Expected(harmless=True, data="rows"), f"{tab} column {source} moved to {target}")


def column_deleted(base: Base, dice: Random) -> Mutant:
    sheet = dice.choice(_sheets(base, LISTS | TABLES))
    columns = base.filled.layout.sheets[sheet.key].columns
    key = dice.choice(list(columns))
    tab = base.tabs[sheet.key]
    package = base.package(bare=True)
    package.shift(tab, columns=Deleted(columns[key]))
    lost = frozenset({(sheet.key, "", key)})
    before = letters(columns[key] - 1)
    expected = Expected(frozenset({"M205"}), frozenset({(tab, "")}), lost=lost, says=before, data="")
    return Mutant(package, expected, f"{tab} column {key} deleted")


def sheet_renamed(base: Base, dice: Random) -> Mutant:
    tab = dice.choice(list(base.tabs.values()))
    name = dice.choice((f"{tab}改", f"新{tab}", "表A"))[:31]
    package = base.package()
    package.everywhere(tab, name)
    text = package.text(BOOK)
    package.write(BOOK, text.replace(f'<sheet name="{escape(tab)}"', f'<sheet name="{escape(name)}"', 1))
    return Mutant(package, Expected(harmless=True), f"{tab} renamed {name}")


def sheets_reordered(base: Base, dice: Random) -> Mutant:
    package = base.package()
    tabs = list(package.sheets)
    dice.shuffle(tabs)
    package.order(tabs)
    return Mutant(package, Expected(harmless=True), "tabs in another order")


def sheet_copied(base: Base, dice: Random) -> Mutant:
    tab = dice.choice(list(base.tabs.values()))
    package = base.package()
    copy = re.sub(rb"<(drawing|legacyDrawing)[^>]*/>", b"", package.parts[package.sheets[tab]])
    name = f"{tab[:25]} (2)"
    package.add_sheet(name, copy)
    if dice.random() < 0.5:  # the copy stands in front of the original
        tabs = [t for t in package.sheets if t != name]
        tabs.insert(tabs.index(tab), name)
        package.order(tabs)
    expected = Expected(frozenset({"M202"}), frozenset({(name, "")}))
    return Mutant(package, expected, f"{tab} copied")


def sheet_deleted(base: Base, dice: Random) -> Mutant:
    sheet = dice.choice(_sheets(base, LISTS | TABLES | frozenset(("cover", "contents"))))
    tab = base.tabs[sheet.key]
    package = base.package(bare=True)
    package.drop_sheet(tab)
    lost = frozenset({(sheet.key, "", "")})
    expected = Expected(frozenset({"M206"}), frozenset({(tab, "")}), lost=lost, says=sheet.key, data="")
    return Mutant(package, expected, f"{tab} deleted")


def extra_sheet(base: Base, dice: Random) -> Mutant:
    package = base.package()
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>草稿</t></is></c></row></sheetData></worksheet>'
    )
    package.add_sheet(dice.choice(("Sheet1", "草稿", "附件1")), xml.encode())
    return Mutant(package, Expected(harmless=True), "a sheet of the accountant's own")


def _key_cell(base: Base, dice: Random, kinds: frozenset[str]) -> tuple[Sheet, str, str, Where]:
    """sheet, row key or "", column key or "", the cell."""
    sheet = dice.choice(_sheets(base, kinds))
    layout, tab = base.filled.layout.sheets[sheet.key], base.tabs[sheet.key]
    if dice.random() < 0.7:
        key, row = _row(base, sheet, dice)
        return sheet, key, "", Where(sheet.key, tab, row, 1)
    key = dice.choice(list(layout.columns))
    return sheet, "", key, Where(sheet.key, tab, 1, layout.columns[key])


def key_removed(base: Base, dice: Random) -> Mutant:
    """Its place still tells which row or column it is."""
    _, row, column, where = _key_cell(base, dice, LISTS | TABLES)
    package = base.package(bare=True)
    package.blank(*where.at)
    expected = Expected(frozenset({"M211"}), frozenset({(where.tab, "")}), says=where.cell)
    return Mutant(package, expected, f"{where.place} key {row}{column} removed")


def key_changed(base: Base, dice: Random) -> Mutant:
    _, row, column, where = _key_cell(base, dice, LISTS | TABLES)
    package = base.package(bare=True)
    package.say(*where.at, "改过的标识")
    expected = Expected(frozenset({"M211"}), frozenset({(where.tab, "")}), says=where.cell)
    return Mutant(package, expected, f"{where.place} key {row}{column} changed")


def key_doubled(base: Base, dice: Random) -> Mutant:
    """A row's key written over another row's."""
    sheet = dice.choice(_sheets(base, LISTS | TABLES))
    layout, tab = base.filled.layout.sheets[sheet.key], base.tabs[sheet.key]
    if len(layout.rows) < 2:
        raise Unsuitable
    one, two = dice.sample(list(layout.rows), 2)
    package = base.package(bare=True)
    where = Where(sheet.key, tab, layout.rows[two], 1)
    package.say(*where.at, one)
    expected = Expected(frozenset({"M211"}), frozenset({(tab, "")}), says=where.cell)
    return Mutant(package, expected, f"{tab} key {one} also in place of {two}")


def corner_removed(base: Base, dice: Random) -> Mutant:
    """The other keys still tell which sheet it is."""
    sheet = dice.choice(_sheets(base, LISTS | TABLES))
    tab = base.tabs[sheet.key]
    package = base.package(bare=True)
    package.blank(tab, 1, 1)
    return Mutant(package, Expected(frozenset({"M211"}), frozenset({(tab, "")}), says="A1"), f"{tab} corner removed")


def keys_deleted(base: Base, dice: Random) -> Mutant:
    """The hidden column or row with a sheet's keys deleted: nothing on it can be told."""
    sheet = dice.choice(_sheets(base, LISTS | TABLES))
    tab = base.tabs[sheet.key]
    package = base.package(bare=True)
    axis = dice.choice(("row", "column"))
    if axis == "row":
        package.shift(tab, rows=Deleted(1))
    else:
        package.shift(tab, columns=Deleted(1))
    lost = frozenset({(sheet.key, "", "")})
    expected = Expected(frozenset({"M209"}), frozenset({(tab, "")}), lost=lost, says=f"@key_{axis}", data="")
    return Mutant(package, expected, f"{tab} key {axis} deleted")


def row_copied_with_key(base: Base, dice: Random) -> Mutant:
    """A row of a list copied and inserted whole, its hidden key with it."""
    sheet = dice.choice([s for s in _lists(base) if len(base.lists[s.key]) > 2])
    rows = base.lists[sheet.key]
    tab = base.tabs[sheet.key]
    source = dice.choice(list(rows))
    package = base.package(bare=True)
    package.copy_row(tab, source)
    key = Where(sheet.key, tab, source + 1, 1)
    lines = frozenset(
        Where(sheet.key, tab, n, w.column).place for n in (source, source + 1) for w, _ in rows[source].values()
    )
    lost = frozenset({(sheet.key, base_key(base, sheet, source), "")})
    expected = Expected(frozenset({"J112"}), lines | {key.place}, lost=lost, data="")
    return Mutant(package, expected, f"{tab} row {source} copied and inserted")


def base_key(base: Base, sheet: Sheet, row: int) -> str:
    return next(key for key, number in base.filled.layout.sheets[sheet.key].rows.items() if number == row)


def cells_merged(base: Base, dice: Random) -> Mutant:
    """Two cells of a column merged, as the file format can say it: the second one keeps what it holds."""
    sheet = dice.choice(_sheets(base, LISTS | TABLES - {"card"}))
    tab, package = base.tabs[sheet.key], base.package()
    cells = {w.spot for w, _, v in base.inputs if v is not None} | {w.spot for w, c in base.formulas if c.value}
    key, row, column = dice.choice([spot for spot in sorted(cells) if spot[0] == sheet.key] or [("", 0, 0)])
    upper, part = (key, row - 1, column), package.sheets[tab]
    if upper not in cells or "<mergeCells" not in package.text(part):
        raise Unsuitable
    area = f"{letters(column)}{row - 1}:{letters(column)}{row}"
    package.write(part, re.sub(r"<mergeCells[^>]*>", f'<mergeCells><mergeCell ref="{area}"/>', package.text(part)))
    place = Where(key, tab, row, column)
    return Mutant(package, Expected(frozenset({"F109"}), frozenset({place.place}), says=area), f"{tab} {area} merged")


def below_the_end(base: Base, dice: Random) -> Mutant:
    """An entry typed below the locked last row of a list."""
    sheet = dice.choice(_lists(base))
    layout, tab = base.filled.layout.sheets[sheet.key], base.tabs[sheet.key]
    row = layout.rows[END] + dice.randint(1, 3)
    column = dice.choice(list(layout.columns.values()))
    where = Where(sheet.key, tab, row, column)
    package = base.package()
    part = package.sheets[tab]
    cell = f'<row r="{row}"><c r="{where.cell}" t="inlineStr"><is><t>2010301</t></is></c></row></sheetData>'
    package.replace(part, "</sheetData>", cell)
    return Mutant(package, Expected(frozenset({"M207"}), frozenset({where.place})), f"{where.place} below the end")


def beside_the_sheet(base: Base, dice: Random) -> Mutant:
    """A number to the right of everything."""
    sheet = dice.choice(_sheets(base, LISTS | TABLES))
    layout, tab = base.filled.layout.sheets[sheet.key], base.tabs[sheet.key]
    _, row = _row(base, sheet, dice)
    where = Where(sheet.key, tab, row, max(layout.columns.values()) + dice.randint(1, 4))
    package = base.package()
    part = package.sheets[tab]
    text = package.text(part)
    found = re.search(rf'<row r="{row}"[^>]*>.*?</row>', text, re.DOTALL)
    if found is None or found[0].count("<row") != 1:
        raise Unsuitable
    cell = f'<c r="{where.cell}"><v>12.34</v></c></row>'
    package.write(part, text[: found.end() - 6] + cell + text[found.end() :])
    return Mutant(package, Expected(frozenset({"M207"}), frozenset({where.place})), f"{where.place} beside the sheet")


KINDS: dict[str, Kind] = {
    "row deleted in a list": row_deleted_in_list,
    "row deleted in a form": row_deleted_in_form,
    "row deleted in a table": row_deleted_in_table,
    "row inserted in a list": row_inserted_in_list,
    "blank row inserted": blank_row_inserted,
    "row with a remark inserted": remark_row_inserted,
    "rows sorted": rows_sorted,
    "rows sorted with their keys": rows_sorted_with_keys,
    "row copied with its key": row_copied_with_key,
    "column moved": column_moved,
    "column deleted": column_deleted,
    "sheet renamed": sheet_renamed,
    "sheets reordered": sheets_reordered,
    "sheet copied": sheet_copied,
    "sheet deleted": sheet_deleted,
    "sheet added": extra_sheet,
    "key removed": key_removed,
    "key changed": key_changed,
    "key doubled": key_doubled,
    "corner removed": corner_removed,
    "key row or column deleted": keys_deleted,
    "cells merged": cells_merged,
    "entry below the end": below_the_end,
    "number beside the sheet": beside_the_sheet,
}
