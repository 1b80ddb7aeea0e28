"""What only an importer can see: one fault, one file. A file in this folder is registered by being here.

Each has CODE, `rule(filled, grid) -> findings`, a docstring (English) and ZH (Chinese) that are its page: what it
looks for, why it matters, an example, how to mend.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from workbook.finding import Finding
from workbook.grid.model import Grid
from workbook.match import Filled

Check = Callable[[Filled, Grid], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """code: of its findings. pages: language → the text of its page."""

    code: str
    name: str
    check: Check
    zh: str
    en: str


def _load() -> tuple[Rule, ...]:
    rules = []
    for info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        rules.append(Rule(module.CODE, info.name, module.rule, module.ZH, module.__doc__ or ""))
    return tuple(sorted(rules, key=lambda rule: rule.code))


RULES = _load()
"""By code."""


def apply_rules(filled: Filled, grid: Grid, codes: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Everything that the rules have to say, J101 first; codes: only rules of these."""
    asked = RULES if codes is None else [rule for rule in RULES if rule.code in set(codes)]
    return tuple(finding for rule in asked for finding in rule.check(filled, grid))
