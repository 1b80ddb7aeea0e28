"""What a unit is told: one letter with everything that it has to mend or to say, ready to send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from workbook.bureau.disputes import Dispute, Rival
from workbook.bureau.standing import Standing
from workbook.bureau.standingtext import FILE_WORDS, place
from workbook.campaign.model import Told
from workbook.campaign.units import key_of
from workbook.finding import Level
from workbook.finding.catalogue import Lang, remedy, title
from workbook.report import LEVEL_WORDS, message

Changed = tuple[str, str | None, str | None]
Differences = Mapping[str, Sequence[Changed]]
"""sha256 of a file that others contradict → the named values in which it differs from the first of them."""

_SIGNS = re.compile(r"[\\`*\[\]<>#|~]")
"""What Markdown may take for a mark inside a line."""

_MANY = 50
"""Differing values of one file that a letter lists."""

_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "zh": {
        "head": "{unit} {year} 年度部门决算",
        "file": "“{name}”（{came} 收到，指纹 {hash}）",
        "missing": "还没有收到贵单位的工作簿，请尽快填报交回。",
        "unissued": "还没有收到贵单位的工作簿，这里也没有给贵单位发放的记录。已经有填报用的工作簿的，请尽快填好交回；"
        "没有的，请向我们索取。",
        "values": "同一次收到贵单位几份都通过、数却不同的工作簿，不知道以哪一份为准：",
        "values_todo": "请回复以哪一份为准，写明文件名或指纹。在答复以前再报一份，也不会自动替换它们。",
        "differs": "与第 1 份不同的值：",
        "same": "值与第 1 份相同。",
        "blank": "（空）",
        "many": "…… 还有 {more} 处",
        "made_for": "收到的工作簿{file}是为贵单位制作的，“单位名称”里填的却是“{typed}”，没有采用。",
        "made_for_todo": "如果是贵单位的，请把“单位名称”改为贵单位的名称后重报；如果不是，请交贵单位自己的工作簿，"
        "并告诉我们这一份是谁的。",
        "typed": "收到的工作簿{file}里，“单位名称”填的是贵单位，它却是为“{made_for}”制作的，没有采用。",
        "typed_todo": "如果是贵单位的，请改用发给贵单位的工作簿填报后重报；如果不是，请交贵单位自己的工作簿，"
        "并告诉我们这一份是谁的。",
        "owner": "收到的工作簿{file}里，“单位名称”填的是“{typed}”，单位编码 {code} 却是贵单位的，没有采用。",
        "owner_todo": "如果是贵单位的，请把“单位名称”改为贵单位的名称后重报；如果不是，请告诉我们这一份是谁的。",
        "code": "收到的工作簿{file}里，“单位名称”填的是贵单位，单位编码 {code} 却是“{owner}”的，没有采用。",
        "code_todo": "如果是贵单位的，请把“单位编码”改为贵单位的编码后重报；如果不是，请告诉我们这一份是谁的。",
        "judged": "文件{file}核对结果：{state}，错误 {errors} 处，警告 {warnings} 处。",
        "counts": "现在采用的是{file}。",
        "besides": "另外收到的{file}没有采用，核对结果：{state}，错误 {errors} 处，警告 {warnings} 处。",
        "please": "请在原工作簿或附上的批注工作簿中逐处改正后重报。",
        "again": "请重新报送工作簿（.xlsx）。",
        "other": "它是为“{made_for}”制作的，改好再报也会算作“{made_for}”的：请改用发给贵单位的工作簿"
        "（没有的请向我们索取）填报，其中不要再有下列问题。",
        "please_if": "如果它是更正，请在原工作簿或附上的批注工作簿中逐处改正后重报；如果不是，请告诉我们不用它。",
        "again_if": "如果它是更正，请重新报送工作簿（.xlsx）；如果不是，请告诉我们不用它。",
        "other_if": "它是为“{made_for}”制作的，改好再报也会算作“{made_for}”的：如果它是更正，请改用发给贵单位的工作簿"
        "（没有的请向我们索取）填报，其中不要再有下列问题；如果不是，请告诉我们不用它。",
        "serious": "必须改正",
        "lesser": "请核对",
        "todo": "处理：",
        "more": "还有 {more} 处，见批注工作簿。",
    },
    "en": {
        "head": "{unit}, final accounts of {year}",
        "file": "“{name}” (came {came}, fingerprint {hash})",
        "missing": "Your workbook has not come back yet; please fill it in and return it.",
        "unissued": "Your workbook has not come, and there is no record that one was handed out to you. If you have "
        "one, please fill it in and return it; if not, please ask us for it.",
        "values": "Several workbooks of yours came at the same time, all accepted and with different values; we do "
        "not know which counts:",
        "values_todo": "Please answer which one counts, by its name or fingerprint. To send yet another one before "
        "that does not replace them.",
        "differs": "Values that differ from the first one:",
        "same": "The same values as the first one.",
        "blank": "(blank)",
        "many": "… {more} more",
        "made_for": "The workbook {file} was made for you, but 单位名称 in it says “{typed}”; it was not taken.",
        "made_for_todo": "If it is yours, please correct 单位名称 and send it again; if not, please send your own, and "
        "tell us whose this is.",
        "typed": "In the workbook {file} 单位名称 names you, but it was made for “{made_for}”; it was not taken.",
        "typed_todo": "If it is yours, please fill in the workbook that was handed out to you and send that; if not, "
        "please send your own, and tell us whose this is.",
        "owner": "The workbook {file} says “{typed}” in 单位名称, but its 单位编码 {code} is yours; it was not taken.",
        "owner_todo": "If it is yours, please correct 单位名称 and send it again; if not, please tell us whose it is.",
        "code": "The workbook {file} names you in 单位名称, but its 单位编码 {code} is that of “{owner}”; it was not "
        "taken.",
        "code_todo": "If it is yours, please correct 单位编码 and send it again; if not, please tell us whose it is.",
        "judged": "The file {file} was judged: {state}, {errors} errors, {warnings} warnings.",
        "counts": "What counts now is {file}.",
        "besides": "{file} came besides and was not taken. It was judged: {state}, {errors} errors, "
        "{warnings} warnings.",
        "please": "Please mend it in your workbook, or in the marked one that comes with this, and send it again.",
        "again": "Please send the workbook (.xlsx) again.",
        "other": "It was made for “{made_for}” and would be taken for that unit's again: please fill in the workbook "
        "that was handed out to you (ask us if you have none), without the faults that are listed here, and send that.",
        "please_if": "If it is a correction, please mend it in your workbook, or in the marked one that comes with "
        "this, and send it again; if not, please tell us to leave it.",
        "again_if": "If it is a correction, please send the workbook (.xlsx) again; if not, please tell us to leave "
        "it.",
        "other_if": "It was made for “{made_for}” and would be taken for that unit's again: if it is a correction, "
        "please fill in the workbook that was handed out to you (ask us if you have none), without the faults that are "
        "listed here, and send that; if not, please tell us to leave it.",
        "serious": "To mend",
        "lesser": "To check",
        "todo": "To do: ",
        "more": "{more} more in the marked workbook.",
    },
}  # fmt: skip


def letter_text(unit: Standing, lang: Lang, plain: bool = False, differences: Differences | None = None) -> str:
    """The letter, in Markdown or plain: what is wrong, where, and what to do about it, the causes first.

    differences: of the files that contradict each other.
    """
    words = _WORDS[lang]
    parts = [[("" if plain else "# ") + words["head"].format(unit=unit.unit, year=unit.year)]]
    if unit.state in ("not returned", "not issued"):
        parts.append([words["missing" if unit.state == "not returned" else "unissued"]])
    for dispute in unit.disputes:
        if dispute.kind == "values":
            parts.append(list(_values(dispute, differences or {}, lang, plain)))
        elif dispute.kind == "identity":
            parts.append(list(_identity(dispute, unit, lang, plain)))
    if unit.mends:
        parts += _judged(unit, lang, plain)
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _text(name: str, plain: bool) -> str:
    """The name of a file or unit as text, whatever somebody wrote there: one line, and in Markdown no mark."""
    line = " ".join(name.split())
    return line if plain else _SIGNS.sub(r"\\\g<0>", line)


def concerns(unit: Standing) -> bool:
    """Whether an open question is one that the unit can answer: other data in the data folder are the bureau's."""
    return any(dispute.kind in ("values", "identity") for dispute in unit.disputes)


def _file(rival: Rival, lang: Lang, plain: bool) -> str:
    told = {"name": _text(rival.name, plain), "came": _when(rival.came), "hash": rival.sha256[:12]}
    return _WORDS[lang]["file"].format(**told)


def _when(came: str) -> str:
    """Here, to the minute; the ledger keeps UTC."""
    return datetime.fromisoformat(came).astimezone().strftime("%Y-%m-%d %H:%M")


def _values(dispute: Dispute, differences: Differences, lang: Lang, plain: bool) -> Iterator[str]:
    words = _WORDS[lang]
    yield words["values"]
    yield ""
    for number, file in enumerate(dispute.files, 1):
        yield f"{number}. {_file(file, lang, plain)}"
        if number == 1:
            continue
        changed = differences.get(file.sha256, ())
        yield f"   {words['differs'] if changed else words['same']}"
        for name, old, new in changed[:_MANY]:
            yield f"   - {name} {old or words['blank']} → {new or words['blank']}"
        if len(changed) > _MANY:
            yield f"   - {words['many'].format(more=len(changed) - _MANY)}"
    yield ""
    yield words["values_todo"]


def _identity(dispute: Dispute, unit: Standing, lang: Lang, plain: bool) -> Iterator[str]:
    own = key_of(unit.unit)
    role = next((role for role in ("owner", "made_for") if key_of(dispute.facts.get(role, "")) == own), "typed")
    if role != "owner" and "owner" in dispute.facts:
        role = "code"
    facts = {name: _text(fact, plain) for name, fact in dispute.facts.items()}
    for file in dispute.files:
        yield _WORDS[lang][role].format(file=_file(file, lang, plain), **facts)
    yield _WORDS[lang][f"{role}_todo"]


def _judged(unit: Standing, lang: Lang, plain: bool) -> Iterator[list[str]]:
    words = _WORDS[lang]
    latest = _file(Rival(unit.latest_sha256, unit.latest, unit.verdict, unit.latest_came), lang, plain)
    facts = {"file": latest, "state": FILE_WORDS[lang][unit.verdict], "errors": unit.errors, "warnings": unit.warnings}
    asked = "again" if unit.verdict == "unreadable" else "other" if unit.made_for else "please"
    lines = [
        words["besides" if unit.newer else "judged"].format(**facts),
        words[f"{asked}_if" if unit.newer else asked].format(made_for=_text(unit.made_for, plain)),
    ]
    if unit.newer and unit.file:
        lines.insert(0, words["counts"].format(file=_file(Rival(unit.sha256, unit.file, "", unit.came), lang, plain)))
    yield lines
    for head, group in (
        ("serious", [f for f in unit.findings if f.level >= Level.ERROR]),
        ("lesser", [f for f in unit.findings if f.level == Level.WARNING]),
    ):
        if group:
            yield [("" if plain else "## ") + words[head]]
            yield [line for number, one in enumerate(group, 1) for line in _item(number, one, lang)]
    if unit.more:
        yield [words["more"].format(more=unit.more)]


def _item(number: int, told: Told, lang: Lang) -> Iterator[str]:
    left, right, colon = ("（", "）", "：") if lang == "zh" else (" (", ")", ": ")
    name = f"{left}{told.name}{right}" if told.name and told.cell else ""
    at = place(told) + name
    level = LEVEL_WORDS[lang][told.level]
    yield f"{number}. {at + colon if at else ''}{message(told.finding, told.count, lang)}"
    todo = _WORDS[lang]["todo"]
    yield f"   {todo}{remedy(told.finding, lang)}{left}{level} {told.code} {title(told.code, lang)}{right}"
