"""English words for what a system says (`system.py`), part of `messages_en.py`."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "system_full": "the disk is full",
    "system_quota": "more than the disk quota allows",
    "system_too_big": "larger than the system lets a file be",
    "system_forbidden": "no permission",
    "system_read_only": "may be read, not written",
    "system_gone": "no such file or folder",
    "system_no_folder": "a part of the path is no folder",
    "system_folder": "this is a folder, no file",
    "system_exists": "a file or folder of that name is there already",
    "system_not_empty": "the folder is not empty",
    "system_in_use": "in use by another program",
    "system_long_name": "the name is too long",
    "system_bad_name": "the name has characters that the system does not allow",
    "system_broken": "reading or writing failed; the disk or network drive may be broken",
    "system_many_files": "too many files are open at once",
    "system_no_memory": "the machine has not enough memory",
    "system_loop": "links lead in a circle",
    "system_lost": "the connection to disk, network drive or other side was lost",
    "system_no_answer": "no answer",
    "system_closed": "it cannot be opened",
    "system_damaged": "not a ledger's database, or damaged",
    "system_other": "system error {0}",
    "component_broken": "what is installed does not work",
    "ended_code": "the process ended by itself with exit code {0}",
    "ended_signal": "the process was stopped by the signal {0}",
    "ended_killed": "the process was killed (SIGKILL), most likely since the whole machine ran out of memory",
    "ended_segv": "the process touched memory that it has not (SIGSEGV)",
    "ended_abort": "the process gave up by itself (SIGABRT)",
}
