"""A whole book on one page of text: sheets, columns, rows, formulas by name, sentences, checks, code lists."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from workbook.book.build import build_book
from workbook.book.model import Book, Cell, Sheet, Table
from workbook.data import empty_unit
from workbook.formula import HERE, Ref
from workbook.spec.load import Raw, load_raw
from workbook.spec.model import Check, Entry
from workbook.spec.model import Table as TableSpec
from workbook.spec.resolved import resolved
from workbook.spec.spec import Page, Spec

_CODE = re.compile(r'"\d{3,7}"')


def book_page(spec: Spec) -> str:
    """The page of one spec; what it was made from (`base/…`) is not told, only what came of it."""
    raw, _, _ = load_raw(spec.root)
    assert raw is not None
    book, findings = build_book(spec, empty_unit(spec))
    assert findings == ()
    return "\n".join(_lines(spec, raw, book)) + "\n"


def _lines(spec: Spec, raw: Raw, book: Book) -> Iterator[str]:
    texts = {name: [line.text for line in lines] for name, lines in resolved(raw).items()}
    yield f"# {spec.name}"
    yield from (line for line in texts["book.yaml"] if not line.startswith(("book:", "roll_up:")))
    part = ""
    for page in spec.pages:
        if page.part != part:
            part = page.part
            yield from ("", f"# {part}")
        yield from ("", f"## {page.file} · {page.sheet.kind} · {page.sheet.sheet}")
        tables = [t for t in book.tables if t.name == page.sheet.sheet]
        if isinstance(page.sheet, Entry | TableSpec) and tables:
            yield from _facts(page)
            yield from _tables(book, tables)
        else:
            yield from (line for line in texts[page.file] if not line.startswith(("sheet:", "kind:")))
    yield from ("", "# 审核")
    yield from (_check(str(name), check) for name, check in spec.checks)
    yield from ("", "# 代码表")
    for title, codes in spec.codes.items():
        listed = "\n".join(f"{row.code} {row.name} {row.level}" for row in codes.rows)
        sum_ = hashlib.sha256(listed.encode()).hexdigest()[:12]
        yield f"{title}: {len(codes.rows)} 个，{sum_}：" + "、".join(r.code for r in codes.rows if len(r.code) == 3)


def _facts(page: Page) -> Iterator[str]:
    """What a sheet says about itself, in one line each."""
    for key in ("form", "tab", "title", "file", "landscape", "help", "note", "empty", "was"):
        value = getattr(page.sheet, key, None)
        if value:
            yield f"{key}: {' / '.join(map(str, value)) if isinstance(value, tuple) else value}"


def _tables(book: Book, tables: list[Table]) -> Iterator[str]:
    for table in tables:
        sheet = next(s for s in book.sheets if s.key == table.sheet)
        columns: dict[str, str] = {}
        for name, key in table.columns.items():
            columns.setdefault(key, name)
        yield f"{table.block or '列'}: " + " | ".join(_column(table, k, columns[k]) for k in columns)
        before = ""
        for row, name in _rows(table):
            cells = [(columns[key], sheet.cells.get((row, key))) for key in columns]
            said = [f"{column}: {told}" for column, cell in cells if (told := _cell(book, sheet, cell))]
            pattern = _CODE.sub('"…"', " | ".join(s for s in said if "=" in s))
            if pattern and pattern == before:
                said = [*(s for s in said if "=" not in s), "同上式"]
            before = pattern
            yield f"  {name or row}  " + " | ".join(said)


def _column(table: Table, key: str, name: str) -> str:
    return f"{name} {table.types.get(key, '')}".strip()


def _rows(table: Table) -> Iterator[tuple[str, str]]:
    """Rows with a name; of rows that repeat, the first."""
    named = {key: name for name, key in table.rows.items()}
    if table.kind in ("list", "classify", "follow"):
        yield from named.items()
        if table.body_keys:
            yield table.body_keys[0], "每行"
        elif table.body[0] not in named:
            yield table.body[0], "每行"
    else:
        yield from ((key, named[key]) for key in dict.fromkeys((*table.body_keys, *named)) if key in named)


def _cell(book: Book, sheet: Sheet, cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.formula is not None:
        return "=" + "".join(p if isinstance(p, str) else _ref(book, p) for p in cell.formula.parts)
    typed = f"〔{cell.slot.type}〕" if cell.slot is not None else ""
    return typed + ("" if cell.content is None else str(cell.content))


def _ref(book: Book, ref: Ref) -> str:
    """表.行.列, 表.列 for a whole column; 行 is left out for the formula's own row."""
    table = next((t for t in book.tables if t.sheet == ref.sheet and ref.column in t.columns.values()), None)
    if table is None:
        return f"{ref.sheet}.{ref.row}.{ref.column}"
    name = next(n for n, key in table.columns.items() if key == ref.column)
    rows = {key: n for n, key in table.rows.items()}
    if ref.row == HERE:
        return name
    if ref.is_area:
        last = next((n for n, key in table.columns.items() if key == ref.to_column), name)
        ends = name if last == name else f"{name}:{last}"
        if (ref.row, ref.to_row) == table.body:
            return f"{table.full_name}.{ends}"
        return f"{table.full_name}.{rows.get(ref.row, ref.row)}:{rows.get(ref.to_row or '', ref.to_row)}.{ends}"
    return f"{table.full_name}.{rows.get(ref.row, ref.row)}.{name}"


def _check(name: str, check: Check) -> str:
    said = [f"{check.id} {check.level} {name}: {check.that or check.true or '、'.join(check.filled)}"]
    said += [f"{key} {value}" for key in ("each", "when", "tolerance") if (value := getattr(check, key))]
    said += [f"entries {', '.join(check.entries)}"] if check.entries else []
    return " | ".join([*said, f"addends {check.addends}"] if check.addends != 2 else said)
