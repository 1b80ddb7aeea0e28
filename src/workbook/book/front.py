"""Cover, contents, code lists and the hidden sheet with the template's identity."""

from __future__ import annotations

from functools import partial

from workbook.book.compile import column_area, compile_formula
from workbook.book.draft import Draft
from workbook.book.frame import live, title
from workbook.book.judge import BLANK, EXPLAINED, FAILED, HINT, OFF, PASSED, RESULTS, TO_EXPLAIN
from workbook.book.model import Identity, Jump, Table
from workbook.book.scope import Context, Scope
from workbook.book.sizes import ROWS
from workbook.data.rolled import MISSING, Rolled
from workbook.finding import Finding, Text
from workbook.formula import Part, join, literal
from workbook.spec.model import Contents, Cover
from workbook.spec.spec import CodeTable

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]

IDENTITY = "模板标识"
RECEIVED = "已汇总"
"""How the identity's sheet marks the units that were added up."""
CODE = "单位编码"
VARYING = ("年度", "单位", CODE)
"""Rows of the identity's sheet that do not follow from the template."""

CARD = "card"
"""The kind of a scorecard's sheet: what names it is the unit's own."""

LEGEND = (
    ("input.center", "黄色", "由填报人填写"),
    ("computed.text", "灰色", "录入表中自动计算的内容"),
    ("amount", "白色", "公开表、说明和自评表，全部由公式生成，不能改动"),
    ("legend.pass", PASSED, "两边一致，或差额在尾差以内（尾差）"),
    ("legend.fail", FAILED, "必须改正"),
    ("legend.explain", TO_EXPLAIN, "核对无误的，在审核表写明原因"),
    ("legend.blank", BLANK, "还没有填写，暂时不能核对"),
)


def build_cover(
    spec: Cover, sheets: tuple[tuple[str, Draft], ...], checks: Table | None, part: str
) -> tuple[Draft, Table]:
    """Title, facts, the one overall status line, legend, links to every sheet."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "cover")
    a, b, c, d = (draft.column(k, w) for k, w in (("左", 20), ("中", 34), ("右", 20), ("末", 30)))
    draft.row("上边", 60)
    title(draft, spec.title or spec.sheet, a, d, "title.cover")
    if spec.subtitle is not None:
        row = draft.row("副题", 28)
        live(draft, row, a, spec.subtitle, "subtitle")
        draft.span(row, a, row, d)
    draft.row("空1", 24)
    rows: dict[str, str] = {}
    for name, formula in spec.facts.items():
        row = draft.row(f"事实:{name}", 24)
        rows[str(name)] = row
        draft.put(row, a, str(name), "label.center")
        draft.later(row, b, partial(_text, formula), "fact", text=str(formula))
        draft.span(row, b, row, d)
    status = draft.row("审核状态", 40)
    rows["审核状态"] = status
    draft.put(status, a, "审核状态", "label.center")
    if checks is not None:
        draft.later(status, b, partial(_status, checks), "status")
        draft.jumps[status, b] = Jump(checks.sheet, "标题", "编号", "打开审核表")
    draft.span(status, b, status, d)
    draft.row("空2", 18)
    legend = draft.row("图例", 20)
    draft.put(legend, a, "单元格颜色", "group")
    draft.span(legend, a, legend, d)
    for i, (style, word, text) in enumerate(LEGEND):
        row = draft.row(f"图例{i + 1}", 18)
        draft.put(row, a, word, style.replace("input.center", "legend.input"))
        draft.put(row, b, text, "text")
        draft.span(row, b, row, d)
    draft.row("空3", 18)
    links = draft.row("链接", 20)
    draft.put(links, a, "各表", "group")
    draft.span(links, a, links, d)
    columns = (a, b, c, d)
    for i, (_, sheet) in enumerate(sheets):
        if i % 4 == 0:
            row = draft.row(f"链接{i // 4 + 1}", 18)
        _link(draft, row, columns[i % 4], sheet)
    keys = list(rows.values())
    table = Table(
        str(spec.sheet),
        draft.key,
        "form",
        rows,
        {"值": b},
        {b: "text"},
        (keys[0], keys[-1]),
        default=b,
        size=len(keys),
        body_keys=tuple(keys),
    )
    draft.options.update(print_columns=(a, d), one_page=True, print_last=status)
    return draft, table


def build_contents(spec: Contents, sheets: tuple[tuple[str, Draft], ...], part: str) -> Draft:
    """Every sheet by part, in the order of the workbook, each a link."""
    draft = Draft(str(spec.sheet), str(spec.tab or spec.sheet), part, "contents")
    number, tab, name = draft.column("序号", 8), draft.column("表", 36), draft.column("名称", 50)
    title(draft, spec.title or spec.sheet, number, name)
    before = ""
    for n, (part_title, sheet) in enumerate(sheets, 1):
        if part_title != before:
            before = part_title
            band = draft.row(f"组:{part_title}", 22)
            draft.put(band, number, part_title, "group")
            draft.span(band, number, band, name)
        row = draft.row(sheet.key, 18, own=sheet.kind == CARD)
        draft.put(row, number, n, "center", "0")
        _link(draft, row, tab, sheet)
        draft.put(row, name, sheet.key.removeprefix("自评_"), "label")
    draft.options["print_columns"] = (number, name)
    return draft


def _link(draft: Draft, row: str, column: str, sheet: Draft) -> None:
    first = next((c.key for c in sheet.columns.values() if not c.hidden), "")
    draft.put(row, column, sheet.tab, "link", own=sheet.kind == CARD)
    draft.jumps[row, column] = Jump(sheet.key, next(iter(sheet.rows)), first, f"打开 {sheet.tab}")


def _text(formula: Text, scope: Scope) -> Parts:
    compiled = compile_formula(formula, Context(entry=True), scope)
    return join(compiled.parts, '&""'), compiled.findings


def _status(checks: Table, scope: Scope) -> Parts:
    """Counts of every result in words, the verdict first."""
    area = column_area(checks, checks.columns["结果"])

    def count(word: str) -> tuple[Part, ...]:
        return join("COUNTIF(", area, f',"{word}")')

    verdict = join(
        "IF(",
        count(FAILED),
        '>0,"有不符，须改正",IF(',
        count(TO_EXPLAIN),
        '>0,"有待说明事项",IF(',
        count(BLANK),
        '>0,"有未填事项","审核全部通过")))',
    )
    told = [join(f'"{word} "&TEXT(', count(word), ',"0")') for word in RESULTS if word not in (OFF, HINT, EXPLAINED)]
    told += [join("IF(", count(w), f'>0,"，{w} "&TEXT(', count(w), ',"0"),"")') for w in (EXPLAINED, HINT)]
    head = told[: len(RESULTS) - 3]
    tail = told[len(RESULTS) - 3 :]
    counts = join(
        *[join(f"&{literal('，')}&" if i else "", t) for i, t in enumerate(head)],
        *[join("&", t) for t in tail],
    )
    return join(verdict, '&"："&', counts), ()


def build_codes(name: str, codes: CodeTable, part: str) -> tuple[Draft, Table]:
    """A code list as a sheet: 编码, 名称, 级次. Replacing the spec's CSV replaces it."""
    draft = Draft(name, name, part, "codes")
    code, label, level = draft.column("编码", 14), draft.column("名称", 50), draft.column("级次", 8)
    title(draft, codes.title, code, level)
    head = draft.row("栏目1", 22)
    for key in (code, label, level):
        draft.put(head, key, key, "head")
    rows = []
    for entry in codes.rows:
        row = draft.row(entry.code)
        rows.append(row)
        draft.put(row, code, entry.code, "code", "@")
        draft.put(row, label, entry.name, "label")
        draft.put(row, level, entry.level, "center")
    rows = rows or [draft.row("空")]
    draft.options.update(freeze=(rows[0], code), repeat=(head, head))
    table = Table(
        name,
        draft.key,
        "codes",
        {},
        {"编码": code, "名称": label, "级次": level},
        {code: "code", label: "text", level: "text"},
        (rows[0], rows[-1]),
        codes=code,
        size=len(rows),
    )
    return draft, table


def build_identity(
    identity: Identity, cards: tuple[tuple[str, bool], ...], rolled: Rolled | None = None, rows: str = ""
) -> Draft:
    """The hidden sheet that says which template this is, which scorecards it has and which units make it up.

    rows: how many rows each sheet has, "" to leave it out.
    """
    draft = Draft(IDENTITY, IDENTITY, "", "identity")
    draft.options["hidden"] = True
    item, value = draft.column("项", 16), draft.column("值", 70)
    for key, text in (
        ("模板", identity.spec),
        ("指纹", identity.hash),
        ("年度", identity.year),
        ("单位", identity.unit),
        *([(CODE, identity.code)] if identity.code is not None else []),
        ("格式", "1"),
        *([(ROWS, rows)] if rows else []),
    ):
        row = draft.row(key)
        draft.put(row, item, key, "plain")
        draft.put(row, value, text, "plain", own=key in VARYING or key == ROWS)
    for n, (name, department) in enumerate(cards, 1):
        row = draft.row(f"自评{n}", own=True)
        draft.put(row, item, "部门自评" if department else "项目自评", "plain")
        draft.put(row, value, name, "plain")
    for n, unit in enumerate(rolled.units if rolled is not None else (), 1):
        row = draft.row(f"汇总{n}")
        draft.put(row, item, RECEIVED if unit.received else MISSING, "plain")
        draft.put(row, value, unit.name, "plain")
    return draft


__all__ = ["IDENTITY", "build_codes", "build_contents", "build_cover", "build_identity"]
