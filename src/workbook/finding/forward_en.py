"""English messages of going over to the next year (Y…), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "Y101": (
        "last year not accepted",
        "last year's data still have checks that fail or wait for an explanation, or errors ({count}, such as {what}); "
        "nothing was carried over",
        "correct last year's data; where they must be carried over as they are, use --force",
    ),
    "Y102": (
        "carried over with errors",
        "carried over although last year's data have failing checks or errors ({count}, such as {what})",
        "correct last year's data and roll forward again",
    ),
    "Y103": (
        "differs from what is filled in",
        "{count} values typed in “{folder}” differ from those carried over; nothing was changed",
        "compare them; use --force when last year's data are right",
    ),
    "Y104": (
        "code renamed",
        "{code}, so far called “{old_name}”, is called “{new_name}” now; the code is the same",
        "nothing to do, the name is filled in by itself",
    ),
    "Y105": (
        "code replaced",
        "{code} ⟦{old_name} ⟧has become {new} {new_name} and was carried over so",
        "see that the new code fits",
    ),
    "Y106": (
        "code retired",
        "{code} ⟦{old_name} ⟧is not in the new code list; its row was left out, or kept as it is where it carries an amount",
        "use a code of the new list",
    ),
    "Y107": (
        "texts emptied",
        "{count} texts of last year were left out (reasons, notes, what was achieved …)",
        "write them anew for this year",
    ),
    "Y108": (
        "targets to review",
        "“{card}” keeps last year's targets and weights ({count} indicators)",
        "set this year's targets, one by one",
    ),
    "Y109": (
        "nothing there last year",
        "“{name}” of last year is blank, so “{item}” was not carried over",
        "fill it in from the final account that was published",
    ),
    "Y110": (
        "no such name last year",
        "“{item}” is to come from “{name}” of last year, but {spec} has no such cell",
        "correct last_year; where it had another name last year, give that name with was on this page",
    ),
    "Y111": (
        "amounts converted",
        "{count} amounts of last year were converted to {expected}",
        "the column 换算 of 上年衔接.csv shows how",
    ),
    "Y112": (
        "typed values replaced",
        "{count} values typed in “{folder}” were replaced by last year's",
        "each is listed with its old and new value: look them over",
    ),
    "Y113": (
        "only into the next year",
        "the data are those of {found} and cannot be carried over to {expected}",
        "use --to {next}",
    ),
    "Y114": (
        "spec of another year",
        "{name} is the spec of {found}, not of {expected}",
        "give a spec of {expected} with --spec",
    ),
    "Y115": (
        "not as last year closed",
        "“{name}” is {found}, last year's “{source}” is {expected}, difference {difference}",
        "put last year's figure back; where it has to differ, import with --force and give the cause with --reason",
    ),
    "Y116": (
        "record differs from last year's data",
        "in the workbook's record “{name}” is {found}, by last year's data it is {expected}",
        "where last year's data have been corrected since, roll forward again and hand out the new workbook",
    ),
    "Y117": (
        "no data of last year",
        "“{folder}” has no data of last year, so continuity was not checked",
        "put last year's data into the data folder first",
    ),
    "Y118": (
        "another unit of amounts",
        "amounts in “{folder}” are in {found}, asked for is {expected}",
        "use the same unit of amounts, or change 单位.csv first",
    ),
    "Y119": (
        "folder of another unit",
        "“{folder}” holds next year's data of “{found}”, not of “{expected}”; nothing was written",
        "choose another folder with -o, or give the units' folders different names; where the unit was renamed, write the "
        "same 单位编码 in the 单位.csv of both years",
    ),
    "J126": (
        "Record of last year's values changed",
        "the record of {count} values of last year on the sheet 上年衔接 is not the one that was handed out",
        "use the workbook that was handed out, change the entry list only, and write the reason on the 审核 sheet",
    ),
}
