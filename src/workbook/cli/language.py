"""The language of the command line, and its own sentences (findings have theirs in the catalogue)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from workbook.finding.catalogue import Lang

_CHOICES: dict[str, Lang] = {"zh": "zh", "en": "en"}


def language(given: str | None = None, environ: Mapping[str, str] | None = None) -> Lang:
    """The given one, else English where LC_ALL, LC_MESSAGES or LANG begins with en, else Chinese."""
    if given in _CHOICES:
        return _CHOICES[given]
    env = os.environ if environ is None else environ
    setting = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "en" if setting.lower().startswith("en") else "zh"


def asked(arguments: Sequence[str]) -> str | None:
    """The value of --lang among arguments that have not been parsed yet."""
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            return arguments[i + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


HELP = language(asked(sys.argv[1:]))
"""The language of help texts; they are fixed when the program starts."""


def text(zh: str, en: str, lang: Lang = HELP) -> str:
    return zh if lang == "zh" else en
