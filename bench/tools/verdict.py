"""The verdict of a workbook, kept for others: python bench/tools/verdict.py WORKBOOK VERDICT"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from workbook.api.chain import Specs
from workbook.bureau.judging import judge_bytes
from workbook.campaign.model import Order

if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.write_bytes(pickle.dumps(judge_bytes(source.read_bytes(), source.name, Order(), Specs())))
