"""One project under two names.

What it looks for: names of scorecards that the list of projects does not have but nearly has; two names in the list
    that differ in 与, 及, 和 or 、, in spaces, brackets, quotes or 项目 only; and names in texts that begin and end
    like a project's name and differ in between, when no project is called so.
Why it matters: a reader takes two names for two projects, and holds the amount of one against that of the other.
    Tables, scorecards and the narrative put a project's figures together by its name.
Example: the list and the scorecard say 维稳专班经费, a text says 维稳工作经费.
How to mend: use the name of the list everywhere; where a text means another project, nothing has to be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.texts import around
from workbook.match import Filled

CODE = "J129"

ZH = """同一项目两个名称

查什么：自评表的项目名称在项目清单里没有、却有很相近的；清单里两行的名称只差“与”“及”“和”“、”、空格、括号、引号或“项目”二字；
    文字里的名称与某个项目开头、结尾相同而中间不同，又没有哪个项目叫这个名称。
为什么：读者会当成两个项目，拿一个的金额去对另一个。各表、自评表和情况说明都按名称把一个项目的数放在一起。
举例：项目清单和自评表是“维稳专班经费”，文字里写的是“维稳工作经费”。
怎样改：各处都用项目清单里的名称；文字说的确是另一个项目的，不必处理。
"""

_NAME = "项目名称"
_UNREAD, _AND = re.compile(r"[\s\u3000（）()“”\"《》]"), re.compile("[与及、]")
_ENDS = ("经费", "专项", "项目", "资金", "补助", "补贴", "工程")
_SHORTEST = 5
_ALIKE = 0.6
"""So much of a name must be the same as in a project's for it to mean that project."""
_NEAR = 0.75
"""The same of a scorecard's name, which must be some project's."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    listed = [row.text(_NAME) for row in ledger.filled_rows(a.PROJECTS) if row.text(_NAME)]
    return (*_cards(ledger, listed), *_twice(ledger), *_texts(ledger, listed))


def _twice(ledger: Ledger) -> Iterable[Finding]:
    """Rows of the list whose name is an earlier one's but for what nobody reads."""
    first: dict[str, str] = {}
    for row in ledger.filled_rows(a.PROJECTS):
        name = row.text(_NAME)
        plain = _AND.sub("和", _UNREAD.sub("", name)).removesuffix("项目")
        if len(plain) < _SHORTEST:
            continue
        other = first.setdefault(plain, name)
        if other != name:
            yield found(
                CODE, ledger.place(row.spots[_NAME]), None, column=_NAME, found=name, expected=other, would_be=other
            )


def _cards(ledger: Ledger, listed: list[str]) -> Iterable[Finding]:
    for (_, fact), spot in ledger.facts.items():
        name = str(ledger.value(spot) or "")
        if fact != _NAME or not name or name in listed:
            continue
        taken = {str(ledger.value(other)) for (_, kind), other in ledger.facts.items() if kind == _NAME}
        near = get_close_matches(name, [other for other in listed if other not in taken], 1, _NEAR)
        if near:
            yield found(CODE, ledger.place(spot), None, column=_NAME, found=name, expected=near[0], would_be=near[0])


def _texts(ledger: Ledger, listed: list[str]) -> Iterable[Finding]:
    known = {*listed, *(str(ledger.value(spot) or "") for (_, fact), spot in ledger.facts.items() if fact == _NAME)}
    for spot, slot, text in ledger.texts:
        if slot.name == _NAME:
            continue
        other = next((pair for name in listed if (pair := _other(text, name, known)) is not None), None)
        if other is not None:
            match, name = other
            facts = {"column": slot.name, "found": match[0], "expected": name, "text": around(text, *match.span())}
            yield found(CODE, ledger.place(spot), None, **facts)


def _other(text: str, name: str, known: set[str]) -> tuple[re.Match[str], str] | None:
    """Where a text has a name that is nearly this project's."""
    if len(name) < _SHORTEST or not name.endswith(_ENDS) or name[:2] not in text or name[-2:] not in text:
        return None
    between = len(name) - 4
    pattern = rf"{re.escape(name[:2])}[\u4e00-\u9fff]{{{max(1, between - 1)},{between + 1}}}{re.escape(name[-2:])}"
    for match in re.finditer(pattern, text):
        told = match[0]
        one_of_them = any(told in other or other in told for other in known if other)
        if not one_of_them and SequenceMatcher(None, told, name).ratio() >= _ALIKE:
            return match, name
    return None
