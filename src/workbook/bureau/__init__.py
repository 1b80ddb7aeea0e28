"""What a bureau does with a campaign: collect, decide, see how it stands, chase, export."""
