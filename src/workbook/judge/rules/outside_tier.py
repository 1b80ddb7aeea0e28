"""A share of the weight that its tier does not allow.

What it looks for: indicators with words as their target of which 评定比例 lies outside the range that the form states
    for the chosen 档次. Shares above 100 % are told as out of range (J117).
Why it matters: the form says which share goes with which tier; a reader sees both.
Example: 部分达成预期指标并具有一定效果 with 0.95, where the form says 50 % to 80 %.
How to mend: choose the tier that was meant, or a share within its range.
"""

from __future__ import annotations

from decimal import Decimal

from workbook.finding import Finding, found
from workbook.grid.model import Grid
from workbook.judge.ledger import ledger_of
from workbook.judge.texts import row_name
from workbook.match import Filled
from workbook.spec.model import Scorecard
from workbook.spec.model.scorecards import Tier
from workbook.spec.spec import Spec

CODE = "J138"

ZH = """评定比例与档次不符

查什么：定性指标的评定比例不在所选档次的范围内。超过 100% 的见 J117。
为什么：表下的备注写明了各档次的比例，两个数印在一起，读者一看便知。
举例：选的是“部分达成预期指标并具有一定效果”，比例却是 0.95，备注写的是 50% 至 80%。
怎样改：改选档次，或把比例改到范围之内。
"""

TIER, SHARE = "档次", "评定比例"


def tiers_of(spec: Spec) -> dict[str, Tier]:
    """The tiers of all forms by name."""
    rules = [how for s in spec.sheets if isinstance(s, Scorecard) for how in s.scoring.values()]
    return {str(name): tier for how in rules for name, tier in how.tiers.items()}


def rule(filled: Filled, grid: Grid) -> tuple[Finding, ...]:
    ledger = ledger_of(filled)
    tiers = tiers_of(filled.spec)
    findings = []
    for rows in ledger.indicators.values():
        for row in rows:
            tier, share = tiers.get(row.text(TIER)), row.values.get(SHARE)
            if tier is None or not isinstance(share, Decimal) or not 0 <= share <= 1:
                continue  # what is no share at all is told as such (J117)
            if tier.low <= share * 100 <= tier.high:
                continue
            facts = {"what": row_name(ledger, row), "found": f"{share:f}", "text": row.text(TIER)}
            facts["expected"] = f"{tier.low / 100:g}–{tier.high / 100:g}"
            findings.append(found(CODE, ledger.place(row.spots[SHARE]), None, **facts))
    return tuple(findings)
