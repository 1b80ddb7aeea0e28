"""A workbook's parts under change: cells and sheets edited in their XML, as no library would let one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from functools import partial
from html import escape
from io import BytesIO

from mutate.shift import Axis, Inserted, Same, Unsuitable, followed, in_formulas, shift_sheet, shifted
from workbook.formula.address import letters
from workbook.layout import address

BOOK, LINKS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_ENTRY = re.compile(r'<sheet name="([^"]+)" sheetId="(\d+)"(?: state="\w+")? r:id="(rId\d+)"/>')


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


class Package:
    """Parts that share what is not changed with the good workbook."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)

    def text(self, part: str) -> str:
        return self.parts[part].decode()

    def write(self, part: str, text: str) -> None:
        self.parts[part] = text.encode()

    def replace(self, part: str, before: str, after: str, count: int = -1) -> None:
        text = self.text(part)
        if before not in text:
            raise Unsuitable
        self.write(part, text.replace(before, after, count))

    @property
    def sheets(self) -> dict[str, str]:
        """Tab → part, in order."""
        targets = dict(re.findall(r'Target="(?:/xl/)?([^"]+)"(?=[^>]*Id="(rId\d+)")', self.text(LINKS)))
        parts = {link: f"xl/{target}" for target, link in targets.items()}
        if not parts:
            parts = {i: f"xl/{t}" for i, t in re.findall(r'Id="(rId\d+)"[^>]*Target="([^"]+)"', self.text(LINKS))}
        return {_plain(name): parts[link] for name, _, link in _ENTRY.findall(self.text(BOOK))}

    # ---- cells

    def cell(self, tab: str, row: int, column: int) -> tuple[str, re.Match[str]]:
        """The sheet's text and the cell in it."""
        text = self.text(self.sheets[tab])
        found = re.search(
            rf'<c r="{letters(column)}{row}"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(.*?)</c>)', text, re.DOTALL
        )
        if found is None:
            raise Unsuitable
        return text, found

    def put(self, tab: str, row: int, column: int, content: str = "", kind: str = "", style: str = "") -> None:
        """A cell's content as XML, its type, and its style when that changes too."""
        text, found = self.cell(tab, row, column)
        style = style or found.group(1) or "0"
        kind = f' t="{kind}"' if kind else ""
        made = f'<c r="{letters(column)}{row}" s="{style}"{kind}>{content}</c>'
        self.write(self.sheets[tab], text[: found.start()] + made + text[found.end() :])

    def formula(self, tab: str, row: int, column: int, formula: str, value: str = "", kind: str = "") -> None:
        shown = f"<v>{escape(value, quote=False)}</v>" if value else ""
        self.put(tab, row, column, f"<f>{escape(formula, quote=False)}</f>{shown}", kind)

    def say(self, tab: str, row: int, column: int, text: str) -> None:
        self.put(tab, row, column, f'<is><t xml:space="preserve">{escape(text, quote=False)}</t></is>', "inlineStr")

    def number(self, tab: str, row: int, column: int, number: object, style: str = "") -> None:
        self.put(tab, row, column, f"<v>{number}</v>", style=style)

    def blank(self, tab: str, row: int, column: int) -> None:
        self.put(tab, row, column)

    def swap(self, tab: str, column: int, row: int, other: int) -> None:
        """The contents of two cells of one column."""
        _, first = self.cell(tab, row, column)
        _, second = self.cell(tab, other, column)
        self.put(tab, row, column, second.group(3) or "", second.group(2) or "")
        self.put(tab, other, column, first.group(3) or "", first.group(2) or "")

    # ---- lines and sheets

    def shift(self, tab: str, rows: Axis | None = None, columns: Axis | None = None) -> None:
        """Rows or columns of a sheet go elsewhere, and every reference in the workbook with them."""
        down, across = rows or Same(), columns or Same()
        for name, part in {**self.sheets, "": BOOK}.items():
            if name == tab or tab in self.text(part):
                moved = partial(shifted, host=name, tab=tab, rows=down, columns=across)
                self.write(part, in_formulas(self.text(part), moved))
        part = self.sheets[tab]
        self.write(part, shift_sheet(self.text(part), down, across))

    def follow(self, tab: str, column: str, rows: Axis) -> None:
        """Every formula, after cells of one column of a sheet went elsewhere."""
        for name, part in {**self.sheets, "": BOOK}.items():
            if name == tab or tab in self.text(part):
                moved = partial(followed, host=name, tab=tab, column=column, rows=rows)
                self.write(part, in_formulas(self.text(part), moved))

    def new_row(self, tab: str, row: int, cells: Mapping[int, str]) -> None:
        """A row that is not there yet: column → its text ("" is blank)."""
        inner = "".join(
            f'<c r="{address(row, column)}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else ""
            for column, text in sorted(cells.items())
        )
        part = self.sheets[tab]
        text = self.text(part)
        following = re.search(rf'<row r="{row + 1}"', text)
        if following is None:
            raise Unsuitable
        self.write(part, f'{text[: following.start()]}<row r="{row}">{inner}</row>{text[following.start() :]}')

    def copy_row(self, tab: str, source: int) -> None:
        """A row copied and inserted below, its hidden key and its formulas with it."""
        part = self.sheets[tab]
        found = re.search(rf'<row r="{source}".*?</row>', self.text(part), re.DOTALL)
        assert found is not None
        self.shift(tab, rows=Inserted(source + 1))
        copy = re.sub(rf'r="([A-Z]*){source}"', rf'r="\g<1>{source + 1}"', found[0])
        copy = re.sub(rf"(\$?[A-Z]+){source}(?!\d)", rf"\g<1>{source + 1}", copy)
        text = self.text(part)
        following = re.search(rf'<row r="{source + 2}"', text)
        if following is None:
            raise Unsuitable
        self.write(part, text[: following.start()] + copy + text[following.start() :])

    def everywhere(self, before: str, after: str) -> None:
        """A sheet's name in all formulas and links."""

        def renamed(formula: str) -> str:
            return re.sub(rf"(?<![\w.])'?{re.escape(before)}'?!", f"{after}!", formula)

        for part in [*self.sheets.values(), BOOK]:
            if before in self.text(part):
                self.write(part, in_formulas(self.text(part), renamed))

    def add_sheet(self, tab: str, xml: bytes) -> None:
        numbers = [int(n) for n in re.findall(r"xl/worksheets/sheet(\d+)\.xml", " ".join(self.parts))]
        number = max(numbers) + 1
        part = f"xl/worksheets/sheet{number}.xml"
        self.parts[part] = xml
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        self.replace(TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        link = f'<Relationship Id="rId{number + 900}" Type="{base}" Target="worksheets/sheet{number}.xml"/>'
        self.replace(LINKS, "</Relationships>", f"{link}</Relationships>")
        entry = f'<sheet name="{escape(tab)}" sheetId="{number + 900}" r:id="rId{number + 900}"/>'
        self.replace(BOOK, "</sheets>", f"{entry}</sheets>")

    def drop_sheet(self, tab: str) -> None:
        part = self.sheets[tab]
        text = self.text(BOOK)
        entry = next(m for m in _ENTRY.finditer(text) if _plain(m.group(1)) == tab)
        index = [_plain(m.group(1)) for m in _ENTRY.finditer(text)].index(tab)
        text = text.replace(entry.group(0), "")
        text = re.sub(rf'<definedName [^>]*localSheetId="{index}"[^>]*>[^<]*</definedName>', "", text)
        text = re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{int(m[1]) - (int(m[1]) > index)}"', text)
        self.write(BOOK, text)
        links = self.text(LINKS)
        self.write(LINKS, re.sub(rf'<Relationship Id="{entry.group(3)}"[^>]*/>', "", links))
        types = self.text(TYPES)
        self.write(TYPES, re.sub(rf'<Override PartName="/{re.escape(part)}"[^>]*/>', "", types))
        for gone in (part, part.replace("worksheets/", "worksheets/_rels/") + ".rels"):
            self.parts.pop(gone, None)
        for other in [*self.sheets.values(), BOOK]:
            if tab in self.text(other):
                self.write(other, in_formulas(self.text(other), lambda f: _lost(f, tab)))

    def order(self, tabs: list[str]) -> None:
        """The tabs in another order."""
        text = self.text(BOOK)
        entries = {_plain(m.group(1)): m.group(0) for m in _ENTRY.finditer(text)}
        now = {i: tabs.index(tab) for i, tab in enumerate(entries)}
        text = re.sub(r"<sheets>.*</sheets>", f"<sheets>{''.join(entries[tab] for tab in tabs)}</sheets>", text)
        self.write(BOOK, re.sub(r'localSheetId="(\d+)"', lambda m: f'localSheetId="{now[int(m[1])]}"', text))


def _lost(formula: str, tab: str) -> str:
    """References to a deleted sheet."""
    name = re.escape(tab)
    return re.sub(
        rf'("(?:[^"]|"")*")|(?<![\w.])\'?{name}\'?!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?',
        lambda m: m[1] or "#REF!",
        formula,
    )


def _plain(name: str) -> str:
    return name.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
