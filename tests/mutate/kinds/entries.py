"""What accountants type, paste and forget."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from mutate.base import Base, Where
from mutate.expect import Expected, Kind, Mutant
from mutate.package import Package
from mutate.shift import Unsuitable
from workbook.book.model import Slot
from workbook.data import Value

FUNDS = (
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "国有资本经营预算财政拨款",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
BALANCED = {
    "收入明细": frozenset(FUNDS),
    "支出明细": frozenset("基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出".split()),
    "结转结余": frozenset(("年初结转和结余", "年末结转和结余")),
    "经济分类支出": frozenset(("决算数",)),
}
"""Amounts that other amounts contradict when they are wrong. What stands elsewhere may be anything."""
REQUIRED = {
    ("支出明细", "科目编码"), ("支出明细", "资金来源"), ("收入明细", "科目编码"), ("结转结余", "资金来源"),
    ("经济分类支出", "科目编码"), ("项目支出", "项目名称"), ("预算差异原因", "科目编码"),
    ("单位信息", "单位名称"), ("单位信息", "年度"), ("单位信息", "金额单位"),
}  # fmt: skip
NUMBERS = ("money", "count", "number", "rate")
SLIP = frozenset(("J101", "J102", "J103", "J106", "J108", "J117", "J119", "J125", "K"))
FOLLOW = frozenset(("J102", "J103", "J106", "J108", "J109"))
"""A wrong amount makes others look wrong beside it: suspects of a sum, amounts and reasons held against it."""
SMALL = 500
"""Below this (元), an amount is wrong by less than rounding to 万元 may take away from a sum."""
ASKED = "what no sum holds shows by what it contradicts: the reason given for it, and a check that asks for one"
TINY = "the amount is wrong by less than rounding may take away from a sum"
LONE = "no sum and no other amount says what this one should be"
OWN = "nothing else in the workbook contradicts the entry"
EITHER = "a sum tells by how much it is off, and another of its amounts is as likely to be wrong by so much"


def must(slot: Slot) -> bool:
    return slot.name in BALANCED.get(slot.owner, ())


def _slip(package: Package, where: Where, slot: Slot, before: Value, after: Value) -> Mutant:
    """Another number in place of the right one. Taken: an amount that no other one is held against, or one that is
    off by less than rounding is. Elsewhere: the same little, which only shows in a sum. Two findings: see ASKED.
    """
    if before == after:
        raise Unsuitable
    if after is None:
        package.blank(*where.at)
    else:
        package.number(*where.at, after)
    now, then = (value if isinstance(value, Decimal) else Decimal(0) for value in (after, before))
    off = abs(now - then)
    expected = Expected(
        SLIP,
        frozenset({where.place}),
        1 if must(slot) else 2,
        "" if must(slot) else ASKED,
        follows=frozenset() if must(slot) and off >= SMALL else FOLLOW,
        elsewhere=EITHER if off < SMALL else "",
        taken=TINY if off < SMALL else "" if must(slot) else LONE,
        changes={where.spot: after},
    )
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {before} → {after}")


def _amounts(base: Base) -> tuple[tuple[Where, Slot, Value], ...]:
    return tuple(i for i in base.typed("money") if i[2])


def _changed(change: Callable[[Decimal, Random], Decimal]) -> Kind:
    def kind(base: Base, dice: Random) -> Mutant:
        where, slot, value = dice.choice(_amounts(base))
        assert isinstance(value, Decimal)
        return _slip(base.package(bare=True), where, slot, value, change(value, dice))

    return kind


def _digits(change: Callable[[str, int, Random], str]) -> Callable[[Decimal, Random], Decimal]:
    def changed(value: Decimal, dice: Random) -> Decimal:
        text = f"{abs(value):.2f}"
        at = dice.choice([i for i in range(len(text) - 3) if text[i].isdigit()])
        made = Decimal(change(text, at, dice) or "0")
        if made in (0, abs(value)):
            raise Unsuitable
        return made if value > 0 else -made

    return changed


def _swap(text: str, at: int, _dice: Random) -> str:
    if at + 1 >= len(text) - 3:
        raise Unsuitable
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _other(text: str, at: int, dice: Random) -> str:
    digit = str((int(text[at]) + dice.randint(1, 9)) % 10)
    return text[:at] + digit + text[at + 1 :]


def _as_text(make: Callable[[Decimal], str], code: str, *types: str) -> Kind:
    def kind(base: Base, dice: Random) -> Mutant:
        where, slot, value = dice.choice(base.typed(*(types or NUMBERS)))
        assert isinstance(value, Decimal)
        package = base.package(bare=True)
        text = make(value)
        package.say(*where.at, text)
        expected = Expected(frozenset({code}), frozenset({where.place}), changes={where.spot: None})
        return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {text!r}")

    return kind


def _wide(value: Decimal) -> str:
    return f"{value}".translate({ord(a): ord(a) + 0xFEE0 for a in "0123456789."})


def _in_wan(value: Decimal) -> str:
    """As it stands in a published table: rounded."""
    if abs(value) < 100:
        raise Unsuitable
    return f"{(value / 10000).quantize(Decimal('0.01'))}万元"


def boolean(base: Base, dice: Random) -> Mutant:
    where, _, _ = dice.choice(base.typed(*NUMBERS, "text", "choice"))
    package = base.package(bare=True)
    package.put(*where.at, f"<v>{dice.randint(0, 1)}</v>", "b")
    expected = Expected(frozenset({"M305"}), frozenset({where.place}), changes={where.spot: None})
    return Mutant(package, expected, f"{where.place} true or false")


def error(base: Base, dice: Random) -> Mutant:
    where, _, _ = dice.choice(base.typed(*NUMBERS, "text", "choice", "code"))
    package = base.package(bare=True)
    package.put(*where.at, f"<v>{dice.choice(('#REF!', '#N/A', '#VALUE!'))}</v>", "e")
    expected = Expected(frozenset({"M304"}), frozenset({where.place}), changes={where.spot: None})
    return Mutant(package, expected, f"{where.place} error value")


def date(base: Base, dice: Random) -> Mutant:
    where, slot, _ = dice.choice(base.typed(*NUMBERS))
    package = base.package(bare=True)
    package.parts["xl/styles.xml"], style = base.date_style
    package.number(*where.at, 44561, style)
    expected = Expected(frozenset({"M306"}), frozenset({where.place}), changes={where.spot: None})
    return Mutant(package, expected, f"{where.place} {slot.name} a date")


def date_in_text(base: Base, dice: Random) -> Mutant:
    where, slot, _ = dice.choice(base.typed("text"))
    package = base.package(bare=True)
    package.parts["xl/styles.xml"], style = base.date_style
    package.number(*where.at, 44561, style)
    expected = Expected(frozenset({"M306"}), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {slot.name} a date")


def formula(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice(base.typed(*NUMBERS, "text", "code", "choice"))
    package = base.package(bare=True)
    if isinstance(value, Decimal):
        package.formula(*where.at, f"{value}+0", str(value))
    else:
        package.formula(*where.at, f'"{value}"', str(value), "str")
    expected = Expected(frozenset({"M301"}), frozenset({where.place}), changes={where.spot: None})
    return Mutant(package, expected, f"{where.place} {slot.name} formula")


def code_as_number(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice(base.typed("code"))
    package = base.package(bare=True)
    package.number(*where.at, value)
    expected = Expected(frozenset({"M308"}), frozenset({where.place}))
    return Mutant(package, expected, f"{where.place} {slot.owner} {value} as a number")


def _code(base: Base, dice: Random, change: Callable[[str, Random], str], codes: frozenset[str]) -> Mutant:
    where, slot, value = dice.choice(base.typed("code"))
    after = change(str(value), dice)
    known = {row.code for table in base.filled.spec.codes.values() for row in table.rows}
    if after in known or after == value:
        raise Unsuitable
    package = base.package(bare=True)
    package.say(*where.at, after)
    expected = Expected(codes, frozenset({where.place}), data="", sources=frozenset({where.spot}))
    return Mutant(package, expected, f"{where.place} {slot.owner} {value} → {after}")


def unknown_code(base: Base, dice: Random) -> Mutant:
    return _code(base, dice, lambda c, d: c[:-2] + f"{d.randint(0, 99):02}", frozenset(("J116",)))


def malformed_code(base: Base, dice: Random) -> Mutant:
    ways: tuple[Callable[[str], str], ...] = (
        lambda c: c + "0", lambda c: c[:-1], lambda c: " " + c, lambda c: c[:3] + "." + c[3:],
        lambda c: "".join(chr(ord(s) + 0xFEE0) for s in c), lambda c: c + " ", lambda c: c[:-1] + "O",
    )  # fmt: skip
    return _code(base, dice, lambda c, d: d.choice(ways)(c), frozenset(("J115",)))


def other_code(base: Base, dice: Random) -> Mutant:
    """Another code that exists. Taken: where no other table or row contradicts it, it is an entry like any other."""
    where, slot, value = dice.choice(base.typed("code"))
    tables = base.filled.spec.codes.values()
    codes = next([r.code for r in t.rows if len(r.code) == len(str(value))] for t in tables if t.name(str(value)))
    after = dice.choice(codes)
    if after == value:
        raise Unsuitable
    package = base.package(bare=True)
    package.say(*where.at, after)
    expected = Expected(
        frozenset("JK"), frozenset({where.place, (where.tab, "")}), taken=OWN, changes={where.spot: after}
    )
    return Mutant(package, expected, f"{where.place} {slot.owner} {value} → {after}")


def other_name(base: Base, dice: Random) -> Mutant:
    """A code's name overwritten by another name."""
    cells = [(w, c) for w, c in base.formulas if base.kinds[w.key] == "entry" and isinstance(c.value, str) and c.value]
    where, cell = dice.choice([(w, c) for w, c in cells if "MATCH(" in c.formula])
    names = [row.name for table in base.filled.spec.codes.values() for row in table.rows]
    package = base.package(bare=True)
    name = dice.choice(names)
    package.say(*where.at, name)
    beside = (where.tab, f"B{where.row}")  # its code
    expected = Expected(frozenset(("F101", "J104")), frozenset({where.place, beside}))
    return Mutant(package, expected, f"{where.place} {cell.value} → {name}")


def required_blank(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice(
        [i for i in base.inputs if (i[1].owner, i[1].name) in REQUIRED and i[2] and i[1].kind != "remark"]
    )
    package = base.package(bare=True)
    package.blank(*where.at)
    expected = Expected(frozenset(("J113",)), frozenset({where.place}), data="", sources=frozenset({where.spot}))
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {value} → blank")


def no_choice(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice([i for i in base.typed("choice") if i[2]])
    package = base.package(bare=True)
    text = dice.choice((f"{value}。", f"{value} ", "其他情况", str(value)[:-1] or "无"))
    package.say(*where.at, text)
    expected = Expected(frozenset(("J114",)), frozenset({where.place}), data="", sources=frozenset({where.spot}))
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {value} → {text}")


def other_choice(base: Base, dice: Random) -> Mutant:
    """Another fund than the money came from: the balance of both funds is gone."""
    owners = ("支出明细", "结转结余")
    where, slot, value = dice.choice([i for i in base.typed("choice") if i[1].owner in owners and i[2]])
    row = base.lists[slot.owner][where.row]
    if not any(v for name, (_, v) in row.items() if name in BALANCED[slot.owner]):
        raise Unsuitable
    after = dice.choice([f for f in ("一般公共预算", "政府性基金", "国有资本经营预算", "其他资金") if f != value])
    package = base.package(bare=True)
    package.say(*where.at, after)
    places = frozenset({where.place, (where.tab, "")})
    expected = Expected(frozenset("JK"), places, changes={where.spot: after})
    return Mutant(package, expected, f"{where.place} {slot.owner} {value} → {after}")


def three_decimals(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice(base.typed("money"))
    assert isinstance(value, Decimal)
    after = value + Decimal(dice.randint(1, 9)) / 1000
    package = base.package(bare=True)
    package.number(*where.at, after)
    expected = Expected(frozenset({"M307"}), frozenset({where.place}), changes={where.spot: after})
    return Mutant(package, expected, f"{where.place} {slot.name} {after}")


def noise_digits(base: Base, dice: Random) -> Mutant:
    """What is left of a sum in a program that writes all digits it has: read as what it must be, and told."""
    where, slot, value = dice.choice([i for i in base.typed("money") if i[2]])
    assert isinstance(value, Decimal)
    text = f"{float(value) * (1 + dice.choice((1, -1)) * 2**-52):.17g}"
    if Decimal(text) == value:
        raise Unsuitable
    package = base.package(bare=True)
    package.number(*where.at, text)
    expected = Expected(harmless=True, noted=frozenset(("R602",)))
    return Mutant(package, expected, f"{where.place} {slot.name} {text}")


def binary_noise(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice([i for i in base.typed("money") if i[2]])
    assert isinstance(value, Decimal)
    text = dice.choice((f"{float(value) * (1 + 2**-52):.17g}", f"{value:E}", f"{value:.4f}", repr(float(value))))
    package = base.package(bare=True)
    package.number(*where.at, text)
    return Mutant(package, Expected(harmless=True), f"{where.place} {slot.name} {text}")


def two_rows_swapped(base: Base, dice: Random) -> Mutant:
    """Two amounts of a column changed places. Taken: where both codes are paid from the same fund and have no other
    amounts, nothing contradicts it.
    """
    owner = dice.choice(("收入明细", "支出明细"))
    rows = base.lists[owner]
    column = dice.choice(sorted(BALANCED[owner]))
    filled = [n for n in rows if rows[n][column][1] is not None]
    if len(filled) < 2:
        raise Unsuitable
    one, two = dice.sample(filled, 2)
    (first, a), (second, b) = rows[one][column], rows[two][column]
    if a == b:
        raise Unsuitable
    package = base.package(bare=True)
    package.number(*first.at, b)
    package.number(*second.at, a)
    places = frozenset({first.place, second.place})
    changes = {first.spot: b, second.spot: a}
    expected = Expected(SLIP | {"J"}, places, changes=changes, taken=OWN)
    return Mutant(package, expected, f"{owner}.{column} rows {one} ↔ {two}")


def stray_amount(base: Base, dice: Random) -> Mutant:
    """An amount where there was none, in a row in use."""
    owner = dice.choice(list(BALANCED))
    rows = base.lists[owner]
    cells = [(w, v) for row in rows.values() for name, (w, v) in row.items() if name in BALANCED[owner] and v is None]
    if not cells:
        raise Unsuitable
    where, _ = dice.choice(cells)
    after = Decimal(dice.randint(10**5, 10**9)) / 100
    slot = base.filled.slots[where.spot]
    return _slip(base.package(bare=True), where, slot, None, after)


def row_twice(base: Base, dice: Random) -> Mutant:
    """A row copied into the first blank row below."""
    owner = dice.choice(("收入明细", "支出明细", "经济分类支出", "结转结余"))
    rows = base.lists[owner]
    source = dice.choice(list(rows))
    target = max(rows) + 1
    package = base.package(bare=True)
    changes = {}
    places = set()
    for where, value in rows[source].values():
        there = Where(where.key, where.tab, target, where.column)
        if value is not None:
            changes[there.spot] = value
            places.add(there.place)
            if isinstance(value, Decimal):
                package.number(*there.at, value)
            else:
                package.say(*there.at, str(value))
    places |= {(where.tab, where.cell) for where, _ in rows[source].values()}
    expected = Expected(frozenset(("J112",)), frozenset(places), changes=changes)
    return Mutant(package, expected, f"{owner} row {source} twice")


def total_row(base: Base, dice: Random) -> Mutant:
    """The sums of a list's columns typed into the first blank row, with or without a word."""
    owner = dice.choice(list(BALANCED))
    rows = base.lists[owner]
    package, row = base.package(bare=True), max(rows) + 1
    label = dice.choice(("", "合计", "总 计"))
    places = set()
    for name, (first, _) in next(iter(rows.values())).items():
        there = Where(first.key, first.tab, row, first.column)
        kind = base.filled.slots[first.spot].type
        if kind == "money":
            package.number(
                *there.at, sum((v for r in rows.values() if isinstance(v := r[name][1], Decimal)), Decimal(0))
            )
        elif kind == "code" and label:
            package.say(*there.at, label)
        places.add(there.place)
    expected = Expected(frozenset(("J131",)), frozenset(places), data="")
    return Mutant(package, expected, f"{owner} a total in row {row} {label!r}")


def lone_amount(base: Base, dice: Random) -> Mutant:
    """An amount in a row that has nothing else."""
    where, slot, _ = dice.choice(
        [
            i
            for i in base.typed("money", filled=False)
            if i[1].owner in BALANCED and i[1].kind == "row" and i[0].row > max(base.lists[i[1].owner])
        ]
    )
    after = Decimal(dice.randint(10**5, 10**9)) / 100
    package = base.package(bare=True)
    package.number(*where.at, after)
    required = {name for owner, name in REQUIRED if owner == slot.owner}
    others = [i[0] for i in base.inputs if i[0].spot[:2] == where.spot[:2] and i[1].name in required]
    places = frozenset((where.place, *(other.place for other in others)))
    expected = Expected(frozenset(("J113",)), places, changes={where.spot: after})
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {after} alone")


def amount_removed(base: Base, dice: Random) -> Mutant:
    where, slot, value = dice.choice(_amounts(base))
    return _slip(base.package(bare=True), where, slot, value, None)


def other_year(base: Base, dice: Random) -> Mutant:
    where, slot, _ = next(i for i in base.inputs if (i[1].kind, i[1].name) == ("field", "年度"))
    package = base.package(bare=True)
    year = dice.choice((2020, 2022, 1021, 20211))
    package.number(*where.at, year)
    expected = Expected(frozenset("JKM"), frozenset({where.place, (where.tab, "")}), data="")
    return Mutant(package, expected, f"{where.place} {slot.name} {year}")


def other_money_unit(base: Base, dice: Random) -> Mutant:
    where, slot, value = next(i for i in base.inputs if (i[1].kind, i[1].name) == ("field", "金额单位"))
    package = base.package(bare=True)
    package.say(*where.at, "万元")
    expected = Expected(frozenset({"J124"}), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {slot.name} {value} → 万元")


def list_in_other_unit(base: Base, dice: Random) -> Mutant:
    """A list's amounts in 万元 while the unit enters 元."""
    owner = dice.choice(list(BALANCED))
    package = base.package(bare=True)
    changes: dict[tuple[str, int, int], Value] = {}
    places = set()
    for where, slot, value in base.typed("money"):
        if slot.owner == owner and isinstance(value, Decimal):
            changes[where.spot] = after = (value / 10000).quantize(Decimal("0.01"))
            package.number(*where.at, after)
            places.add(where.place)
    sources = frozenset(changes)
    expected = Expected(frozenset({"J103"}), frozenset(places), sources=sources, changes=changes)
    return Mutant(package, expected, f"{owner} in 万元")


def out_of_range(base: Base, dice: Random) -> Mutant:
    cells = [i for i in base.typed("number", "rate") if i[1].name in ("权重", "评定比例", "得分")]
    where, slot, value = dice.choice(cells)
    after = dice.choice((Decimal(200), Decimal(-1), Decimal("101")))
    package = base.package(bare=True)
    package.number(*where.at, after)
    codes = frozenset(("J117", "J119", "K"))
    expected = Expected(codes, frozenset({where.place}), changes={where.spot: after})
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {value} → {after}")


def broken_count(base: Base, dice: Random) -> Mutant:
    """An explanation that is bound to a difference of counts is out of date with it."""
    where, slot, value = dice.choice(base.typed("count"))
    assert isinstance(value, Decimal)
    after = dice.choice((value + Decimal("0.5"), -value - 1))
    package = base.package(bare=True)
    package.number(*where.at, after)
    codes, places = frozenset(("M309",)), frozenset({where.place})
    expected = Expected(codes, places, changes={where.spot: after})
    return Mutant(package, expected, f"{where.place} {slot.name} {value} → {after}")


def enormous(base: Base, dice: Random) -> Mutant:
    where, slot, _ = dice.choice(base.typed("money"))
    package = base.package(bare=True)
    after = dice.choice(("1E16", "12345678901234567890", "9" * 30))
    package.number(*where.at, after)
    expected = Expected(frozenset(("R604", "R603")), frozenset({where.place}), data="")
    return Mutant(package, expected, f"{where.place} {slot.owner}.{slot.name} {after}")


def wrong_date(base: Base, dice: Random) -> Mutant:
    """A day that no calendar has, or what is left of a date that lost its format."""
    where, slot, value = dice.choice([i for i in base.typed("text") if "日期" in i[1].name])
    text = dice.choice(("2022-13-45", "2022-02-30", "2022年15月1日", "44561", "2022.8.32", "20221301"))
    package = base.package(bare=True)
    package.say(*where.at, text)
    expected = Expected(frozenset(("J130",)), frozenset({where.place}), changes={where.spot: text})
    return Mutant(package, expected, f"{where.place} {slot.name} {value} → {text}")


KINDS: dict[str, Kind] = {
    "amount ×10": _changed(lambda v, _: v * 10),
    "amount ÷10": _changed(lambda v, _: (v / 10).quantize(Decimal("0.01"))),
    "amount ×10 000": _changed(lambda v, _: v * 10000),
    "amount ÷10 000": _changed(lambda v, _: (v / 10000).quantize(Decimal("0.01"))),
    "digit dropped": _changed(_digits(lambda t, i, _: t[:i] + t[i + 1 :])),
    "digit doubled": _changed(_digits(lambda t, i, _: t[: i + 1] + t[i:])),
    "digits swapped": _changed(_digits(_swap)),
    "digit wrong": _changed(_digits(_other)),
    "sign turned": _changed(lambda v, _: -v),
    "amount removed": amount_removed,
    "amount where none was": stray_amount,
    "amount alone in a row": lone_amount,
    "total among the entries": total_row,
    "number as text": _as_text(lambda v: f"{v}", "M302"),
    "number with separators": _as_text(lambda v: f"{v:,.2f}", "M302"),
    "full-width number": _as_text(_wide, "M302"),
    "number with its unit": _as_text(lambda v: f"{v}元", "M302", "money"),
    "number in 万元": _as_text(_in_wan, "M302", "money"),
    "rate with its sign": _as_text(lambda v: f"{(v * 100).normalize():f}%", "M302", "rate"),
    "number with blanks": _as_text(lambda v: f" {v}\u00a0", "M302"),
    "words for a number": _as_text(lambda v: "见附表", "M303"),
    "true or false": boolean,
    "error value": error,
    "date for a number": date,
    "date for a text": date_in_text,
    "formula in an input cell": formula,
    "code as a number": code_as_number,
    "unknown code": unknown_code,
    "malformed code": malformed_code,
    "another code": other_code,
    "another name to a code": other_name,
    "required cell blank": required_blank,
    "outside the choices": no_choice,
    "another fund": other_choice,
    "three decimals": three_decimals,
    "binary noise": binary_noise,
    "noise digits": noise_digits,
    "two amounts swapped": two_rows_swapped,
    "row twice": row_twice,
    "another year typed": other_year,
    "another unit of amounts": other_money_unit,
    "list in another unit": list_in_other_unit,
    "out of range": out_of_range,
    "count not whole or negative": broken_count,
    "enormous number": enormous,
    "wrong date": wrong_date,
}
