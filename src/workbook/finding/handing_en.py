"""English messages of handing out workbooks (H…), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "H101": (
        "unit code given twice",
        "the unit code {item} is also that of {first}; a returned workbook cannot be told by it",
        "check both units in the register; leave the code blank where there is none",
    ),
    "H102": (
        "workbook changed since it was made",
        "{file} has been changed since it was made; it was not made anew",
        "it may hold figures already: collect it first; if it is not wanted, add --replace",
    ),
    "H103": (
        "unit no longer in the register",
        "an earlier register had this unit, this one does not; its workbook stays, and it is not chased any more",
        "nothing to do if the unit has been dissolved; if it was forgotten, add it and run again",
    ),
    "H104": (
        "lines of another year",
        "{count} units of the register are for {found}, but the template is for {expected}; nothing was made for them: "
        "{item}⟦, {more} more⟧",
        "check 年度 in the register; hand out to them with the template of that year",
    ),
    "H105": (
        "register and data name different units of money",
        "the register says {found}, but the data that are there are in {expected}; the workbook stays in {expected}, "
        "and no amount has changed",
        "change the register to {expected}; if {found} is wanted, convert the data first",
    ),
    "H106": (
        "no data of last year",
        "there are no data of these {count} units, so their workbooks are blank: {item}⟦, {more} more⟧",
        "nothing to do for new units; if one was renamed, give its present name in 单位.csv of its data and run again",
    ),
    "H107": (
        "several data of one unit",
        "several folders say that they are this unit's: {item}; nobody can say which, so no workbook was made",
        "check the names in each 单位.csv, leave one, and run again",
    ),
    "H108": (
        "data of another unit",
        "the folder {folder} is called after this unit, but 单位.csv in it says {found}; no workbook was made",
        "find out whose data they are, correct the folder's name or the name in 单位.csv, and run again",
    ),
    "H109": (
        "no data folder",
        "there is no folder {folder}; no workbook of {year} was made",
        "check --data: below it there should be a folder {year}, such as workbook roll-forward makes; leave --data out to "
        "hand out blank workbooks",
    ),
    "H110": (
        "not replaced by a blank one",
        "{file} has last year's figures; no data of this unit were found now, so it was not replaced by a blank workbook",
        "check --data and the unit's name in the data; if a blank one is wanted, add --replace",
    ),
}
