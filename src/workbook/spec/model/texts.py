"""Live text: sections, paragraphs and their pieces."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from workbook.finding import Text
from workbook.spec.model.sheets import SheetBase
from workbook.spec.model.values import Dated, Texts


def _as_fragments(value: object) -> object:
    items = value if isinstance(value, list) else [value]
    return [{"text": v} if isinstance(v, str) else v for v in items]


class Fragment(Dated):
    """A piece of a paragraph: a text, a text under a condition, a text for each row of a table, or an enumeration."""

    text: Text = Text("")
    when: Text | None = Field(None, description="a condition by names; the piece stands only while it is true")
    otherwise: Text | None = Field(None, alias="else", description="the text while it is not")
    each: Text | None = Field(None, description="a table or entry list, or 自评: the text is repeated for its rows")
    level: Texts = Field((), description="with each over a growing table or a code block: only 类, 款 or 项 rows")
    only: tuple[int, int] | None = Field(
        None, description="with each: of the rows told, only those from … to … (a cell holds some 20 printed lines)"
    )
    parts: Annotated[tuple[Fragment, ...], BeforeValidator(_as_fragments)] = Field(
        (), description="an enumeration: those of these pieces that stand, joined by `sep`"
    )
    begin: Text = Field(Text(""), description="with each or parts: before the first, when there is one")
    sep: Text = Field(Text("；"), description='with each or parts: between two; "\\n" begins a new line')
    end: Text = Field(Text(""), description="with each or parts: after the last, when there is one")
    none: Text = Field(Text(""), description="with each or parts: the text when there is none")


class Paragraph(Dated):
    """One paragraph. With `each`, one for each row of an entry list, each code of a level, or each scorecard."""

    text: Annotated[tuple[Fragment, ...], BeforeValidator(_as_fragments)]
    when: Text | None = None
    otherwise: Annotated[tuple[Fragment, ...], BeforeValidator(_as_fragments)] = Field(
        (), alias="else", description="the paragraph while `when` is not true"
    )
    style: Literal["body", "heading", "subheading", "caption", "note"] = "body"
    each: Text | None = None
    level: Text | None = Field(None, description="with each over a growing table: one for each 类, 款 or 项 in use")
    room: int = Field(2, ge=0, description="with each over an entry list or with level: further rows made ready")


def _as_paragraph(value: object) -> object:
    return {"text": value} if isinstance(value, str | list) else value


class Section(Dated):
    title: Text | None = None
    name: Text | None = Field(None, description="a short name for references: 情况说明.<name>")
    style: Literal["heading", "subheading"] = Field("heading", description="how the title looks")
    paragraphs: tuple[Annotated[Paragraph, BeforeValidator(_as_paragraph)], ...] = ()


class TextSheet(SheetBase):
    """Live sentences: overview, narrative, glossary."""

    kind: Literal["text"]
    wait: bool = Field(False, description="paragraphs stay blank until the book's `started` is true")
    sections: tuple[Section, ...]
