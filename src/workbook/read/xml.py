"""Parse one XML part with expat: no document type, no entities, bounded depth and attributes, element by element.

Expat was chosen by measurement: as fast as lxml over the sheets, without a tree in memory, and it reports a
DOCTYPE before anything in it can work.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from workbook.read import limits
from workbook.read.fault import refusal, shown

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Turn = Callable[[Start, End], None]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"

_STRICT = {
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": (
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": (
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    ),
}
_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF8 = {"utf-8", "utf8", "us-ascii", "ascii"}
_UTF16 = {"utf-16", "utf-16le", "utf-16be", "utf16"}


class Handler(Protocol):
    """What a reader of one kind of part offers. Names are `namespace local`."""

    @property
    def text(self) -> Callable[[str], None] | None:
        """What takes the text, in pieces; None: no text is wanted."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


class Budget:
    """How many elements the whole file may still have."""

    def __init__(self, elements: int = limits.ELEMENTS) -> None:
        self.elements = elements


def check(data: bytes, part: str, handler: Handler, budget: Budget) -> None:
    """Feed a part to a handler within all limits. Raises RefusedError (R301–R306) for what is not sound.

    For the guard, which sees every XML part; readers behind it `walk`.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth, left = 0, budget.elements
    begin, finish = handler.start, handler.end

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, left
        depth += 1
        left -= 1
        _bounded(parser, part, (depth, len(attributes), left))
        begin(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        finish(name)

    try:
        _feed(parser, data, part, start, end, handler.text)
    finally:
        budget.elements = left


def look_through(data: bytes, part: str, start: Start, quiet: tuple[frozenset[str], str], budget: Budget) -> None:
    """`check` for a part of which only single elements matter: `start` is told of those that are not
    `quiet`: elements of which nothing is told unless they have an attribute.

    Most of a file is looked through so. Ends are only counted, by a list: that calls no function of Python's.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    ended: list[str] = []
    names, unless = quiet
    begun, most, deepest, widest = 0, budget.elements, limits.DEPTH, limits.ATTRIBUTES

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal begun
        begun += 1
        if begun - len(ended) > deepest or len(attributes) > widest or begun > most:
            _bounded(parser, part, (begun - len(ended), len(attributes), most - begun))
        if name not in names or unless in attributes:
            start(name, attributes)

    try:
        _feed(parser, data, part, begin, ended.append, None)
    finally:
        budget.elements = most - begun


def _bounded(parser: expat.XMLParserType, part: str, now: tuple[int, int, int]) -> None:
    """now: depth, attributes of the element, elements that the file may still have. Raises R304–R306."""
    depth, attributes, left = now
    if depth > limits.DEPTH:
        raise refusal("R304", part=part, limit=limits.DEPTH, line=parser.CurrentLineNumber)
    if attributes > limits.ATTRIBUTES:
        raise refusal("R305", part=part, limit=limits.ATTRIBUTES, line=parser.CurrentLineNumber)
    if left < 0:
        raise refusal("R306", part=part, limit=limits.ELEMENTS)


def walk(data: bytes, part: str, handler: Handler, turned_by: Callable[[Turn], None] | None = None) -> None:
    """Feed a part that passed the guard to a handler; names of the Strict edition come as the usual ones.

    turned_by: is given the way to have the parser call other functions, where names come as they are written.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    start: Start = handler.start
    end: End = handler.end
    if b"purl.oclc.org" in data or data[:2] in _MARKS:
        start, end = _mapped(handler)
    elif turned_by is not None:

        def turn(begin: Start, finish: End) -> None:
            parser.StartElementHandler, parser.EndElementHandler = begin, finish

        turned_by(turn)
    _feed(parser, data, part, start, end, handler.text)


def _mapped(handler: Handler) -> tuple[Start, End]:
    names: dict[str, str] = {}

    def usual(name: str) -> str:
        known = names.get(name)
        if known is None:
            space, blank, local = name.rpartition(" ")
            known = names[name] = f"{_STRICT[space]} {local}" if blank and space in _STRICT else name
        return known

    def start(name: str, attributes: Attributes) -> None:
        handler.start(usual(name), {usual(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        handler.end(usual(name))

    return start, end


def _feed(
    parser: expat.XMLParserType, data: bytes, part: str, start: Start, end: End, text: Callable[[str], None] | None
) -> None:
    """Let expat have the bytes, UTF-16 transcoded. Raises RefusedError when they are no sound UTF-8 or XML."""
    content: bytes | str = data
    allowed = _UTF8
    if data[:2] in _MARKS:
        allowed = _UTF16
        try:
            content = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise refusal("R303", part=part, found="UTF-16", reason=error.reason) from error

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in allowed:
            raise refusal("R303", part=part, found=shown(encoding))

    def doctype(*_: object) -> None:
        raise refusal("R302", part=part)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error  # the file is not damaged
        reason = expat.ErrorString(error.code) or ""
        raise refusal("R301", part=part, line=error.lineno, column=error.offset + 1, reason=reason) from error
    except (UnicodeError, ValueError) as error:
        raise refusal("R301", part=part, reason=shown(str(error))) from error
    finally:
        _forget(parser)


def _forget(parser: expat.XMLParserType) -> None:
    """Handlers know their parser: without this it stays, with its buffers, until Python looks for cycles."""
    parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
    parser.StartDoctypeDeclHandler = parser.XmlDeclHandler = None


def no_size(text: str | None) -> bool:
    """Whether a row's height or a column's width is given and nothing: out of sight like a hidden one."""
    return text is not None and bool(text.strip()) and not text.strip("0.")


def truth(text: str | None, default: bool = False) -> bool:
    """An xsd:boolean attribute."""
    return default if text is None else text.strip() in ("1", "true", "on")
