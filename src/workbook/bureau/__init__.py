"""What a bureau does with a campaign: collect, decide, see how it stands, chase, export."""

from workbook.bureau.chasing import Chased, Letter, chase
from workbook.bureau.cluster import Cluster
from workbook.bureau.collecting import Collected, Wishes, collect
from workbook.bureau.decided import Decided
from workbook.bureau.deciding import Candidate, Conflict, conflicts, decide
from workbook.bureau.exporting import Exported, export
from workbook.bureau.pool import Pool
from workbook.bureau.rolling import roll_up_campaign, roll_up_years
from workbook.bureau.standing import Overview, Standing, overview
from workbook.campaign.model import Order

__all__ = [
    "Candidate",
    "Chased",
    "Cluster",
    "Collected",
    "Conflict",
    "Decided",
    "Exported",
    "Letter",
    "Order",
    "Overview",
    "Pool",
    "Standing",
    "Wishes",
    "chase",
    "collect",
    "conflicts",
    "decide",
    "export",
    "overview",
    "roll_up_campaign",
    "roll_up_years",
]
