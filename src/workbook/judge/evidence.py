"""Which typed amounts must, or usually do, add up with each other: what a suspected slip is measured by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from workbook.data import Value
from workbook.judge import accounts as a
from workbook.judge.ledger import Ledger, ListRow
from workbook.judge.totals import Total
from workbook.judge.unknown import Unknown, is_turned
from workbook.match.match import Spot

CENT = Decimal("0.01")
CLOSE = Decimal("0.75")
"""Two sums are near each other when the smaller is at least this share of the larger."""
_NOTHING: Mapping[Spot, Decimal] = {}
_NUMBERS = frozenset(("money", "count"))


@dataclass(frozen=True, slots=True)
class Identity:
    """The signed amounts add up to 0. binding: it must hold; else it usually does. what: a word of the catalogue."""

    what: str
    terms: tuple[tuple[Spot, int], ...]
    binding: bool

    @property
    def narrow(self) -> bool:
        """Whether it is about one code or one project, not about a whole list."""
        return self.what.partition(":")[0] in ("@balance_code", "@same_money", "@same_project")


@dataclass(frozen=True, slots=True)
class Near:
    """Two sums that are usually of the same size (a budget and what was spent)."""

    left: tuple[Spot, ...]
    right: tuple[Spot, ...]


def _amount(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


class Evidence:
    """All identities and near pairs of a file, and what each cell holds (a blank is 0)."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        slots = ledger.filled.slots
        self.numbers: dict[Spot, Decimal] = {
            spot: _amount(value) for spot, value in ledger.filled.inputs.items() if slots[spot].type in _NUMBERS
        }
        self._totals: dict[int, Total] = {}
        self._sides: dict[int, tuple[Total, Total]] = {}
        self._held: dict[int, bool] = {}
        self.unknown = Unknown(ledger)
        self._gather({})

    def changed(self, change: Mapping[Spot, Value]) -> Evidence:
        """As a new one of a file with other things in these cells; sums that are as they were are the same objects."""
        other = copy(self)
        for name in ("by_what", "near_now", "by_spot", "near_by_spot"):
            other.__dict__.pop(name, None)
        other.ledger = self.ledger.changed(change)
        amounts = {spot: _amount(value) for spot, value in change.items() if spot in self.numbers}
        other._sides = {}
        if amounts:
            other.numbers, other._totals, other._held = {**self.numbers, **amounts}, {}, {}
        else:  # by the ids of sums, which mean them only as long as they are there
            ids = {id(identity) for identity in self.identities}
            other._totals = {key: total for key, total in self._totals.items() if key in ids}
            other._held = {key: held for key, held in self._held.items() if key in ids}
        other.unknown = self.unknown.changed(other.ledger)
        other._gather({} if amounts else self.by_what)
        return other

    def _gather(self, before: Mapping[str, Identity]) -> None:
        # In 万元 each amount has been rounded by itself.
        self.tail = CENT / 2 if self.ledger.unit == "万元" else Decimal(0)
        every = (old if (old := before.get(i.what)) == i else i for i in self._all())
        some = tuple(i for i in every if any(self.numbers[spot] for spot, _ in i.terms))
        self.identities = tuple(i for i in some if self._is_known(i))
        self.spoiled = frozenset(i.what for i in some) - {i.what for i in self.identities}
        self.near = tuple(p for p in self._near() if self.unknown.gone.isdisjoint((*p.left, *p.right)))

    @cached_property
    def near_by_spot(self) -> Mapping[Spot, list[Near]]:
        pairs: dict[Spot, list[Near]] = {}
        for pair in self.near:
            for spot in (*pair.left, *pair.right):
                pairs.setdefault(spot, []).append(pair)
        return pairs

    @cached_property
    def by_spot(self) -> Mapping[Spot, list[Identity]]:
        sums: dict[Spot, list[Identity]] = {}
        for identity in self.identities:
            for spot, _ in identity.terms:
                sums.setdefault(spot, []).append(identity)
        return sums

    @cached_property
    def by_what(self) -> Mapping[str, Identity]:
        return {identity.what: identity for identity in self.identities}

    @cached_property
    def near_now(self) -> Mapping[tuple[Spot, ...], bool]:
        """The cells of each near pair, and whether it is near."""
        return {(*pair.left, *pair.right): self.is_near(pair) for pair in self.near}

    def rest(self, identity: Identity, change: Mapping[Spot, Decimal] = _NOTHING) -> Decimal:
        """What the sum of an identity is instead of 0, with these amounts changed."""
        total = self._totals.get(id(identity))
        if total is None:
            total = self._totals[id(identity)] = Total(identity.terms, self.numbers)
        return total.after(change) if change else total.now

    def fails(self, identity: Identity) -> bool:
        """Whether a sum does not come out although every row's fund is known."""
        return not self.holds(identity) and not self.unknown.strays(identity.what)

    def holds(self, identity: Identity, change: Mapping[Spot, Decimal] = _NOTHING, slack: Decimal = Decimal(0)) -> bool:
        """With these amounts changed. slack: relative to the largest amount."""
        if change or slack:
            return self._holds(identity, change, slack)
        known = self._held.get(id(identity))
        if known is None:
            known = self._held[id(identity)] = self._holds(identity, change, slack)
        return known

    def _holds(self, identity: Identity, change: Mapping[Spot, Decimal], slack: Decimal) -> bool:
        rest, numbers = abs(self.rest(identity, change)), self.numbers
        if rest <= CENT:
            return True
        if self.tail and rest <= self.tail * (1 + len(identity.terms)):
            filled = sum(change.get(spot, numbers[spot]) != 0 for spot, _ in identity.terms)
            if rest <= self.tail * (1 + filled):
                return True
        return bool(slack) and rest <= slack * max(abs(change.get(s, numbers[s])) for s, _ in identity.terms)

    def sides(self, pair: Near, change: Mapping[Spot, Decimal] = _NOTHING) -> tuple[Decimal, Decimal]:
        """Both sums of a near pair, with these amounts changed."""
        totals = self._sides.get(id(pair))
        if totals is None:
            left, right = (Total(((spot, 1) for spot in side), self.numbers) for side in (pair.left, pair.right))
            totals = self._sides[id(pair)] = (left, right)
        return totals[0].after(change), totals[1].after(change)

    def is_near(self, pair: Near, change: Mapping[Spot, Decimal] = _NOTHING) -> bool:
        """Whether the smaller sum is at least CLOSE of the larger."""
        low, high = sorted(self.sides(pair, change))
        return low > 0 and low >= CLOSE * high

    def apart(self, pair: Near) -> bool:
        """Whether one side is more than a hundred times the other."""
        low, high = sorted(self.sides(pair))
        return low * 100 < high

    # ---- what the identities are

    def _is_known(self, identity: Identity) -> bool:
        """Whether the file has all that it adds up. A minus that is not in its place is told by itself; a sum that does
        not come out because of it says nothing about the other amounts.
        """
        spots = [spot for spot, _ in identity.terms]
        if self.unknown.spoils(identity.what, spots):
            return False
        turned = any(self.numbers[spot] < 0 and is_turned(self.ledger, spot) for spot in spots)
        return not turned or abs(Total(identity.terms, self.numbers).now) <= CENT

    def _all(self) -> Iterable[Identity]:
        book = self.ledger
        income, spent = book.lists.get(a.INCOME, ()), book.lists.get(a.SPENT, ())
        carry, economic = book.lists.get(a.CARRY, ()), book.lists.get(a.ECONOMIC, ())
        for fund, columns in a.INCOMES.items():
            yield from self._balances(fund, columns, income, spent, carry)
        general = [row for row in spent if row.text(a.FUND) == a.GENERAL]
        if any(row.number(a.FINAL) for row in economic):
            yield self._identity("@same_basic", True, economic, (a.FINAL,), general, (a.BASIC,))
        projects = book.lists.get(a.PROJECTS, ())
        if any(row.number(a.FINAL) for row in projects):
            yield self._identity("@same_projects", True, projects, (a.FINAL,), general, (a.PROJECT,))
        yield from self._cards(projects)
        yield from self._more()
        yield from self._usual(economic, general)

    def _balances(
        self,
        fund: str,
        columns: tuple[str, ...],
        income: tuple[ListRow, ...],
        spent: tuple[ListRow, ...],
        carry: tuple[ListRow, ...],
    ) -> Iterable[Identity]:
        """Income and what came over = expenditure and what is left, for the fund and for each of its codes."""
        parts = (
            (income, columns, 1),
            ([row for row in carry if row.text(a.FUND) == fund], (a.BEGIN,), 1),
            ([row for row in carry if row.text(a.FUND) == fund], (a.END,), -1),
            ([row for row in spent if row.text(a.FUND) == fund], a.OUTLAYS, -1),
        )
        terms: list[tuple[Spot, int]] = []
        by_code: dict[str, list[tuple[Spot, int]]] = {}
        for rows, names, sign in parts:
            for row in rows:
                own = [(row.spots[c], sign) for c in names if c in row.spots]
                terms += own
                if rows is not income or any(row.number(c) for c in names) or row.text(a.CODE) in by_code:
                    by_code.setdefault(row.text(a.CODE), []).extend(own)
        extra: tuple[tuple[Spot, int], ...] = ()
        if fund == a.OTHER:
            fields = self.ledger.fields
            pair = (fields.get((a.MORE, "使用非财政拨款结余")), 1), (fields.get((a.MORE, "结余分配")), -1)
            extra = tuple((spot, sign) for spot, sign in pair if spot is not None)
        single = [Identity(f"@balance_code:{c}|{fund}", tuple(t), True) for c, t in by_code.items() if c]
        held = sum(abs(Total(i.terms, self.numbers).now) <= CENT for i in single)
        usual = fund == a.OTHER or "" in by_code or held * 2 < len(single)
        for identity in single:
            yield Identity(identity.what, identity.terms, not usual)
        yield Identity(f"@balance:{fund}", (*terms, *extra), True)

    def _cards(self, projects: tuple[ListRow, ...]) -> Iterable[Identity]:
        book = self.ledger
        listed = {row.text("项目名称"): row.spots[a.FINAL] for row in projects if row.text("项目名称")}
        paid: list[tuple[Spot, int]] = []
        known = True
        for card, department in book.filled.claim.cards:
            spot, named = book.facts.get((card, "执行数")), book.value(book.facts.get((card, "项目名称")))
            if department or spot is None:
                known = known and department
                continue
            paid.append((spot, 1))
            other = listed.get(str(named))
            if other is not None and self.numbers[spot]:
                yield Identity(f"@same_project:{named}", ((spot, 1), (other, -1)), True)
        total = book.fields.get((a.MORE, "自评项目资金"))
        if total is not None and paid and known and self.numbers[total]:
            yield Identity("@same_reviewed", ((total, 1), *((spot, -1) for spot, _ in paid)), True)

    def _more(self) -> Iterable[Identity]:
        fields, grids = self.ledger.fields, self.ledger.grids
        for total, parts in a.SUMS:
            spots = [fields.get((a.MORE, name)) for name in (total, *parts)]
            known = [spot for spot in spots if spot is not None]
            if spots[0] is not None and any(self.numbers[spot] for spot in known[1:]):
                yield Identity(f"@sum_of:{total}", ((known[0], 1), *((s, -1) for s in known[1:])), True)
        running = grids.get((a.CARS, "公务用车运行费", a.FINAL))
        costs = [s for name in a.RUNNING if (s := fields.get((a.MORE, name))) is not None]
        if running is not None and any(self.numbers[spot] for spot in costs):
            yield Identity("@sum_of:公务用车运行费", ((running, 1), *((s, -1) for s in costs)), True)

    def _usual(self, economic: tuple[ListRow, ...], general: list[ListRow]) -> Iterable[Identity]:
        def of(rows: Iterable[ListRow], codes: tuple[str, ...], column: str, sign: int) -> list[tuple[Spot, int]]:
            return [(row.spots[column], sign) for row in rows if row.text(a.CODE) in codes]

        for code, same in a.SAME_MONEY:
            left, right = of(economic, (code,), a.FINAL, 1), of(general, same, a.BASIC, -1)
            if left and right:
                yield Identity(f"@same_money:{code}|{'、'.join(same)}", (*left, *right), False)
        for code, row in a.SAME_CARS.items():
            left, spot = of(economic, (code,), a.FINAL, 1), self.ledger.grids.get((a.CARS, row, a.FINAL))
            if left and spot is not None:
                yield Identity(f"@same_money:{code}|{row}", (*left, (spot, -1)), False)

    def _identity(
        self,
        what: str,
        binding: bool,
        left: Iterable[ListRow],
        plus: tuple[str, ...],
        right: Iterable[ListRow],
        minus: tuple[str, ...],
    ) -> Identity:
        terms = [(row.spots[c], 1) for row in left for c in plus if c in row.spots]
        terms += [(row.spots[c], -1) for row in right for c in minus if c in row.spots]
        return Identity(what, tuple(terms), binding)

    def _near(self) -> Iterable[Near]:
        for row in self.ledger.filled_rows(a.SPENT):
            outlays = tuple(row.spots[c] for c in a.OUTLAYS if c in row.spots)
            if a.BUDGET in row.spots:
                yield Near((row.spots[a.BUDGET],), outlays)
        facts = self.ledger.facts
        for card, _ in self.ledger.filled.claim.cards:
            planned, paid = facts.get((card, "预算数")), facts.get((card, "执行数"))
            if planned in self.numbers and paid in self.numbers and planned is not None and paid is not None:
                yield Near((planned,), (paid,))
        for (owner, name, column), spot in self.ledger.grids.items():
            final = self.ledger.grids.get((owner, name, a.FINAL))
            if column in (a.BUDGET, a.LAST) and final is not None:
                yield Near((spot,), (final,))
