"""The spec language: what a YAML page may say. Frozen, typed; the JSON Schema for editors is made of it.

Keys are English, names are the field's own Chinese terms and serve as labels and as references. Shorthands
(a bare type, a bare formula, nested heads) are unfolded by the validators here, so that the floors above
see one form only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from workbook.finding import Text

ValueType = Literal[
    "money",  # an amount in the unit's own 金额单位 on entry sheets, in 万元 on all others; two decimals
    "number",  # any number, up to four decimals
    "count",  # a whole number ≥ 0
    "rate",  # a fraction shown as a percentage with two decimals
    "text",
    "date",
    "year",
    "code",  # a code of a code list; always text
    "choice",
    "label",  # the row's own name, written by the generator
    "line",  # 行次, counted by the generator
    "name",  # 科目名称 that belongs to the row's code
    "index",  # 序号
]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


Where = Mapping[Text, Texts]

# ---- values: what stands in a cell -----------------------------------------------------------------------


class Value(Model):
    """One cell's content: a formula by names, or a sum over columns of an entry list."""

    formula: Text | None = Field(None, description="=… in Excel's language, with names in place of addresses")
    sum: Texts = Field(
        (),
        description="columns of entry lists that are added up, e.g. 支出明细.基本支出, or a run of them a:b",
    )
    where: Where = Field(
        default_factory=dict, description="only entry rows whose column has this value, or one of these"
    )
    if_blank: Text | None = Field(
        None, description="the formula used while none of the summed columns has an entry"
    )


def _as_value(value: object) -> object:
    return {"formula": value} if isinstance(value, str) else value


AnyValue = Annotated[Value, BeforeValidator(_as_value)]


# ---- columns ---------------------------------------------------------------------------------------------


class Column(Model):
    """A column, or a head over nested columns."""

    type: ValueType = "money"
    label: Text | None = Field(None, description="the head, when it differs from the name")
    list: Text | None = Field(None, description="type code: the code list")
    of: Texts = Field((), description="type choice: the choices")
    required: bool = False
    prompt: Text | None = Field(None, description="shown when the cell is selected")
    lookup: Text | None = Field(None, description="代码表.列, found by the column named in `by`")
    by: Text | None = None
    formula: Text | None = None
    sum: Texts = ()
    where: Where = Field(default_factory=dict)
    if_blank: Text | None = None
    width: float | None = Field(None, description="in characters")
    hidden: bool = False
    unit: Text | None = Field(None, description="a unit shown with the numbers, e.g. 人")
    min: float | None = None
    max: float | None = None
    number: bool = Field(True, description="counted in the 栏次 line")
    columns: Mapping[Text, AnyColumn] = Field(default_factory=dict, description="columns under this head")


def _as_column(value: object) -> object:
    if isinstance(value, str):
        return {"formula": value} if value.startswith("=") else {"type": value}
    if isinstance(value, dict) and value and not any(k in COLUMN_KEYS for k in value):
        return {"columns": value}
    return value


AnyColumn = Annotated[Column, BeforeValidator(_as_column)]
Column.model_rebuild()
COLUMN_KEYS = frozenset(Column.model_fields)


# ---- rows ------------------------------------------------------------------------------------------------


class Source(Model):
    """Where a growing table takes its codes from: the code column of an entry list, and which rows of it."""

    source: Text = Field(alias="from", description="e.g. 支出明细.科目编码")
    where: Where = Field(default_factory=dict)
    nonzero: Texts = Field((), description="only entry rows in which one of these columns is not 0")


def _as_sources(value: object) -> object:
    return [{"from": value}] if isinstance(value, str) else ([value] if isinstance(value, dict) else value)


class Classify(Model):
    """Rows that grow by themselves: one for each 类, 款 and 项 in use, in code order."""

    classify: Annotated[tuple[Source, ...], BeforeValidator(_as_sources)]
    total: Text | None = Field(None, description="label of the total row")
    total_at: Literal["start", "end"] = "start"
    room: int = Field(8, ge=0, description="further rows that the accountant may come to need")
    levels: Texts = Field((Text("类"), Text("款"), Text("项")))


class Follow(Model):
    """One row for each filled row of an entry list, in its order."""

    follow: Text = Field(description="an entry list")
    room: int = Field(4, ge=0)


class Row(Model):
    """A fixed row, or (`each`) one row for each code of a code list."""

    label: Text | None = None
    ordinal: bool | None = Field(None, description="number it 一、二、三、… (default: as the block says)")
    line: bool = Field(True, description="counted in 行次")
    type: ValueType | None = Field(None, description="entry forms: what is typed here")
    formula: Text | None = None
    sum: Texts = ()
    where: Where = Field(default_factory=dict)
    if_blank: Text | None = None
    columns: Mapping[Text, AnyValue] = Field(
        default_factory=dict, description="a value for one column of this row"
    )
    style: Literal["", "total", "head", "group"] = ""
    each: Text | None = Field(None, description="a code list: one row for each of its codes")
    codes: Texts = Field((), description="with each: only these codes, or all under them")
    levels: Texts = Field((), description="with each: only these levels")
    filter: Text | None = Field(None, description="sums of this row take only codes that begin so")
    prompt: Text | None = None
    of: Texts = ()
    list: Text | None = None
    unit: Text | None = None
    required: bool = False
    min: float | None = None
    max: float | None = None


def _as_row(value: object) -> object:
    if isinstance(value, str):
        return {"formula": value} if value.startswith("=") else {"type": value}
    return {} if value is None else value


AnyRow = Annotated[Row, BeforeValidator(_as_row)]


# ---- sheets ----------------------------------------------------------------------------------------------


class SheetBase(Model):
    sheet: Text = Field(description="the official title; names in formulas begin with it")
    tab: Text | None = Field(None, description="the name on the tab, when it differs; 31 characters at most")
    title: Text | None = Field(
        None, description="printed above, when it differs from the name; 【…】 may stand in it"
    )
    landscape: bool = False
    help: Text | None = Field(None, description="one line under the title that says what to do here")


class ListRows(Model):
    list: int = Field(ge=1, description="rows made ready; more may be inserted")


class Entry(SheetBase):
    """An entry sheet: a list (rows: {list: n}), or a form (fields, in groups), or a grid of fixed rows."""

    kind: Literal["entry"]
    rows: ListRows | Mapping[Text, AnyRow] | None = None
    fields: Mapping[Text, Mapping[Text, AnyRow]] | None = Field(
        None, description="a form, in groups: group: {field: type, …}; the columns are 项目, 值, 单位, 说明"
    )
    file: Text | None = Field(
        None, description="the data file's name without .csv, when it differs from the sheet's"
    )
    columns: Mapping[Text, AnyColumn] = Field(default_factory=dict)


class Block(Model):
    columns: Mapping[Text, AnyColumn]
    rows: Mapping[Text, AnyRow] = Field(default_factory=dict)
    foot: Mapping[Text, AnyRow] = Field(
        default_factory=dict, description="rows that stand at the bottom of the table"
    )
    ordinals: bool = False
    line: int | None = Field(None, description="the first 行次; absent: goes on from the block on the left")


class Table(SheetBase):
    """A disclosure table: formulas only, laid out as the official form."""

    kind: Literal["table"]
    form: Text | None = Field(None, description="公开01表 …: the number printed on it")
    unit_line: bool = True
    columns: Mapping[Text, AnyColumn] = Field(default_factory=dict)
    rows: Classify | Follow | Mapping[Text, AnyRow] | None = None
    blocks: Mapping[Text, Block] = Field(default_factory=dict)
    number_columns: bool = Field(True, description="print the 栏次 line")
    note: Texts = ()
    empty: Text | None = Field(
        None, description="printed below while the table has no amounts; 【…】 may stand in it"
    )
    empty_when: Text | None = Field(None, description="a condition; default: all amounts are 0")


def _as_fragments(value: object) -> object:
    items = value if isinstance(value, list) else [value]
    return [{"text": v} if isinstance(v, str) else v for v in items]


class Fragment(Model):
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
    sep: Text = Field(Text("；"), description="with each or parts: between two; \"\\n\" begins a new line")
    end: Text = Field(Text(""), description="with each or parts: after the last, when there is one")
    none: Text = Field(Text(""), description="with each or parts: the text when there is none")


class Paragraph(Model):
    """One paragraph. With `each`, one paragraph for each row of an entry list or each scorecard."""

    text: Annotated[tuple[Fragment, ...], BeforeValidator(_as_fragments)]
    when: Text | None = None
    otherwise: Annotated[tuple[Fragment, ...], BeforeValidator(_as_fragments)] = Field(
        (), alias="else", description="the paragraph while `when` is not true"
    )
    style: Literal["body", "heading", "subheading", "caption", "note"] = "body"
    each: Text | None = None
    room: int = Field(2, ge=0, description="with each over an entry list: further rows made ready")


def _as_paragraph(value: object) -> object:
    return {"text": value} if isinstance(value, str | list) else value


class Section(Model):
    title: Text | None = None
    name: Text | None = Field(None, description="a short name for references: 情况说明.<name>")
    paragraphs: tuple[Annotated[Paragraph, BeforeValidator(_as_paragraph)], ...] = ()


class TextSheet(SheetBase):
    """Live sentences: overview, narrative, glossary."""

    kind: Literal["text"]
    sections: tuple[Section, ...]


class Chart(Model):
    """A native chart over a small visible table of its points."""

    type: Literal["column", "bar", "pie"]
    series: Mapping[Text, Text | None] = Field(
        description="name → formula (with each) or nothing (with points)"
    )
    points: Mapping[Text, Texts] = Field(
        default_factory=dict, description="label → one formula for each series"
    )
    each: Text | None = Field(None, description="a growing table: one point for each of its rows; or 自评")
    level: Texts = ()
    point: Text | None = Field(
        None, description="with each: the column that labels the point; a scorecard's is its name"
    )
    nonzero: bool = Field(False, description="leave out points that are 0")
    max: int | None = Field(None, gt=0, description="the axis runs from 0 to this")
    unit: Text | None = Field(None, description="told after the title above the table, e.g. 单位：万元")
    format: Literal["amount", "percent", "number"] = "amount"
    alt: Text = Field(description="what the chart shows, for those who cannot see it")


class Charts(SheetBase):
    kind: Literal["charts"]
    charts: Mapping[Text, Chart]


class Check(Model):
    """One line of the 审核 sheet, or with `each` one for each code or scorecard.

    With each over a code list, 【科目编码】 and 【科目名称】 in formulas and references stand for the code
    and its name (支出决算表.【科目编码】.基本支出); the wording of the line begins with both. With each over
    scorecards it begins with the scorecard's name. Without each, 项目自评.预算执行.执行数 means that cell of
    all project scorecards, as an argument of SUM, COUNT or COUNTA.
    """

    id: Text = Field(description="short and stable, e.g. A5")
    that: Text | None = Field(None, description="left = right, left <= right or left >= right, by names")
    true: Text | None = Field(None, description="a condition, where there are no two sides to compare")
    filled: Texts = Field((), description="cells that must be filled")
    when: Text | None = Field(None, description="applies only while this condition is true")
    needs: Texts = Field(
        (),
        description="not judged, but told as 未填, while one of these is blank (a column: without any entry)",
    )
    level: Literal["mandatory", "explain", "hint", "fill"] = Field(
        "mandatory",
        description="mandatory: must hold; explain: may stand with an explanation; hint: worth a look; fill: still to be filled",
    )
    addends: int = Field(
        2, ge=1, description="rounded amounts in the sum: tolerance 0.005 × (addends + 1) 万元"
    )
    tolerance: Text | None = Field(None, description="another tolerance, e.g. 0 for counts, 0.01")
    percent: bool = Field(False, description="both sides are rates")
    left: Text | None = Field(None, description="the cell to link to, when the side is not one name")
    right: Text | None = None
    each: Text | None = Field(
        None, description="one line for each: 自评 (scorecard), 项目自评, 部门自评, or a code list"
    )
    codes: Texts = ()
    levels: Texts = ()
    why: Text | None = Field(None, description="what it means when it fails, and what to do")


class Checks(Model):
    """A page of checks; the key is what is checked, in words."""

    checks: Mapping[Text, Check]


class CheckSheet(SheetBase):
    kind: Literal["checks"]


class Cover(SheetBase):
    kind: Literal["cover"]
    facts: Mapping[Text, Text] = Field(description="label: formula")
    subtitle: Text | None = None


class Contents(SheetBase):
    kind: Literal["contents"]


# ---- scorecards ------------------------------------------------------------------------------------------


class Execution(Model):
    weight: float = Field(gt=0, le=100)
    rate: Text
    score: Text


class Tier(Model):
    low: float
    high: float


def _as_tier(value: object) -> object:
    return {"low": value[0], "high": value[1]} if isinstance(value, list) and len(value) == 2 else value


class Rule(Model):
    """How an indicator of one 方向 is scored. Names: 权重, 年初目标值, 实际完成值, 评定比例."""

    score: Text
    tiers: Mapping[Text, Annotated[Tier, BeforeValidator(_as_tier)]] = Field(
        default_factory=dict, description="档次: [from, to] in per cent of the weight"
    )


def _as_rule(value: object) -> object:
    return {"score": value} if isinstance(value, str) else value


class HeadField(Model):
    type: ValueType = "text"
    of: Texts = ()
    ticks: bool = Field(False, description="print all choices, each with √ or □")
    formula: Text | None = None
    prompt: Text | None = None
    label: Text | None = None


def _as_head(value: object) -> object:
    if isinstance(value, str):
        return {"formula": value} if value.startswith("=") else {"type": value}
    return value


class Scorecard(SheetBase):
    """A scorecard's form and rules; the indicators are data."""

    kind: Literal["scorecard"]
    scope: Literal["department", "project"]
    head: Mapping[Text, Annotated[HeadField, BeforeValidator(_as_head)]]
    execution: Execution
    indicators: float = Field(description="points of all indicators together")
    scoring: Mapping[Text, Annotated[Rule, BeforeValidator(_as_rule)]]
    rollup: Mapping[Text, Literal["add", "funds"]] = Field(
        default_factory=dict, description="choices of the column 汇总"
    )
    texts: Mapping[Text, Text] = Field(
        default_factory=dict, description="text boxes at the end: name → prompt"
    )
    notes: Texts = ()
    room: int = Field(3, ge=0)
    order: Text | None = Field(None, description="an entry list's column, e.g. 项目支出.项目名称: the scorecards follow its order")
    blank: int = Field(1, ge=0, description="empty scorecards in a workbook made without data")
    rows: int = Field(12, ge=1, description="indicator rows of an empty scorecard")


# ---- the book --------------------------------------------------------------------------------------------


class CodeList(Model):
    file: Text
    title: Text
    levels: Mapping[Text, int] = Field(description="level name → length of its codes")


class Frame(Model):
    """What stands above every disclosure table; 【…】 may stand in it."""

    left: Text = Text("")
    right: Text = Text("金额单位：万元")


class Part(Model):
    folder: Text
    title: Text


class Book(Model):
    """book.yaml: the whole. All other pages are found in the folders of `parts`, by file name."""

    book: Text
    title: Text
    year: int
    place: Text
    names: Mapping[Text, Text] = Field(
        default_factory=dict, description="short names for cells used everywhere"
    )
    scale: Text = Field(description="the cell that holds how many units of entry make one 万元")
    money_unit: Text = Field(description="the cell that holds the unit of entry, 元 or 万元")
    frame: Frame = Field(default_factory=lambda: Frame(), description="the line above every disclosure table")
    codes: Mapping[Text, CodeList] = Field(default_factory=dict)
    parts: tuple[Part, ...]


AnySheet = Entry | Table | TextSheet | Charts | CheckSheet | Cover | Contents | Scorecard
