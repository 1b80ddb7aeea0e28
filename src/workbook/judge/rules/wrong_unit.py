"""Another unit's name, or one that is almost this unit's.

What it looks for: a 单位名称 that is not the one the workbook was made for (an error, unless it is the same name with
    本级 or something in brackets, or shortened); a scorecard's 部门名称 that is neither the unit's name nor part of it;
    names in texts that look like the unit's name and are not, and those of the same office of another place of the same
    rank (unless the text tells of working with it); 我局, 我办, 我委 where no unit of the account is a 局, 办公室 or
    委员会.
Why it matters: texts and files are passed on between units. A neighbour's name in an account is what readers quote.
Example: the account of 青山区人民政府办公室 says 洪山区人民政府办公室 in a reason, or 我局.
How to mend: write this unit's name, and read the text: it may be the other unit's altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from workbook.data.whose import alike, plain_name, unit_key
from workbook.finding import Finding, Level, found
from workbook.grid.model import Grid
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.texts import around
from workbook.match import Filled

CODE = "J111"

ZH = """单位名称不对

查什么：单位名称不是制作工作簿时的单位（另一个名称是错误；多了或少了“本级”、括号里的字或简称是警告）；
    自评表的部门名称既不是本单位也不是它的简称；
    文字里有与本单位名称很像而不相同的名称，或者同级的另一个地方的同名机关（写明是与它联合、向它学习的除外）；
    文字里称“我局”“我办”“我委”，而纳入决算的没有这样的单位。
为什么：文字和文件在单位之间传抄，决算里出现别的单位，最容易被人引用。
举例：青山区人民政府办公室的决算里写着“洪山区人民政府办公室”，或者“我局”。
怎样改：改成本单位的名称，并通读全文，整段可能都是别的单位的。
"""

_OURS = re.compile(r"我(局|办|委|厅|院|中心|校|处|馆|站|队|署)(?![\u4e00-\u9fff]?会)")
_FULL = {"办": "办公室", "委": "委员会", "校": "学校"}
_LEVELS = ("省", "市", "县", "区", "镇", "乡", "级")
_PLACED = re.compile(r"(?P<place>.*(?:[省市县州旗盟镇乡]|(?<![社园校小景辖])区))(?P<office>[\u4e00-\u9fff]{3,})")
"""武汉市青山区 and 人民政府办公室"""
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?[省市县区州旗盟镇乡]")
_LEADING = r"(?:本年度?|今年|上年|按照?|根据|依据|由|经|在|以|对|将|因|为|是|从)?"
_NO_NAME = re.compile(
    r"[全本各我该每某外省市县区]|其他|兄弟|周边|相关|有关|所属|所辖|[与和同向赴到送报及]|承|负责|协助|协调|组织|完成|办理|落实|配合|参[与加]|指导"
    r"|监督|管理|服务|贯彻|执行|拟|起草|联合|会同|支持|保障|推[进动]|接受|开展|实施|编制|提[供请]|上[级报]|下[级达]|年"
)
"""What may stand before 市 or 区 without being a name."""
_SHORTEST = 6
_LIKE = 0.8
"""How similar two names are before one is taken for a slip of the other."""


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    name = str(ledger.value(ledger.fields.get((a.UNIT, "单位名称"))) or "")
    own = tuple(plain_name(n) for n in _own(ledger) if n)
    above = plain_name(str(ledger.value(ledger.fields.get((a.UNIT, "主管部门"))) or ""))
    units = tuple(n for n in own if n != above)
    if not own or not name:
        return ()
    findings = list(_made_for(ledger, name))
    for spot, slot, text in ledger.texts:
        if slot.owner in (a.UNIT, "决算单位"):
            continue
        if slot.name == "部门名称":
            wrong = _department(text, own) or _elsewhere(text, own, units)
        else:
            wrong = _foreign(text, own) or _elsewhere(text, own, units)
        if wrong is not None:
            facts = {"column": slot.name, "found": wrong[0], "expected": name}
            findings.append(found(CODE, ledger.place(spot), None, **facts, text=around(text, *wrong.span())))
    return tuple(findings)


def _own(ledger: Ledger) -> Iterable[str]:
    for field in ("单位名称", "单位简称", "主管部门"):
        yield str(ledger.value(ledger.fields.get((a.UNIT, field))) or "")
    for row in ledger.filled_rows("决算单位"):
        yield row.text("单位名称")


def _made_for(ledger: Ledger, name: str) -> Iterable[Finding]:
    claimed, spot = ledger.filled.claim.unit, ledger.fields.get((a.UNIT, "单位名称"))
    if claimed and spot is not None and unit_key(claimed) != unit_key(name):
        facts = {"column": "单位名称", "found": name, "expected": claimed}
        told = "@written_otherwise" if alike(claimed, name) else "@made_for_other"
        yield found(CODE, ledger.place(spot), None if alike(claimed, name) else Level.ERROR, **facts, text=told)


def _department(text: str, own: tuple[str, ...]) -> re.Match[str] | None:
    plain = plain_name(text)
    known = any(plain in name or name in plain for name in own)
    return None if known else re.match(r".*", text)


def _foreign(text: str, own: tuple[str, ...]) -> re.Match[str] | None:
    for match in _OURS.finditer(text):
        kind = _FULL.get(match[1], match[1])
        if not any(name.endswith((kind, match[1])) for name in own):
            return match
    for name in own:
        if len(name) < _SHORTEST:
            continue
        for found_at in re.finditer(re.escape(name[-1]), text):
            end = found_at.end()
            if text[:end].endswith(own):
                continue
            for length in (len(name), len(name) - 1, len(name) + 1, len(name) - 2):
                written = text[max(0, end - length) : end]
                if _almost(written, name) and not any(written in other for other in own):
                    return re.compile(re.escape(written)).search(text)
    return None


def _elsewhere(text: str, own: tuple[str, ...], units: tuple[str, ...]) -> re.Match[str] | None:
    """The same office of another place of the same rank: 洪山区人民政府办公室 in an account of 青山区人民政府办公室.

    Names of places cannot be told from other words, so one is looked for only where a clause begins.
    """
    for name in units:
        placed = _PLACED.fullmatch(name)
        if placed is None:
            continue
        upper = "".join(rf"|(?<={re.escape(match[0])})" for match in _PLACE.finditer(placed["place"][:-1]))
        pattern = rf"(?:^|(?<=[，。；：、“”（()\s]){upper}){_LEADING}"
        pattern += rf"(?P<unit>(?P<place>[\u4e00-\u9fff]{{1,3}}{placed['place'][-1]}){placed['office']})"
        for match in re.finditer(pattern, text):
            there = match["place"]
            if not _NO_NAME.match(there) and not placed["place"].endswith(there) and not any(there in o for o in own):
                return re.compile(re.escape(match["unit"])).search(text)
    return None


def _almost(written: str, name: str) -> bool:
    """Whether one is a slip of the other; 武汉市财政局 beside 武汉市青山区财政局 is another level and no slip."""
    if len(written) < len(name) - 2 or written[:1] != name[:1] or SequenceMatcher(None, written, name).ratio() < _LIKE:
        return False
    more = [
        text[first:last]
        for kind, i, j, k, m in SequenceMatcher(None, written, name).get_opcodes()
        for text, first, last in ((written, i, j), (name, k, m))
        if kind in ("insert", "delete")
    ]
    return not any(piece[-1:] in _LEVELS for piece in more if piece)
