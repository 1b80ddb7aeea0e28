"""English messages of importing filled workbooks and handing them back (I…), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "I101": (
        "not imported",
        "there are {count} errors, nothing was imported",
        "correct them and import again; where it must be imported as it is, use --force and give the cause with --reason",
    ),
    "I102": (
        "differs from the data",
        "“{folder}” already holds this unit's data, and the file differs in {count} values; nothing was changed",
        "compare them; add --replace when the file is right",
    ),
    "I103": ("nothing changed", "the data in “{folder}” are those of the file, nothing was changed", "nothing to do"),
    "I104": (
        "forced",
        "imported with {count} errors because “{reason}”; this is in the import record of “{folder}”",
        "correct them and import again",
    ),
    "I105": (
        "cannot be stored",
        "“{text}” would come back from the data files as “{other}”",
        "correct the value so that it is what its column asks for",
    ),
    "I106": (
        "original changed",
        "the file was changed after it had been read, nothing was imported",
        "close the program that has it open and import again",
    ),
    "I107": (
        "not annotated",
        "the file cannot be read well enough to be annotated, no workbook was written",
        "solve the problems above first",
    ),
    "I108": (
        "would hide the original",
        "“{file}” is the file to be annotated, it is never overwritten",
        "name another file with -o",
    ),
    "I109": (
        "what was not read has been replaced",
        "what stood in “{folder}” at {places} was not read ({count} in all); these files now hold the workbook's data",
        "make sure that nothing of it had to be kept",
    ),
}
