"""Libraries that only some commands need, and that need not be installed for all others."""

from __future__ import annotations

import importlib
from typing import Any

from workbook.campaign.ledger import LedgerError
from workbook.finding import found


def component(name: str, extra: str) -> Any:
    """The library of that name. extra: of this package, that brings it. Raises LedgerError: L107."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        broken = "" if isinstance(error, ModuleNotFoundError) else "@component_broken"
        raise LedgerError(found("L107", None, None, name=package, extra=extra, reason=broken)) from error
