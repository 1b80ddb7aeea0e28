"""A campaign's folder: its ledger in SQLite, and the lock that keeps a second collecting out.

The ledger is written ahead (WAL) and synchronised with every transaction (synchronous=FULL): what a transaction has
recorded survives a kill and a power cut, what it has not recorded never happened.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook.campaign.copied import copied, written_ahead
from workbook.campaign.schema import CODES, NEWER, TABLES, VERSION
from workbook.disk import clear_abandoned, known_as
from workbook.finding import Finding, found, reason_of

LEDGER = "ledger.sqlite"
LOCK = "ledger.lock"
ORIGINALS = "originals"
_PATIENCE = 20.0
"""Seconds to wait for somebody who reads or records at the same moment."""


class LedgerError(Exception):
    """The ledger cannot be used; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def now() -> str:
    """The time as it is recorded: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Ledger:
    """The open ledger of a campaign's folder. Rows are `sqlite3.Row`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder, self._db = folder, connection

    def rows(self, sql: str, *values: object) -> list[Any]:
        return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> Any:
        """The first row, None when there is none."""
        return self._db.execute(sql, values).fetchone()

    def one(self, sql: str, *values: object) -> Any:
        """The first value of the first row, None when there is none."""
        row = self._db.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def each(self, sql: str, *values: object) -> Iterator[Any]:
        """Row by row, for long answers."""
        yield from self._db.execute(sql, values)

    def write(self, sql: str, *values: object) -> int:
        """Change rows, inside `transaction`; the number that a new row got."""
        return self._db.execute(sql, values).lastrowid or 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def open_ledger(folder: Path, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger of a campaign. create: make folder and ledger where there is none.

    Raises LedgerError: L101 (no campaign here), L102 (no ledger of ours, or damaged), L103 (made by a newer
    program), L104 (cannot be written or read: disk, rights).
    """
    path = folder / LEDGER
    if not path.is_file() and not create:
        raise LedgerError(found("L101", None, None, path=folder))
    with contextlib.ExitStack() as stack:
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                clear_abandoned(folder)
            connection = _connect(path, stack, create=create)
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(trouble(error, path)) from error
        stack.callback(connection.close)
        try:
            yield Ledger(folder, connection)
        except sqlite3.Error as error:
            raise LedgerError(trouble(error, path)) from error


@contextlib.contextmanager
def locked(folder: Path, *, create: bool = False) -> Iterator[None]:
    """Alone in the campaign until the end: the lock is SQLite's own, and goes with the process whatever happens to it.

    create: make the folder where there is none. Raises LedgerError: L101 (no campaign here; nothing is made), L105
    (somebody else is at it), L104.
    """
    if create:
        folder.mkdir(parents=True, exist_ok=True)
    elif not (folder / LEDGER).is_file():
        raise LedgerError(found("L101", None, None, path=folder))
    path = folder / LOCK
    try:
        lock = sqlite3.connect(path, isolation_level=None, timeout=0)
    except sqlite3.Error as error:
        raise LedgerError(trouble(error, path)) from error
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise LedgerError(found("L105", None, None, path=folder)) from error
            raise LedgerError(trouble(error, path)) from error
        yield
    finally:
        lock.close()


def trouble(error: OSError | sqlite3.Error, path: Path) -> Finding:
    """A failure of the disk or of SQLite as a finding: L102, L104."""
    if isinstance(error, OSError):
        return found("L104", None, None, path=known_as(error.filename or path), reason=reason_of(error))
    code = getattr(error, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return found("L102", None, None, path=path)
    return found("L104", None, None, path=path, reason=reason_of(error))


def _connect(path: Path, stack: contextlib.ExitStack, *, create: bool) -> sqlite3.Connection:
    """In a folder that may only be read SQLite has to be told that nothing changes there; then it sees nothing that
    was written ahead, and no older ledger can be renewed: for these there is a copy, until the stack is closed.
    """
    try:
        return _opened(path, "rwc" if create else "rw", path)
    except sqlite3.OperationalError as error:
        if create or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise
    if written_ahead(path) is None:
        connection = _opened(path, "ro&immutable=1", path)
        if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return connection
        connection.close()
    connection = _opened(stack.enter_context(copied(path)), "rw", path)
    connection.execute("PRAGMA query_only=ON")  # what was recorded in a copy would be lost
    return connection


def _opened(path: Path, mode: str, known: Path) -> sqlite3.Connection:
    """known: the ledger that people know."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE)
    try:
        connection.row_factory = sqlite3.Row
        if not mode.startswith("ro"):
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise LedgerError(found("L103", None, None, path=known, found=version, expected=VERSION))
        if version == 0:
            _create(connection, known)
        elif version < VERSION and not mode.startswith("ro"):
            _renew(connection)
        if mode == "rwc":
            connection.execute(CODES)
    except BaseException:
        connection.close()
        raise
    return connection


def _renew(connection: sqlite3.Connection) -> None:
    """A ledger of version 1 has no table of what was left aside, one of version 2 does not know what it has written."""
    connection.execute("BEGIN EXCLUSIVE")
    if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
        for statement in TABLES.split(";\n"):
            if "CREATE TABLE IF NOT EXISTS" in statement:
                connection.execute(statement)
        for statement in NEWER.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    """All tables in one transaction: a file cut off in the middle is still an empty one."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise LedgerError(found("L102", None, None, path=path))
    connection.execute("BEGIN EXCLUSIVE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        for statement in TABLES.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
