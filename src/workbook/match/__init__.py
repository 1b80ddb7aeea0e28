"""A filled workbook laid over its template: every key found again, every input read into data."""

from workbook.match.identity import Claim, claim_of
from workbook.match.match import Filled, match

__all__ = ["Claim", "Filled", "claim_of", "match"]
