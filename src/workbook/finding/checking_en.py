"""English messages of matching and judging filled workbooks (M…, F…, K…), part of `messages_en.py`."""

from __future__ import annotations

_UNPROTECT = " (first take off the sheet's protection, which has no password, and put it on again afterwards)"
"""before what a protected sheet forbids: deleting rows, undoing merges, typing into locked cells"""

MESSAGES: dict[str, tuple[str, str, str]] = {
    # ---- which template, and where everything stands
    "M101": (
        "Not one of our workbooks",
        "the file carries no template identity",
        "fill in the workbook that was handed out; do not copy its contents into a new one",
    ),
    "M102": (
        "Contradictory identity",
        "the template identities in the file differ: {carrier} says “{found}”, another “{expected}”",
        "fill in the workbook that was handed out",
    ),
    "M103": (
        "Template not found",
        "the file says that it uses the template “{name}”, which is not here",
        "name a template with --spec, or obtain this one",
    ),
    "M104": (
        "Template has changed",
        "the file was made with an older template ({found}); the present one is ({expected})⟦; they differ in: {sheets}⟧",
        "look through what changed; the annotated workbook is made with the present template and has all entries: complete it there",
    ),
    "M105": (
        "Not as handed out",
        "“{column}” is “{found}” now; the workbook was made with “{expected}”",
        "set it back if it is a slip; if it has changed, the finance bureau has to look at it before the file is taken",
    ),
    "M106": (
        "Contradictory units",
        "the identities in the file do not name one and the same unit: {carrier} says “{found}”, another “{expected}”",
        "find out whose file this is; if it was made from another unit's, fill in the workbook that was handed out to this unit",
    ),
    "M107": (
        "Another year than the given template's",
        "the file is of {found}, the template “{name}” that was asked for is of {expected}",
        "check it with a template of {found}, or leave out --spec: the file says itself which one it uses",
    ),
    "M108": (
        "Another template",
        "the file was made with the template “{found}” and is checked with “{expected}”, as asked for⟦; they differ in: {sheets}⟧",
        "make sure that this is the right template; without --spec the file's own one is used",
    ),
    "M201": (
        "Key twice",
        "the hidden key “{key}” stands twice (first in row or column {first}⟦, {numbered}⟧)",
        f"delete the copied row or column{_UNPROTECT}",
    ),
    "M202": (
        "Copied sheet",
        "this sheet is a copy of “{first}”; its contents are not used",
        "enter what you mean on “{first}” and delete the copy",
    ),
    "M203": (
        "Additional sheet",
        "this sheet is not part of the template; it is kept with the original and not used",
        "nothing to do",
    ),
    "M204": (
        "Rows missing",
        "{count} rows of the template⟦ ({names})⟧ are gone; they stood ⟦between rows {above} and {below}⟧⟦below row {after}⟧⟦ and in {more} more places⟧⟦ ({numbered})⟧",
        "undo the deletion; once it is saved, go on in the annotated workbook (the copy that workbook annotate makes), which has all rows. "
        "Do not copy rows with formulas from another workbook: they become external links, and the file is refused",
    ),
    "M205": (
        "Columns missing",
        "{count} columns of the template⟦ ({names})⟧ are gone; they stood ⟦between columns {above} and {below}⟧⟦behind column {after}⟧⟦ and in {more} more places⟧⟦ ({numbered})⟧",
        "undo the deletion; once it is saved, go on in the annotated workbook (the copy that workbook annotate makes), which has all columns. "
        "Do not copy columns with formulas from another workbook: they become external links, and the file is refused",
    ),
    "M206": (
        "Sheet missing",
        "the template's sheet “{key}” is gone",
        "if it is not saved yet, close it without saving and open it again; once it is saved, go on in the annotated workbook (the copy that "
        "workbook annotate makes), which has all sheets. "
        "Do not copy the sheet from another workbook: its formulas become external links, and the file is refused",
    ),
    "M207": (
        "Content without a place",
        "“{text}” stands where the template has no cell; it is not used⟦; {counted}⟧",
        "move it to the cell where it belongs, or delete it⟦; {instead}⟧",
    ),
    "M208": (
        "Comment beside a cell",
        "⟦{author}: ⟧“{text}”",
        "nothing to do; it is kept with the original, and nothing in it counts as data",
    ),
    "M209": (
        "Sheet without its keys",
        "{gone} of this sheet is gone, so that no row or column can be told; its contents are not used",
        "undo the deletion; once it is saved, fill the sheet again in the workbook that was handed out or in the annotated one: copy the entries column by column, and paste values only",
    ),
    "M210": (
        "Workbook without its keys",
        "{count} sheets have lost their keys (the hidden row 1 and column A), no cell can be told, nothing was read",
        "hand in the file of which no hidden row or column was deleted; if this is the only one, copy the entries column by column into the workbook that was handed out, and paste values only",
    ),
    "M211": (
        "Keys damaged",
        "hidden keys ({marks}) were cleared or changed; their places still tell which row and column it is, the contents are used",
        "nothing to do; the annotated workbook has them again",
    ),
    "M212": (
        "Rows deleted from a list",
        "{count} of the rows made ready for entries were deleted, ⟦between rows {above} and {below}⟧⟦below row {after}⟧⟦ and in {more} more places⟧⟦ ({numbered})⟧; all others are used",
        "⟦{unused}; ⟧if there were entries in them, insert rows and type them again⟦; {blank}⟧",
    ),
    # ---- what was typed
    "M301": (
        "Formula in an input cell",
        "“{column}” takes a number or text, here is the formula “{formula}”⟦, shown as “{value}”⟧",
        "type the result itself",
    ),
    "M302": (
        "Number stored as text",
        "“{text}” in “{column}” is text and takes no part in sums",
        "⟦it looks like {would_be}; ⟧type it as a number⟦ (in {unit})⟧",
    ),
    "M303": ("Not a number", "“{text}” in “{column}” is not a number", "type a number, or leave the cell blank"),
    "M304": ("Error value", "“{column}” holds the error {text}", "type the value again"),
    "M305": ("Logical value", "“{column}” holds the logical value {text}", "type a number or text"),
    "M306": (
        "Date",
        "“{column}” holds a date ({text}), not a number or text",
        "⟦if {would_be} is meant, set the cell's format to General and type it again; ⟧type it as asked for; dates as text such as 2022-08-31",
    ),
    "M307": (
        "Too many decimals",
        "the amount {text} in “{column}” has more than two decimals",
        "round it to two, such as {would_be}",
    ),
    "M308": (
        "Code stored as a number",
        "the code {text} in “{column}” is a number, not text; tables by code do not see it",
        "set the cell's format to text and type it again",
    ),
    "M309": ("Not a whole number", "{text} in “{column}” is not a whole number of at least 0", "check and correct it"),
    "M310": (
        "Typed as a percentage",
        "the cell of “{column}” has a percentage format: it shows {text} and holds {stored}",
        "it looks like {would_be}; set the cell's format to General and type it again",
    ),
    "M311": (
        "Looks blank and is not",
        "input cells that look blank and hold a space or an empty text: {count}; they are read as blank, while spreadsheet programs take them for text, and formulas that look at them fail or give something else",
        "select these cells, press Delete, compute again and save",
    ),
    # ---- formulas and cached values
    "F101": (
        "Formula overwritten",
        "a formula belongs here, there is “{value}”",
        f"restore the formula {{formula}}{_UNPROTECT}",
    ),
    "F102": (
        "Formula altered",
        "the formula here is {found}⟦; where it differs: {seen}⟧",
        f"it should be {{formula}}⟦ (where it differs: {{meant}})⟧; restore it{_UNPROTECT}",
    ),
    "F103": (
        "Formula deleted",
        "a formula belongs here, the cell is blank⟦; this row was inserted, and {lacking} of its cells have no formulas⟧",
        f"restore the formula {{formula}}⟦: {{copied}}⟧{_UNPROTECT}",
    ),
    "F104": ("Formula where none belongs", "there is the formula {formula}", f"restore the original text{_UNPROTECT}"),
    "F105": (
        "Shown value does not follow",
        "the file's stored result is “{found}”, recomputed from the entries it is “{expected}”",
        "open it in Excel, WPS or LibreOffice, recalculate and save",
    ),
    "F106": (
        "Fixed text changed",
        "the text here is ⟦“{found}”⟧⟦{state}⟧, the template has “{expected}”",
        f"restore the original text{_UNPROTECT}",
    ),
    "F107": (
        "A sheet of values only",
        "the {count} cells of this sheet that should have formulas hold values or text, as if the whole sheet had been "
        "pasted as values⟦; {differ} of them are not the recomputed result, such as {cells}⟧",
        "go on with a workbook that has its formulas: the one that was handed out, or the copy that workbook annotate "
        "makes, in which all formulas are restored",
    ),
    "F108": (
        "A workbook of values only",
        "the formulas of {count} sheets have become values or text, {cells} cells in all, as if the whole workbook had "
        "been pasted as values⟦; {differ} of them are not the recomputed result, such as {first}⟧",
        "go on with a workbook that has its formulas: the one that was handed out, or the copy that workbook annotate "
        "makes, in which all formulas are restored",
    ),
    "F109": (
        "Cell merged out of sight",
        "{range} was merged, which the template keeps apart; {count} cells are covered⟦, “{text}” in this one is not seen⟧",
        f"undo the merge{_UNPROTECT} and check each cell: merging keeps the first one's content only, the others have to be typed again",
    ),
    "F110": (
        "Cells inserted or deleted in a column",
        "in “{columns}” {kind}: the column now reaches over {found} instead of {expected}, and {count} formulas differ "
        "from the template for that reason",
        "undo it; once it is saved, move the column back to its rows in the same way, or go on in the copy that workbook "
        "annotate makes, in which all formulas are restored, and check that each amount of the column stands in its own row",
    ),
    "F111": (
        "Cells dragged onto others",
        "cells were cut (dragged with the mouse) and put on {other}⟦; they stood in {cells}, and {count} formulas that "
        "meant {cells} now refer to {other}⟧⟦; {lost} formulas that meant {other} are broken (#REF!)⟧",
        "undo it; once it is saved, go on in the copy that workbook annotate makes, in which all formulas are restored: "
        "move what was cut back to its own cells by copying it, and type again what it was put upon",
    ),
    # ---- checks
    "K101": (
        "Check failed",
        "{check} {what}: left {left_is}⟦ (see {left_at})⟧, right {right_is}⟦ (see {right_at})⟧⟦, difference {gap_is}⟧⟦, tolerance {slack_is}⟧⟦; at fault: {rows}⟧⟦; codes that do not balance, by just as much: {uneven}⟧",
        "⟦{why} ⟧Correct the data",
    ),
    "K102": (
        "To be explained",
        "{check} {what}: ⟦left {left_is}⟧⟦ (see {left_at})⟧⟦, right {right_is}⟧⟦ (see {right_at})⟧⟦, difference {gap_is}, ⟧⟦tolerance {slack_is}, ⟧not yet explained⟦; at fault: {rows}⟧",
        "⟦{why} ⟧Correct the data, or write the reason on the check sheet and copy the difference",
    ),
    "K103": (
        "Worth a look",
        "{check} {what}⟦: left {left_is}⟧⟦ (see {left_at})⟧⟦, right {right_is}⟧⟦ (see {right_at})⟧⟦, difference {gap_is}⟧⟦, tolerance {slack_is}⟧⟦; at fault: {rows}⟧",
        "⟦{why} ⟧Please check",
    ),
    "K104": (
        "Not filled",
        "{check} {what}: what it needs is not there yet⟦, see {left_at}⟧⟦, see {right_at}⟧⟦; blank: {rows}⟧",
        "⟦{why} ⟧Please fill it in",
    ),
    "K105": (
        "Rounding tail",
        "{check} {what}: left {left_is}, right {right_is}, difference {gap_is}, within {slack_is}",
        "nothing to do",
    ),
    "K106": ("Explained", "{check} {what}⟦: difference {gap_is}⟧, explained", "nothing to do"),
}

WORDS: dict[str, str] = {
    "no_item": "“{0}” has no row for any item (7 digits) of {1}",
    "no_row": "“{0}” has no row for {1}",
    "carriers": "the year of the identity",
    "now_blank": "gone",
    "numbered_as_before": "rows and columns as in the file that was handed in",
    "counted_all_the_same": "but this is the list's last row, which the formulas of the tables count all the same",
    "row_above_the_end": "for an entry insert a row above the last one",
    "row_between_indicators": "for one more indicator insert a row between two others (copied whole, it has all formulas)",
    "cells_inserted": "cells were inserted, so that what is below moved down",
    "cells_deleted": "cells were deleted, so that what is below moved up",
    "copy_row_above": "it is easiest to copy the whole row above and to type over the entries",
    "rows_unused": "nothing to do",
    "rows_missed": "if they were blank, the accounts are off for another reason: see the checks below",
    "rows_if_blank": "if they were blank, there is nothing to do",
    "key_column": "the hidden column A (the keys of its rows)",
    "key_row": "the hidden row 1 (the keys of its columns)",
    "key_both": "the hidden row 1 and column A (the keys of its rows and columns)",
    "sheet": "the hidden identity sheet",
    "name": "the hidden name",
    "keywords": "the file's keywords",
    "custom": "the file's custom properties",
}
