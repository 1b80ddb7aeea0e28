"""A code and a name that do not belong together.

What it looks for: a 科目名称 that was typed over the formula and is not the code's name; a remark or text that writes
    名称（编码） or 编码 名称 with a name that the code list gives to another code; a remark that names another row's
    code.
Why it matters: a reader looks at the name. A wrong one puts the money under another purpose, and sorting or pasting
    only one of the two columns separates all of them at once.
Example: 2010301 行政运行 has the typed name 一般行政管理事务, which belongs to 2010302.
How to mend: decide whether the code or the name is right, correct the code, and restore the formula of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ListRow, ledger_of
from workbook.match import Filled
from workbook.spec.spec import CodeTable

CODE = "J104"

ZH = """编码与名称不相配

查什么：用文字盖掉公式的“科目名称”与编码的名称不同；说明或文字里写着“名称（编码）”或“编码 名称”，
    而代码表中这个编码不叫这个名称。
为什么：读者看的是名称；名称不对，钱就记到别的用途上。只排序或只粘贴其中一列，会使全部编码和名称错开。
举例：2010301（行政运行）一行的名称填成了“一般行政管理事务”，那是 2010302 的名称。
怎样改：先确定编码和名称哪个对，改正编码，并恢复名称的公式。
"""

_PAIRS = (
    re.compile(r"(?P<name>[\u4e00-\u9fff“”、]{2,30})[（(](?P<code>\d{7}|\d{5})[)）]"),
    re.compile(r"(?<!\d)(?P<code>\d{7}|\d{5})[ \u3000]?(?P<name>[\u4e00-\u9fff]{2,30})"),
)


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    return (*_typed(ledger), *_written(ledger))


def _typed(ledger: Ledger) -> Iterable[Finding]:
    """Names that stand as text where a formula looks them up."""
    filled = ledger.filled
    for owner in ledger.lists:
        keyed, layout = filled.sheets[owner], filled.layout.sheets[owner]
        column = layout.columns.get("科目名称")
        if column is None:
            continue
        for row in ledger.filled_rows(owner):
            cell = keyed.raw.cells.get((row.row, column))
            code, name = row.text(a.CODE), (cell.value or "").strip() if cell is not None else ""
            if not code or not name or cell is None or cell.formula is not None:
                continue
            tables = [t for t in filled.spec.codes.values() if t.name(code)]
            right = [str(t.name(code)) for t in tables]
            if right and name not in right:
                place = ledger.place(row.spots[a.CODE])
                yield found(CODE, place, Level.ERROR, **_facts(code, name, right[0], filled.spec.codes.values(), row))


def _written(ledger: Ledger) -> Iterable[Finding]:
    tables = tuple(ledger.filled.spec.codes.values())
    for spot, _, text in ledger.texts:
        for pattern in _PAIRS:
            for match in pattern.finditer(text):
                code, name = match["code"], match["name"]
                right = [str(n) for t in tables if (n := t.name(code))]
                leading = pattern is _PAIRS[0]
                fits = any(name.endswith(r) if leading else name.startswith(r) or r.startswith(name) for r in right)
                if not right or fits:
                    continue
                # A sentence may stand beside a code; it is a wrong name only where it is another code's name.
                others = [row for t in tables for row in t.rows if _tells(name, row.name, leading)]
                if others:
                    yield found(CODE, ledger.place(spot), None, **_facts(code, others[0].name, right[0], tables))


def _tells(text: str, name: str, leading: bool) -> bool:
    return len(name) >= 4 and (text.endswith(name) if leading else text.startswith(name))


def _facts(
    code: str, name: str, right: str, tables: Iterable[CodeTable], row: ListRow | None = None
) -> dict[str, object]:
    owners = [r.code for t in tables for r in t.rows if r.name == name]
    return {"code": code, "text": name, "expected": right, "other": "、".join(owners[:3])}
