"""English messages: code → (short title, what and why, what to do). The same facts as in `messages_zh.py`."""

from __future__ import annotations

from workbook.finding import (
    campaign_en,
    checking_en,
    forward_en,
    handing_en,
    importing_en,
    judge_en,
    reading_en,
    rolling_en,
    specs_en,
    system_en,
)

MESSAGES: dict[str, tuple[str, str, str]] = {
    # ---- reading and compiling specs
    **specs_en.MESSAGES,
    # ---- reading data
    "D101": (
        "data file missing",
        "there is no data file “{file}”⟦, {reason}⟧",
        "add the file if there is something to report, otherwise do nothing",
    ),
    "D102": (
        "wrong encoding",
        "the file “{file}” is neither UTF-8 nor GB18030⟦: {reason}⟧",
        "save it as “CSV UTF-8” in the spreadsheet program",
    ),
    "D103": (
        "unknown column",
        "“{column}” is no column that is filled in “{sheet}”, its data would not be used⟦: {reason}⟧",
        "⟦did you mean “{nearest}”? ⟧Rename or remove the column",
    ),
    "D104": ("column missing", "the data of “{sheet}” have no column “{column}”", "add the column to the header"),
    "D105": (
        "not a number",
        "“{text}” in “{column}” is not a number",
        "⟦it looks like {would_be}; ⟧write half-width digits without thousands separators, units or blanks, such as 1408.78",
    ),
    "D106": (
        "not one of the choices",
        "“{text}” in “{column}” is not one of the choices",
        "choose one of: {choices}⟦ (nearest: “{nearest}”)⟧",
    ),
    "D107": (
        "item given twice",
        "“{item}” stands there twice⟦ (first on line {first})⟧, it is not known which counts",
        "keep one line only",
    ),
    "D108": (
        "unknown item",
        "“{item}” is no item of “{sheet}”, its data would not be used⟦: {reason}⟧",
        "⟦did you mean “{nearest}”? ⟧Correct the name or remove the line",
    ),
    "D109": (
        "too many decimals",
        "the amount “{text}” in “{column}” has more than two decimals",
        "round it to two⟦: {would_be}⟧",
    ),
    "D110": (
        "malformed code",
        "the code “{text}” in “{column}” is malformed, it should have {expected} half-width digits",
        "⟦it looks like {would_be}; ⟧correct the code",
    ),
    "D111": (
        "code not in the list",
        "the code “{text}” is not in the code list “{list}”, so its name is not known",
        "⟦near codes: {nearest}; ⟧check the code, or add it to the list if it is new",
    ),
    "D112": (
        "fact of the unit missing",
        "the unit's “{item}” is missing⟦: {reason}⟧",
        "fill it in “{file}”⟦, for instance {example}⟧",
    ),
    "D113": (
        "wrong number of fields",
        "in this line⟦ there are {found} fields, in the header {expected}⟧⟦ {reason}⟧",
        "look for a missing or extra comma; put texts with commas between double quotes",
    ),
    "D114": (
        "number out of range",
        "“{text}” in “{column}” is out of range, {expected} is expected",
        "check and correct it",
    ),
    "D115": (
        "text does not go into a cell",
        "the text of “{column}” has {reason}: “{text}”",
        "remove these characters or shorten the text",
    ),
    "D116": (
        "required cell blank",
        "“{column}” is required and blank in this line",
        "fill it in; without it the line is left out of the sums taken by it",
    ),
    "D117": (
        "no data of a unit",
        "no data of a unit were found in “{file}”⟦, {reason}⟧",
        "check the path: the folder of a unit's data has a 单位.csv",
    ),
    "D118": (
        "data file cannot be read",
        "the data file “{file}” cannot be read⟦, {reason}⟧",
        "make sure that it is a file, is not damaged, and that you may read it",
    ),
    "D119": (
        "year is not the template's",
        "the data are of the year {found}, the template “{spec}” is for {expected}; nothing can be made of them together",
        "correct 年度 in “{file}”, or name the template of that year there",
    ),
    # ---- evaluating
    "E001": (
        "formula gives an error",
        "the formula gives the error value {value}⟦: “{formula}”⟧",
        "check the data it refers to⟦ ({reason})⟧",
    ),
    "E002": (
        "formula refused",
        "the formula “{formula}” cannot be computed⟦: {reason}⟧",
        "use portable functions and constructs",
    ),
    "E003": ("circular computation", "the computation runs in a circle⟦: {path}⟧", "remove one of these references"),
    # ---- generating
    "G101": (
        "output cannot be written",
        "“{file}” cannot be written⟦: {reason}⟧",
        "close the program that has it open, or choose a place that can be written",
    ),
    "G102": (
        "nothing to do",
        "no data were found to work on⟦: {reason}⟧",
        "give a data folder with “单位.csv”, or use --blank for an empty workbook",
    ),
    "G103": (
        "file exists",
        "“{file}”⟦ and others, {count} in all,⟧ is there already and is not overwritten",
        "choose another folder, or move it away first",
    ),
    "G104": ("wrong usage", "the command cannot be understood: {reason}⟦ ({text})⟧", "see {help}"),
    "G105": (
        "unforeseen error",
        "something went wrong that was not foreseen⟦: {kind}⟧⟦ ({reason})⟧",
        "run it again with --debug for the details, and hand them with the data to whoever looks after the program",
    ),
    "G106": (
        "no workbook generated",
        "there are {count} errors, so no workbook was written",
        "correct the errors above and generate again",
    ),
    "G107": (
        "interrupted",
        "the work was interrupted, files that were not finished have been removed",
        "run it again when needed",
    ),
    "G108": (
        "unknown name",
        "“{name}” is not the name of any cell of this workbook",
        "⟦did you mean “{nearest}”? ⟧All names are listed by workbook values",
    ),
    "G111": (
        "out of time",
        "it was not finished within {limit} seconds and was stopped",
        "make sure that it is a filled workbook; if so, allow more with --timeout",
    ),
    "G112": (
        "out of memory",
        "it needed more than {limit} MB of memory and was stopped",
        "make sure that it is a filled workbook; if so, allow more with --memory",
    ),
    "G117": (
        "judging process died",
        "the process that judged this file came to an end⟦: {reason}⟧",
        "no other file is touched by it; judge it once more, and if it happens again, give the file to whoever maintains this program",
    ),
    "G118": (
        "no process",
        "no process for judging can be started⟦: {reason}⟧",
        "close other programs or lower --jobs, then run the same command again",
    ),
    "G115": (
        "workbook too big",
        "the workbook has {count} {what}, more than the {limit} that can be read back; a filled copy could not be checked",
        "have fewer rows in the entry lists, or let several units fill it in",
    ),
    # ---- matching and judging filled workbooks
    **checking_en.MESSAGES,
    # ---- reading foreign workbooks
    **reading_en.MESSAGES,
    # ---- what only an importer can see
    **judge_en.MESSAGES,
    # ---- from one year to the next
    **forward_en.MESSAGES,
    # ---- importing and handing back
    **importing_en.MESSAGES,
    # ---- rolling up
    **rolling_en.MESSAGES,
    # ---- handing out
    **handing_en.MESSAGES,
    **campaign_en.MESSAGES,
}

WORDS: dict[str, str] = {
    "blank": "(blank)",
    "text": "a text",
    "mapping": "lines of “key: value”",
    "list": "a list such as [a, b]",
    "whole": "a whole number",
    "number": "a number",
    "bool": "true or false",
    "one_of": "one of: {0}",
    "at_least": "a number not below {0}",
    "at_most": "a number not above {0}",
    "between": "a number from {0} to {1}",
    "more_than": "a number above {0}",
    "less_than": "a number below {0}",
    "two_numbers": "two numbers such as [80, 100]",
    "valid": "a usable value",
    "column": "a column: a type, a =formula, or lines of “key: value”",
    "row": "a row: a type, a =formula, or lines of “key: value”",
    "digits": "half-width digits",
    "colon": "a colon and a blank are missing after the key (“key: value”)",
    "nested_colon": "two colons on one line, or the line before is not finished",
    "bracket": "a comma or the closing bracket is missing",
    "quote": "a quote is not closed",
    "bad_start": "a value cannot begin with this character unless it is quoted",
    "bad_escape": "a wrong backslash between double quotes",
    "structure": "the levels of the lines do not fit",
    "end": "the file ends in the middle of something",
    "several": "a file is one page, it cannot be divided by ---",
    "anchor": "anchors, aliases and tags (&, *, !) are not used",
    "deep": "too many levels",
    "empty": "the page is empty",
    "too_long": "more than 32767 characters",
    "control": "an invisible control character",
    "complex_key": "a key must be a plain text",
    "missing": "there is no such file",
    "cells": "cells",
    "elements": "elements in the file",
    "characters": "characters of formulas",
    "no_folder": "there is no such folder",
    "not_utf8": "it is not UTF-8, save it as UTF-8",
    "too_big": "the file is too big",
    "no_base": "there is no spec of this name",
    "extends_itself": "the chain of specs leads back to itself",
    "nothing_inherited": "nothing of this name is inherited",
    "no_such_page": "no page with this path is inherited",
    "nothing_to_omit": "no page with this path is inherited that could be left out",
    "taken_over": "the page “{0}” has taken it over already",
    "outside": "it is not within the spec's folder",
    "unreadable": "it cannot be opened",
    "empty_file": "it is empty, there is not even a header",
    "treated_blank": "it counts as not filled",
    "computed": "it is computed by a formula, the value in the data file is not used",
    "csv_quote": "a double quote is not closed",
    "tab_long": "more than {0} characters",
    "tab_sign": "it has “{0}”",
    "tab_quote": "it begins or ends with an apostrophe",
    "tab_history": "Excel keeps History for itself",
    "unit_file": "there is no file named “单位.csv”",
    "which_spec": "there are several specs and it is not known which to use: {0}",
    "one_file": "several workbooks are to be made, -o must be a folder",
    "data_or_blank": "--data and --blank exclude each other",
    "no_workbooks": "there is no workbook in “{0}”",
    "force_reason": "--force and --reason belong together: say why it is imported as it is",
    "no_option": "there is no option “{0}”",
    "no_command": "there is no command “{0}”",
    "no_value": "{0} is missing",
    "bad_value": "the value of {0} cannot be used",
    "usage": "the arguments do not fit",
    **checking_en.WORDS,
    **reading_en.WORDS,
    **judge_en.WORDS,
    **system_en.WORDS,
}
