"""The example's workbook, read back once, and copies of it with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from made import EXAMPLE, SEED, from_folder, the_spec
from workbook.book.front import IDENTITY
from workbook.data import Value
from workbook.finding import Finding, Level, render
from workbook.grid.model import Grid
from workbook.judge.ledger import Ledger, ledger_of
from workbook.judge.recompute import recompute
from workbook.judge.rules import apply_rules
from workbook.match import Filled, claim_of, match
from workbook.match.keys import keyed_sheets
from workbook.match.match import Spot
from workbook.read import inspect, read_workbook
from workbook.read.model import RawSheet


@dataclass(frozen=True)
class Good:
    filled: Filled
    grid: Grid

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.filled)

    def row(self, owner: str, text: str, column: str = "") -> Spot:
        """The cell of a list's row that has this text (its code, its name) anywhere, in this column."""
        row = next(r for r in self.ledger.lists[owner] if text in map(str, r.values.values()))
        return row.spots[column or next(iter(row.spots))]

    def field(self, name: str, owner: str = "补充资料") -> Spot:
        return self.ledger.fields[owner, name]

    def cell(self, row: str, column: str, owner: str = "三公经费") -> Spot:
        return self.ledger.grids[owner, row, column]

    def number(self, spot: Spot) -> Decimal:
        value = self.filled.inputs[spot]
        assert isinstance(value, Decimal)
        return value

    def blank_row(self, owner: str, ahead: int = 0) -> dict[str, Spot]:
        """A row behind the last one that is filled."""
        rows = self.ledger.lists[owner]
        last = max(i for i, row in enumerate(rows) if not row.is_blank)
        return dict(rows[last + 1 + ahead].spots)

    def at(self, spot: Spot) -> str:
        return self.ledger.at(spot)


@lru_cache
def good(folder: Path = EXAMPLE) -> Good:
    """Made, written, read and matched once in a test run."""
    spec = the_spec()
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "good.xlsx"
        from_folder(spec, folder, path)
        package, _ = inspect(path)
        assert package is not None
        raw, _ = read_workbook(package)
    assert raw is not None
    sheets, _ = keyed_sheets(raw, frozenset([IDENTITY]))
    claim, _ = claim_of(raw, sheets)
    assert claim is not None
    filled, findings = match(raw, claim, spec)
    assert not findings, [render(f) for f in findings]
    grid, told = recompute(filled)
    assert not told
    return Good(filled, grid)


def with_inputs(filled: Filled, changes: Mapping[Spot, Value]) -> Filled:
    assert filled.inputs.keys() >= changes.keys()
    return replace(filled, inputs={**filled.inputs, **changes})


def with_sheet(filled: Filled, key: str, **changes: object) -> Filled:
    """The file with one sheet as it was read changed."""
    keyed = filled.sheets[key]
    sheet: RawSheet = replace(keyed.raw, **changes)  # type: ignore[arg-type]
    return replace(filled, sheets={**filled.sheets, key: replace(keyed, raw=sheet)})


def told(changes: Mapping[Spot, Value], base: Good | None = None, *, fresh: bool = False) -> tuple[Finding, ...]:
    """What all rules say of the example with these entries. fresh: computed anew, for rules that look at results."""
    start = base or good()
    filled = with_inputs(start.filled, changes)
    grid = recompute(filled)[0] if fresh else start.grid
    return apply_rules(filled, grid)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def spoken(findings: tuple[Finding, ...]) -> str:
    return "\n".join(f"{f.code} {f.level.name} {render(f)}\n    {render(f, 'en')}" for f in findings)


__all__ = ["EXAMPLE", "SEED", "Good", "Level", "codes", "good", "spoken", "told", "with_inputs", "with_sheet"]
