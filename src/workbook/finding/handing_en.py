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
        "an earlier register had this unit, this one does not; its workbook stays",
        "nothing to do if the unit has been dissolved; if it was forgotten, add it and run again",
    ),
}
