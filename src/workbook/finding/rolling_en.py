"""English messages of rolling units up into a department (U2xx), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "U201": (
        "unit twice",
        "“{item}” is already there with “{first}”, it would be counted twice",
        "keep one of them; where they are two units, correct the name or the code",
    ),
    "U202": (
        "equal data of two units",
        "all {count} amounts of “{unit}” are those of “{first}”",
        "see whether one unit's data are there twice",
    ),
    "U203": (
        "unit is the sum of the others",
        "every amount of “{unit}” is the sum of the other {count} units, so it is probably the department's total",
        "leave the total out, or it is counted twice",
    ),
    "U204": (
        "department beside its units",
        "“{unit}” was itself rolled up from {count} of these units (“{item}”), they would be counted twice",
        "use the department or its units, not both",
    ),
    "U205": (
        "unit missing",
        "there are no data of “{unit}”⟦ ({code})⟧, which is on the list; the totals are not complete",
        "get its data and roll up again; take a unit that no longer exists from the list",
    ),
    "U206": (
        "unit not on the list",
        "“{unit}” is not on the list of units that are expected, but it is in the totals",
        "compare the list; take its data away where it is not the department's",
    ),
    "U207": (
        "another template",
        "“{unit}” uses the template {found}, the department {expected}; their forms differ and cannot be added",
        "let the unit use the same template, or roll up separately",
    ),
    "U208": (
        "another version of the template",
        "the data of {count} units ({item}) were filled in with another version of the template, it is {expected} now",
        "see whether the change concerns these units, and import again where it does",
    ),
    "U209": (
        "another year",
        "“{unit}” is of the year {found}, the other units of {expected}; they cannot be added",
        "use data of one year",
    ),
    "U210": (
        "converted",
        "{count} units ({item}) have their amounts in {found}; they were converted, 1{found}={factor}{expected}",
        "nothing to do; the factors stand in 单位清单 and on the side sheets",
    ),
    "U211": (
        "more eliminated than reported",
        "{found} are taken off {column} of “{unit}”, which reports only {expected}",
        "compare amount, code and fund of the elimination",
    ),
    "U212": (
        "elimination not clear",
        "the {what} “{text}” of an elimination fits no data, or more than one row; it was left out",
        "give the units' names, the code and the fund as the units' data have them",
    ),
    "U213": (
        "two sides differ",
        "after elimination “{payer}” has {found} left, “{receiver}” {expected}; the two units report different amounts",
        "let both units compare this payment, correct it and roll up again",
    ),
    "U214": (
        "payment not declared",
        "“{payer}” paid {found} as {case} and “{receiver}” received {expected}, and no elimination is declared; "
        "income and expenditure of the department are too high by that",
        "list each payment within the department in the file of eliminations; others need nothing",
    ),
    "U215": (
        "indicator without a rule",
        "{count} units have the indicator “{item}”, and none says whether it adds up or is weighted; it was not rolled up",
        "choose 累加 or 加权 in the column 取自项目 at the right of the units' scorecards (汇总 in the data files), or type the actual value into the department's",
    ),
    "U216": (
        "list of units not clear",
        "“{item}” is more than once on the list of units that are expected",
        "give each unit one line",
    ),
    "U218": (
        "elimination without a reason",
        "the elimination between “{payer}” and “{receiver}” gives no reason",
        "say which payment it is",
    ),
    "U219": (
        "department's own data",
        "“{folder}” is the department's own folder: its texts are used, it was not added as a unit",
        "nothing to do; data of the department's own office belong into a folder of their own",
    ),
    "U220": (
        "not rolled up",
        "{count} errors keep the units from being added, no workbook was written",
        "solve the problems above first",
    ),
    "U221": (
        "too many units to be read back",
        "with {count} units beside each other the workbook is too large ({cells} cells): a filled one is beyond what is read",
        "roll up by departments: first the units of each (workbook roll-up … --data), then the departments' data",
    ),
    "U222": (
        "would replace a unit's data",
        "“{folder}” holds the data of “{unit}”, which the department's would replace; nothing was written",
        "give the department a folder of its own with --data; if this is its own folder, give it with --head as well",
    ),
    "U223": (
        "scorecard that no unit has",
        "the scorecard “{card}” is only in the department's own folder; it was not rolled up and stays there as it is",
        "put it into the data of the unit whose project it is; remove the file if there is no such project any more",
    ),
}
