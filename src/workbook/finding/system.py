"""What the operating system, SQLite or a network says, as a fact that the catalogue has words for in every language."""

from __future__ import annotations

import errno
import sqlite3

_ERRNO = {
    "ENOSPC": "@system_full", "EDQUOT": "@system_quota", "EFBIG": "@system_too_big",
    "EACCES": "@system_forbidden", "EPERM": "@system_forbidden", "EROFS": "@system_read_only",
    "ENOENT": "@system_gone", "ENOTDIR": "@system_no_folder", "EISDIR": "@system_folder",
    "EEXIST": "@system_exists", "ENOTEMPTY": "@system_not_empty", "EBUSY": "@system_in_use",
    "ETXTBSY": "@system_in_use", "ENAMETOOLONG": "@system_long_name", "EIO": "@system_broken",
    "EMFILE": "@system_many_files", "ENFILE": "@system_many_files", "ENOMEM": "@system_no_memory",
    "EAGAIN": "@system_no_memory", "ELOOP": "@system_loop", "ESTALE": "@system_lost", "ENODEV": "@system_lost",
    "ENXIO": "@system_lost", "EHOSTDOWN": "@system_lost", "EHOSTUNREACH": "@system_lost", "ENETDOWN": "@system_lost",
    "ENETUNREACH": "@system_lost", "ENOTCONN": "@system_lost", "ECONNRESET": "@system_lost", "EPIPE": "@system_lost",
    "ECONNREFUSED": "@system_no_answer", "ETIMEDOUT": "@system_no_answer",
}  # fmt: skip
"""By the names that all systems share; the numbers differ."""

_WINDOWS = {32: "@system_in_use", 33: "@system_in_use", 123: "@system_bad_name"}

_SQLITE = {
    sqlite3.SQLITE_FULL: "@system_full", sqlite3.SQLITE_READONLY: "@system_read_only",
    sqlite3.SQLITE_PERM: "@system_forbidden", sqlite3.SQLITE_AUTH: "@system_forbidden",
    sqlite3.SQLITE_BUSY: "@system_in_use", sqlite3.SQLITE_LOCKED: "@system_in_use",
    sqlite3.SQLITE_IOERR: "@system_broken", sqlite3.SQLITE_NOMEM: "@system_no_memory",
    sqlite3.SQLITE_CANTOPEN: "@system_closed", sqlite3.SQLITE_CORRUPT: "@system_damaged",
    sqlite3.SQLITE_NOTADB: "@system_damaged", sqlite3.SQLITE_TOOBIG: "@system_too_big",
}  # fmt: skip
_PRIMARY = 0xFF
"""The kind of an error of SQLite; the bits above tell more than anybody can use."""


def reason_of(error: BaseException) -> str:
    """Why something could not be read, written or reached, as a fact. An error that nobody foresaw is named by the
    system's own short name.
    """
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    number, windows = getattr(error, "errno", None), getattr(error, "winerror", None)
    name = errno.errorcode.get(number, str(number)) if isinstance(number, int) else ""
    if windows in _WINDOWS:
        return _WINDOWS[windows]
    if name in _ERRNO:
        return _ERRNO[name]
    if isinstance(error, TimeoutError):
        return "@system_no_answer"
    if isinstance(error, ConnectionError):
        return "@system_lost"
    if isinstance(error, ValueError):  # a zero, or half a character, in a path
        return "@system_bad_name"
    return f"@system_other:{name or type(error).__name__}"


def _of_sqlite(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return f"@system_other:{type(error).__name__}"
    return _SQLITE.get(code & _PRIMARY) or f"@system_other:{getattr(error, 'sqlite_errorname', code)}"
