"""Which template, year and unit the file says it is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mutate.base import Base
from mutate.expect import Expected, Kind, Mutant
from mutate.package import BOOK, Package
from workbook.book.front import IDENTITY

CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
FILE = frozenset({("", "")})


def _sheet(package: Package, base: Base, row: str, text: str) -> None:
    where = base.filled.layout.sheets[IDENTITY]
    package.say(where.tab, where.rows[row], where.columns["值"], text)


def _everywhere(package: Package, base: Base, row: str, before: str, after: str) -> None:
    """All carriers agree on something else."""
    _sheet(package, base, row, after)
    for part in (BOOK, CORE, CUSTOM):
        text = package.text(part)
        for old, new in ((before, after), (before[:16], after[:16])):
            marks = ("|", '"', ":", ">", "<", "&quot;") if part != CUSTOM else (">", "<")
            for a in marks:
                for b in marks:
                    text = text.replace(f"{a}{old}{b}", f"{a}{new}{b}")
        package.write(part, text)


def _claim(base: Base) -> dict[str, str]:
    claim = base.examined.claim
    assert claim is not None
    return {"模板": claim.spec, "指纹": claim.hash, "年度": claim.year, "单位": claim.unit}


_OTHER: dict[str, Callable[[Random], str]] = {
    "模板": lambda dice: dice.choice(("hubei/2020", "hunan/2021", "湖北/2021")),
    "指纹": lambda dice: f"{dice.getrandbits(256):064x}",
    "年度": lambda dice: dice.choice(("2020", "2022", "2012")),
    "单位": lambda dice: dice.choice(("另一单位", "示例市财政局")),
}


def _all(row: str, codes: frozenset[str]) -> Kind:
    def kind(base: Base, dice: Random) -> Mutant:
        package = base.package()
        before, after = _claim(base)[row], _OTHER[row](dice)
        _everywhere(package, base, row, before, after)
        return Mutant(package, Expected(codes, FILE, data=""), f"{row} {before[:20]} → {after[:20]}")

    return kind


def other_unit(base: Base, dice: Random) -> Mutant:
    """The workbook of another unit: what is typed as its name is not the name it was made for."""
    package = base.package()
    before, after = _claim(base)["单位"], _OTHER["单位"](dice)
    _everywhere(package, base, "单位", before, after)
    where = next(w for w, slot, _ in base.inputs if (slot.kind, slot.name) == ("field", "单位名称"))
    expected = Expected(frozenset({"J111"}), frozenset({where.place}), data="")
    return Mutant(package, expected, f"单位 {before} → {after}")


def name_typed(base: Base, dice: Random) -> Mutant:
    """Another unit's name typed: in other words, of a neighbour, or something else altogether."""
    package = base.package(bare=True)
    where, _, name = next(i for i in base.inputs if (i[1].kind, i[1].name) == ("field", "单位名称"))
    text = dice.choice(
        (f"{name}本级", "邻市数据资源管理局", "示例市财政局", "洪山区人民政府办公室", "示例市大数据中心")
    )
    package.say(*where.at, text)
    expected = Expected(frozenset({"J111"}), frozenset({where.place}), data="")
    return Mutant(package, expected, f"单位名称 {name} → {text}")


def code_typed(base: Base, dice: Random) -> Mutant:
    """Another unit's code typed over the one that was handed out."""
    package = base.package(bare=True)
    where, _, code = next(i for i in base.inputs if (i[1].kind, i[1].name) == ("field", "单位编码"))
    text = f"{int(str(code)) + dice.randint(1, 9)}" if str(code).isdigit() else f"{code}{dice.randint(1, 9)}"
    package.say(*where.at, text)
    expected = Expected(frozenset({"M105"}), frozenset({where.place}), data="")
    return Mutant(package, expected, f"单位编码 {code} → {text}")


def _one(row: str) -> Kind:
    """One carrier says something else."""

    def kind(base: Base, dice: Random) -> Mutant:
        package = base.package()
        before, after = _claim(base)[row], _OTHER[row](dice)
        carrier = dice.choice(("sheet", BOOK, CORE, CUSTOM))
        if carrier == "sheet":
            _sheet(package, base, row, after)
        else:
            short = before[:16] if row == "指纹" and before not in package.text(carrier) else before
            mark = "|" if carrier in (BOOK, CORE) and row != "模板" else ("" if row != "年度" else ">")
            package.replace(carrier, f"{mark}{short}", f"{mark}{after[: len(short)] if row == '指纹' else after}", 1)
        code = "M106" if row == "单位" else "M102"
        return Mutant(package, Expected(frozenset({code}), FILE, data=""), f"{row} in {carrier} → {after[:20]}")

    return kind


def carrier_gone(base: Base, dice: Random) -> Mutant:
    """One carrier is lost, as some programs do; the others still say it."""
    package = base.package()
    carrier = dice.choice((CORE, CUSTOM))
    if carrier == CORE:
        text = package.text(CORE)
        start, end = text.index("<cp:keywords>"), text.index("</cp:keywords>")
        package.write(CORE, text[:start] + "<cp:keywords>报表" + text[end:])
    else:
        package.replace(CUSTOM, 'name="模板"', 'name="原模板"')
    return Mutant(package, Expected(harmless=True), f"{carrier} says nothing")


def all_gone(base: Base, dice: Random) -> Mutant:
    """The contents copied into a new workbook."""
    package = base.package()
    text = package.text(CORE)
    start, end = text.index("<cp:keywords>"), text.index("</cp:keywords>")
    package.write(CORE, text[:start] + "<cp:keywords>" + text[end:])
    package.replace(CUSTOM, 'name="模板', 'name="原模板')
    package.drop_sheet(IDENTITY)
    text = package.text(BOOK)
    if "模板标识码" in text:
        package.replace(BOOK, 'name="模板标识码"', 'name="标识"')
    return Mutant(package, Expected(frozenset({"M101"}), FILE, data=""), "no carrier is left")


def cards_gone(base: Base, dice: Random) -> Mutant:
    """The identity sheet deleted: the other carriers know the template."""
    package = base.package()
    package.drop_sheet(IDENTITY)
    places = frozenset({(base.tabs[IDENTITY], "")})
    return Mutant(package, Expected(frozenset({"M206"}), places), "identity sheet deleted")


KINDS: dict[str, Kind] = {
    "another template": _all("模板", frozenset({"M103"})),
    "another version of the template": _all("指纹", frozenset({"M104"})),
    "another year in the identity": _all("年度", frozenset({"M102"})),
    "another unit in the identity": other_unit,
    "another unit's name typed": name_typed,
    "another unit's code typed": code_typed,
    "carriers contradict: template": _one("模板"),
    "carriers contradict: version": _one("指纹"),
    "carriers contradict: year": _one("年度"),
    "carriers contradict: unit": _one("单位"),
    "one carrier lost": carrier_gone,
    "all carriers lost": all_gone,
    "identity sheet deleted": cards_gone,
}
