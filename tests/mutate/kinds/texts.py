"""Texts with what must not be in them."""

from __future__ import annotations

from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from workbook.book.front import IDENTITY
from workbook.book.model import Slot
from workbook.data import Value


def _pick(base: Base, dice: Random) -> tuple[Where, Slot, Value]:
    return dice.choice(base.typed("text"))


def control(base: Base, dice: Random) -> Mutant:
    where, slot, value = _pick(base, dice)
    package = base.package(bare=True)
    sign = dice.choice(("\u202e", "\u2066", "\u200f", "_x0007_", "_x0001_"))
    text = f"{str(value)[:1]}{sign}{str(value)[1:]}"
    package.say(*where.at, text)
    expected = Expected(frozenset(("R416", "D115")), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {slot.name} {sign!r}")


def placeholder(base: Base, dice: Random) -> Mutant:
    where, slot, _ = _pick(base, dice)
    package = base.package(bare=True)
    text = dice.choice(
        ("×××", "XXX万元", "请填写原因", "（此处填写）", "主要原因是××××", "XX局", "待补充", "（填写说明）")
    )
    package.say(*where.at, text)
    codes = ("J107", "J109") if slot.kind == "explanation" else ("J107",)  # one that gives no reason
    expected = Expected(frozenset(codes), frozenset({where.place}), changes={where.spot: text})
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {text!r}")


def empty_reason(base: Base, dice: Random) -> Mutant:
    """A reason that gives none, for amounts that differ or a check that wants to be explained."""
    typed = base.typed("text")
    reasons = [i for i in typed if i[1].kind == "explanation" or "原因" in (i[1].row or i[1].name)]
    reasons = [i for i in reasons if i[1].kind != "fact"]  # a scorecard's analysis, beside reasons in its rows
    where, slot, _ = dice.choice(reasons)
    package = base.package(bare=True)
    text = dice.choice(("无", "没有", "不详", "略", "—", "无特殊原因。", "无说明"))
    package.say(*where.at, text)
    code = "J109" if slot.kind == "explanation" else "J132"
    expected = Expected(frozenset((code, "K")), frozenset({where.place}), changes={where.spot: text})
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {text!r}")


def too_long(base: Base, dice: Random) -> Mutant:
    where, slot, _ = _pick(base, dice)
    package = base.package(bare=True)
    package.say(*where.at, "长" * 32768)
    expected = Expected(frozenset(("R406",)), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {slot.name} 32 768 characters")


def long(base: Base, dice: Random) -> Mutant:
    """As long as a cell may be: it stays what it is."""
    where, slot, _ = dice.choice([i for i in base.typed("text") if i[1].name in ("说明", "咨询电话")])
    package = base.package(bare=True)
    text = "长" * 32767
    package.say(*where.at, text)
    expected = Expected(harmless=True, changes={where.spot: text})
    return Mutant(package, expected, f"{where.place} {slot.name} 32 767 characters")


def odd(base: Base, dice: Random) -> Mutant:
    """Texts that look like something else stay texts. Not those that explain a check: they must give a reason."""
    texts = [i for i in base.typed("text") if i[1].name in ("用途", "说明", "偏差原因", "职能")]
    where, slot, _ = dice.choice([i for i in texts if i[1].kind != "explanation"])
    package = base.package(bare=True)
    text = dice.choice(("=1+1", "+86-27", "@甲", "1E5", "TRUE", "甲\n乙", "a&b<c>", "'引号", "😀", "2021-12-31", "007"))
    package.say(*where.at, text)
    expected = Expected(harmless=True, changes={where.spot: text})
    if slot.name == "偏差原因" and text in ("😀", "@甲"):  # stays what it is, and is no reason
        expected = Expected(frozenset(("J132",)), frozenset({where.place}), changes={where.spot: text})
    return Mutant(package, expected, f"{where.place} {slot.name} {text!r}")


def fixed_text(base: Base, dice: Random) -> Mutant:
    where, cell = dice.choice([f for f in base.fixed if isinstance(f[1].value, str) and f[0].key != IDENTITY])
    package = base.package()
    package.say(*where.at, f"{cell.value}（改）")
    expected = Expected(frozenset(("F106",)), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {cell.value!r}")


def fixed_text_gone(base: Base, dice: Random) -> Mutant:
    where, cell = dice.choice([f for f in base.fixed if isinstance(f[1].value, str) and f[0].key != IDENTITY])
    package = base.package()
    package.blank(*where.at)
    expected = Expected(frozenset(("F106",)), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {cell.value!r} → blank")


def beside(base: Base, dice: Random) -> Mutant:
    """A remark in a cell of the template that is neither typed in nor computed."""
    taken = {where.spot for where, _ in (*base.formulas, *base.fixed)} | set(base.filled.inputs)
    judged = base.examined.judged
    assert judged is not None
    cells = [(s, at) for s in judged.grid.sheets for at in s.cells if min(at) > 1 and (s.key, *at) not in taken]
    under = dice.random() < 0.2  # out of sight behind a merged cell, or where everybody sees it
    sheet, (row, column) = dice.choice([(s, at) for s, at in cells if _is_covered(base, s.key, *at) == under])
    where = Where(sheet.key, sheet.name, row, column)
    covered = under
    package = base.package()
    package.say(*where.at, "张三 2022-08-31 核对过")
    expected = Expected(frozenset(("M207", "F106")), frozenset({where.place}), harmless=covered)
    return Mutant(package, expected, f"{where.place} a remark{' under a merge' if covered else ''}")


def _is_covered(base: Base, sheet: str, row: int, column: int) -> bool:
    return any(
        m.top <= row <= m.bottom and m.left <= column <= m.right and (row, column) != (m.top, m.left)
        for m in base.filled.sheets[sheet].raw.merges
    )


def hollow(base: Base, dice: Random) -> Mutant:
    """A space where nothing was typed: read as blank, and told, since formulas may take it for content."""
    where, slot, _ = dice.choice(base.typed("text", "money", "count", "code", "choice", filled=False))
    package = base.package(bare=True)
    package.say(*where.at, dice.choice((" ", "  ", "\u3000", "\u00a0", "\u200b", "\n")))
    return Mutant(package, Expected(harmless=True, noted=frozenset(("M311",))), f"{where.place} {slot.name} a space")


KINDS: dict[str, Kind] = {
    "control character": control,
    "space in a blank cell": hollow,
    "placeholder": placeholder,
    "reason that gives none": empty_reason,
    "32 768 characters": too_long,
    "32 767 characters": long,
    "odd text": odd,
    "fixed text changed": fixed_text,
    "fixed text removed": fixed_text_gone,
    "remark beside the table": beside,
}
