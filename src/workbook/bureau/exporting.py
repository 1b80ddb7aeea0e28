"""All accepted values as Parquet, for statistics: one row for each name and unit, the register beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from workbook.api.roll_up import RolledUp
from workbook.bureau.component import component
from workbook.bureau.standing import Overview, overview
from workbook.bureau.through import Through
from workbook.campaign.entering import cells_in, fact_in, files_in
from workbook.campaign.ledger import Ledger, LedgerError, open_ledger, trouble
from workbook.campaign.own import ABOUT, UNITS, VALUES, VIEWS, WORKBOOKS, workbooks_in
from workbook.campaign.units import MONEY_UNIT
from workbook.data.replace import Content, replace_files
from workbook.disk import begin, known_as
from workbook.finding import Finding, found, reason_of

SCALE = 15
"""Decimals of a number in Parquet (decimal128(38, 15)): amounts have 2, computed rates up to 15 digits."""

_FEW = 10
_ROWS = 50_000
"""Rows of one group; what is in memory at a time."""

_SQL = """-- duckdb -init views.sql, in this folder
CREATE OR REPLACE VIEW units AS SELECT * FROM read_parquet('units.parquet');
CREATE OR REPLACE VIEW cell_values AS SELECT * FROM read_parquet('values.parquet');
-- every value with its unit's code and parent
CREATE OR REPLACE VIEW accounts AS
  SELECT v.*, u.code, u.parent, u.money_unit FROM cell_values v JOIN units u USING (year, unit);
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """units and values: how many rows of each were written; folder None when nothing was."""

    folder: Path | None
    units: int = 0
    values: int = 0
    rolled: RolledUp | None = None
    findings: tuple[Finding, ...] = ()


def export(campaign: str | Path, output: str | Path) -> Exported:
    """Write values.parquet, units.parquet, views.sql (for DuckDB) and about.json into a folder. When one cannot be
    written, none is; whatever else lies in that folder is left alone.

    The same ledger gives the same bytes. Amounts of entry sheets are in the unit's own 金额单位 (units.money_unit), all
    others in 万元. Units about which a person must decide are left out, as in the counts of `overview`. Needs pyarrow
    (extra: export). Findings: L101–L104, L107, L121, L125 (to be decided), G101.
    """
    target = Path(output)
    begin()
    try:
        arrow = component("pyarrow", "export")
        parquet = component("pyarrow.parquet", "export")
        with open_ledger(Path(campaign)) as ledger:
            rows = ledger.rows(_ACCEPTED)
            about = {
                "schema_version": 1, "units": len(rows), "runs": ledger.one("SELECT count(*) FROM runs"),
                WORKBOOKS: list(workbooks_in(target)),
            }  # fmt: skip
            writer = _Values(ledger, rows, arrow, parquet)
            early = _early(overview(ledger.folder, findings=0))
            files: dict[str, Content] = {
                VALUES: writer.write,
                UNITS: partial(_units, ledger, rows, arrow, parquet),
                VIEWS: _SQL.encode(),
                ABOUT: (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace"),
            }
            replace_files(target, files)
            return Exported(target, len(rows), writer.count, findings=early)
    except LedgerError as error:
        return Exported(None, findings=(error.finding,))
    except OSError as error:
        told = found("G101", None, None, file=known_as(error.filename or target), reason=reason_of(error))
        return Exported(None, findings=(told,))
    except sqlite3.Error as error:
        return Exported(None, findings=(trouble(error, Path(campaign)),))


_OPEN = "EXISTS (SELECT 1 FROM conflicts c WHERE c.unit=u.id AND c.state='open')"
_ACCEPTED = f"""SELECT u.id, u.year, u.name, u.code, u.parent, u.contact, u.current, s.sha256, s.spec, s.verdict
FROM units u JOIN submissions s ON s.seq=u.current WHERE NOT {_OPEN} ORDER BY u.year, u.key"""


def _early(state: Overview) -> tuple[Finding, ...]:
    """Why not all is there that may come: L121, L125 (of all units that `status` calls to be decided)."""
    told = [*state.unfinished]
    names = [unit.unit for unit in state.units if unit.state == "conflict"]
    if names:
        more = len(names) - _FEW if len(names) > _FEW else ""
        told.append(found("L125", None, None, count=len(names), item="、".join(names[:_FEW]), more=more))
    return tuple(told)


class _Values:
    """The rows of values.parquet, written group by group."""

    def __init__(self, ledger: Ledger, units: list[Any], arrow: Any, parquet: Any) -> None:
        self._ledger, self._units, self._arrow, self._parquet = ledger, units, arrow, parquet
        self.count = 0

    def write(self, file: BinaryIO) -> None:
        pa = self._arrow
        schema = pa.schema(
            [
                ("year", pa.string()), ("unit", pa.string()), ("name", pa.string()), ("kind", pa.string()),
                ("number", pa.decimal128(38, SCALE)), ("text", pa.string()), ("truth", pa.bool_()),
            ]
        )  # fmt: skip
        with self._parquet.ParquetWriter(Through(file), schema, compression="zstd", use_dictionary=True) as writer:
            for group in self._groups():
                columns = list(zip(*group, strict=True)) if group else [()] * len(schema)
                arrays = [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))

    def _groups(self) -> Iterator[list[tuple[object, ...]]]:
        group: list[tuple[object, ...]] = []
        for unit in self._units:
            for name, kind, text in cells_in(self._ledger, unit["current"]):
                number = _number(text) if kind == "number" else None
                truth = text == "True" if kind == "true" else None
                group.append((unit["year"], unit["name"], name, kind, number, text if kind == "text" else None, truth))
                self.count += 1
            if len(group) >= _ROWS:
                yield group
                group = []
        yield group


def _number(text: str) -> Decimal:
    """A value with as many decimals as the column has, half up."""
    with localcontext() as context:
        context.prec = 38
        return Decimal(text).quantize(Decimal(1).scaleb(-SCALE), ROUND_HALF_UP)


def _units(ledger: Ledger, rows: list[Any], arrow: Any, parquet: Any, file: BinaryIO) -> None:
    """金额单位 is that of the workbook whose values these are, whatever the register says."""
    names = ("year", "name", "code", "parent", "contact", "money_unit", "sha256", "spec", "verdict")
    units = [fact_in(files_in(ledger, row["current"]), MONEY_UNIT) for row in rows]
    columns = {
        "unit" if name == "name" else name: units if name == "money_unit" else [row[name] for row in rows]
        for name in names
    }
    schema = arrow.schema([(name, arrow.string()) for name in columns])
    parquet.write_table(arrow.table(columns, schema=schema), Through(file), compression="zstd")
