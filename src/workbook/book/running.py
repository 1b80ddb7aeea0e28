"""What each row of a growing table shows: the next code in order, and in the row after the last one the total.

Hidden columns: 键 (the code as a sortable number), 计 (numbers used so far). A total that stands last has its cells
in a hidden row above the body, where formulas find it whatever the number of rows, and is repeated in the first row
behind the codes (in the last row while there are none, as a blank form has it). The last row is kept for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from workbook.book.classify import area
from workbook.book.draft import Draft, Pending, fixed
from workbook.book.model import Mark, Table
from workbook.book.scope import Scope
from workbook.finding import Finding
from workbook.formula import HERE, Formula, Part, Ref, join, literal

Parts = tuple[tuple[Part, ...], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Running:
    """The total that follows the codes. label: what the code column shows for it; row: its hidden row; body: the rows.

    code: the key of the code column.
    """

    sheet: str
    label: str
    row: str
    code: str
    body: tuple[str, ...]

    def shown(self, parts: tuple[Part, ...], column: str) -> tuple[Part, ...]:
        """A body cell's formula: the total's cell where the row shows the total, else `parts`."""
        here = Ref(self.sheet, HERE, self.code)
        return join("IF(", here, "=", literal(self.label), ",", Ref(self.sheet, self.row, column), ",", parts, ")")

    @property
    def none(self) -> tuple[Part, ...]:
        """True while no code is in use."""
        return join(Ref(self.sheet, self.body[0], "键"), '=""')

    def marks(self, shown: list[str]) -> tuple[Mark, Mark]:
        """Lines round the rows in use, and round all of them while there are none; 类 rows and the total in bold.

        One mark says both: some programs heed only the first mark that applies to a cell.
        """
        here = Ref(self.sheet, HERE, self.code)
        bold = Formula(join("OR(LEN(", here, ")=3,", here, "=", literal(self.label), ")"))
        used = Formula(join("OR(", here, '<>"",', self.none, ")"))
        ends = (self.body[0], self.body[-1], shown[0], shown[-1])
        return Mark(*ends, bold, "mark.class.framed"), Mark(*ends, used, "mark.framed")


def _count(helper: Table, levels: tuple[str, ...]) -> tuple[Part, ...]:
    """How many numbers the codes of these levels have; for all levels of the table there is a cell that counts."""
    if len(levels) == len(helper.columns) - 1:
        return (Ref(helper.sheet, helper.rows["总数"], helper.columns[levels[0]]),)
    return join("COUNT(", area(helper, levels), ")")


def put_keys(draft: Draft, body: list[str], helper: Table, levels: tuple[str, ...], *, spare: bool) -> None:
    """Fill 键 and 计 of neighbouring rows. spare: the last row never takes a code."""
    numbers = area(helper, levels)
    count = _count(helper, levels)
    first = Pending(fixed(join("IF(", count, '=0,"",MIN(', numbers, "))")), "plain")
    key = Ref(draft.key, HERE, "键")
    before = Ref(draft.key, HERE, "计", offset=-1)
    more = join(before, '="","",IF(', before, ">=", count, ',"",SMALL(', numbers, ",", before, "+1))")
    following = Pending(fixed(join("IF(", more, ")")), "plain")
    counted = Pending(fixed(join("IF(", key, '="","",COUNTIF(', numbers, ',"<="&TEXT(', key, ',"0")))')), "plain")
    for i, row in enumerate(body):
        draft.cells[row, "键"] = following if i else first
        draft.cells[row, "计"] = counted
    if spare:
        draft.cells[body[-1], "键"] = Pending(fixed(('""',)), "plain")


def put_codes(draft: Draft, body: list[str], column: str, style: str, running: Running | None) -> None:
    """Fill the code column: the code of each row's key, the running total's label behind the last."""
    number = Pending(partial(_code, draft.key, ('""',)), style, "@")
    for row in body:
        draft.cells[row, column] = number
    if running is None:
        return
    before = Ref(draft.key, HERE, "键", offset=-1)
    label = literal(running.label)
    behind = Pending(partial(_code, draft.key, join("IF(", before, '="","",', label, ")")), style, "@")
    for row in body[1:-1]:
        draft.cells[row, column] = behind
    last = join("IF(OR(", before, '<>"",', running.none, "),", label, ',"")')
    draft.cells[body[-1], column] = Pending(partial(_code, draft.key, last), style, "@")


def _code(sheet: str, otherwise: tuple[Part, ...], scope: Scope) -> Parts:
    """The shown code: the key without its trailing zero pairs; `otherwise` where there is no key."""
    key = Ref(sheet, HERE, "键")
    return join(
        "IF(", key, '="",', otherwise, ",IF(MOD(", key, ",10000)=0,TEXT(", key, '/10000,"0"),IF(MOD(', key,
        ",100)=0,TEXT(", key, '/100,"0"),TEXT(', key, ',"0"))))',
    ), ()  # fmt: skip
