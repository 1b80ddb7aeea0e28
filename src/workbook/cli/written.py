"""A result into the file that -o names: never over a workbook, never over what was read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from workbook.api.naming import SUFFIXES
from workbook.cli.outcome import finish, show
from workbook.finding import found, reason_of
from workbook.finding.catalogue import Lang
from workbook.write import write_atomically


def keep_inputs(output: Path | None, inputs: Iterable[Path], verb: str, lang: Lang) -> None:
    """End with G104 where the result would replace a file that is read, or has the name of a workbook: where the name
    after -o is forgotten, the next workbook stands in its place.
    """
    if output is None:
        return
    if any(path.exists() and output.exists() and output.samefile(path) for path in inputs):
        reason = f"@onto_input:{output}"
    elif output.suffix.lower() in SUFFIXES:
        reason = f"@onto_workbook:{output}"
    else:
        return
    wrong = [found("G104", None, None, reason=reason, help=f"workbook {verb} --help")]
    show(wrong, lang, sys.stderr)
    finish(wrong)


def write_text(made: str | Iterable[str], output: Path, lang: Lang) -> None:
    """Write it all at once, also what comes in pieces; ends with G101 where that fails.

    Of a file's name that is no UTF-8, as unpacked from a foreign archive, the signs are written out as JSON has them.
    """
    pieces = [made] if isinstance(made, str) else made

    def put(file: BinaryIO) -> None:
        file.writelines(piece.encode(errors="backslashreplace") for piece in pieces)

    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(output, put)
    except OSError as error:
        wrong = [found("G101", None, None, file=output, reason=reason_of(error))]
        show(wrong, lang, sys.stderr)
        finish(wrong)
