"""A campaign's folder: one year's handing out and collecting of a whole bureau, with its ledger and the files."""
