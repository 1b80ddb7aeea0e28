"""Codes whose income and expenditure differ, where a total is off by just as much: where to look first."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from workbook.judge import accounts as a
from workbook.judge.evidence import CENT, Evidence, Identity
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.misplaced import is_reliable
from workbook.judge.sides import plain
from workbook.match import Filled

_NAMED = 3
"""Of more codes than this there is another cause than one of them."""
_BALANCE = "@balance_code:"
_GRANTS = tuple(fund for fund in a.INCOMES if fund != a.OTHER)


def uneven_codes(filled: Filled, gap: Decimal, slack: Decimal) -> str:
    """The codes, each with what its income and what came over is more than its expenditure and what is left, in the
    unit of entry; "" where they do not come to `gap`, which may be off by `slack`, or where they say nothing.

    A total of all funds, of grants or of one fund may be meant.
    """
    if filled.claim.units or not gap:
        return ""
    ledger, failing = ledger_of(filled), _failing(filled)
    for funds in (tuple(a.INCOMES), _GRANTS, *((fund,) for fund in a.INCOMES)):
        mine = [(identity, rest) for identity, rest in failing if _fund(identity) in funds]
        total = sum((rest for _, rest in mine), Decimal(0))
        if mine and len(mine) <= _NAMED and abs(abs(total) - abs(gap)) <= slack + CENT:
            each = (f"{_name(ledger, identity)} {plain(rest)} {ledger.unit}" for identity, rest in mine)
            return "、".join(text.strip() for text in each)
    return ""


@lru_cache(maxsize=1)
def _failing(filled: Filled) -> tuple[tuple[Identity, Decimal], ...]:
    """Codes that do not balance, by the rest; none of a fund in which most do not."""
    evidence = Evidence(ledger_of(filled))
    return tuple(
        (identity, evidence.rest(identity))
        for identity in evidence.identities
        if identity.what.startswith(_BALANCE) and evidence.fails(identity) and is_reliable(evidence, identity)
    )


def _fund(identity: Identity) -> str:
    return identity.what.rpartition("|")[2]


def _name(ledger: Ledger, identity: Identity) -> str:
    """2210203 购房补贴（一般公共预算）."""
    code, _, fund = identity.what.removeprefix(_BALANCE).partition("|")
    name = next((n for table in ledger.filled.spec.codes.values() if (n := table.name(code))), "")
    return f"{code} {name}".strip() + f"（{fund}）"
