"""English messages of the importer's own rules (J…), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "J101": (
        "Column rows off",
        "⟦{list}: ⟧“{columns}” seems to be pasted {direction} as a whole (rows: {count}; cells: {cells}); moved back, the comparisons that come out right are {held} (such as {proof}); “{row}” has {found}, it should be {expected}",
        "compare with the source and paste the column again",
    ),
    "J102": (
        "Digit dropped, doubled or swapped",
        "⟦“{what}” is {found}, {kind}; with {expected}⟧⟦one of these cells seems to be wrong: {cells}; with one of them corrected⟧ sums come out right ({count}, such as {proof})",
        "compare with the source",
    ),
    "J103": (
        "元 and 万元 mixed up",
        "“{what}”⟦ ({cells})⟧ {kind}⟦: it is {found}⟧, held against {other}⟦; it looks like {would_be}⟧⟦; {either}⟧",
        "type amounts in the unit chosen in 单位信息⟦ ({unit})⟧",
    ),
    "J104": (
        "Code and name do not belong together",
        "the code {code} is called “{expected}”, here stands “{text}”⟦ (the name of {other})⟧",
        "decide which of the two is right and correct the other",
    ),
    "J105": (
        "Class and detail both entered",
        "beside “{row}” its details “{other}” are entered: of {columns} {found} {unit} above, {expected} {unit} below, {kind} (the amounts are in {cells})",
        "keep the lowest level only",
    ),
    "J106": (
        "Far from last year",
        "“{what}” is {found}, last year {expected}, more than {times} times apart⟦ (the amounts are in {cells})⟧",
        "look both up; if they are right, write down the reason",
    ),
    "J107": ("Placeholder left over", "“{column}” still has “{found}” ({text})", "write the text out"),
    "J108": (
        "Reason contradicts its numbers",
        "“{what}” is {found}, {against} {expected}, it {kind}, but the reason says “{text}”⟦ (the amounts are in {cells})⟧",
        "rewrite the reason, or check the two amounts",
    ),
    "J109": (
        "Explanation out of date",
        "the explanation of {check} {what} {kind}⟦: “{text}”⟧⟦: it was written for {found}⟧⟦, the difference is now {expected}⟧ (result now: {result})",
        "read it again: copy the present difference if it is still true, else rewrite or delete it",
    ),
    "J110": (
        "Wrong year",
        "“{column}” speaks of {found}, it should be {expected} ({text})",
        "correct the year and read the whole text",
    ),
    "J111": (
        "Wrong unit's name",
        "“{column}” says “{found}”, this unit is “{expected}” ({text})",
        "write this unit's name and read the whole text",
    ),
    "J112": (
        "Row given twice",
        "“{row}” and {first} {kind}",
        "clear the yellow cells of one of them, or add both up in one row; if one has a wrong code, correct it",
    ),
    "J113": (
        "Required cell blank",
        "“{column}” is blank⟦ in row {line}⟧⟦ ({row})⟧",
        "fill it in⟦; clear row {line} if it is not meant⟧",
    ),
    "J114": (
        "Not one of the choices",
        "{text} in “{column}” is none of the choices, so the tables pass this row by",
        "choose one of: {choices}⟦ (nearest: “{nearest}”)⟧⟦ (“{would_be}” makes the sums come out)⟧",
    ),
    "J115": (
        "Malformed code",
        "{text} in “{column}” is malformed, it should have {digits} half-width digits",
        "⟦it looks like {would_be}; ⟧type it again in text format",
    ),
    "J116": (
        "Code not in the list",
        "{text} in “{column}” is not in the list “{list}”",
        "⟦near codes: {nearest}; ⟧check it; put a new code into the list first",
    ),
    "J117": (
        "Number out of range",
        "{text} in “{column}” is out of range, {expected} is expected",
        "⟦it looks like {would_be}; ⟧type it in the cell, do not paste",
    ),
    "J118": (
        "Refused by the cell's rule",
        "“{text}” in “{column}” is against the rule of this cell⟦: {why}⟧",
        "type it again",
    ),
    "J119": (
        "Negative amount",
        "“{what}” is {found}",
        "remove the minus; explain a correction of earlier years in the remark",
    ),
    "J120": (
        "Hidden entries",
        "{kind}: {text}⟦, {count} in all⟧; what they hold counts in every sum",
        "unhide them or clear the filter, and look at them",
    ),
    "J121": (
        "Content that cannot be seen, or looks like another number",
        "cells {kind}: {count}, such as “{text}”; they count with what they hold",
        "give them their colour and format back, and look at them",
    ),
    "J122": (
        "Protection taken off",
        "sheets that are not protected: {count} ({text}⟦{more}⟧)",
        "nothing to do if no formula was changed",
    ),
    "J123": (
        "Inserted row without formulas",
        "in the inserted row “{column}” ⟦has {found}, it ⟧should have the formula {formula}; the data are not affected",
        "nothing to do; to have the formulas, take off the sheet's protection (it has no password), copy the whole row above, type over it, and protect the sheet again",
    ),
    "J124": (
        "unlikely unit of amounts",
        "the amounts are said to be in {found}; then {what} is {text} 元, which is unlikely⟦; they seem to be typed in {expected}⟧⟦ ({kind})⟧",
        "⟦choose {expected} in 单位信息, or ⟧check digits and decimal points of the amounts, and 在职人数",
    ),
    "J125": (
        "Entry in the wrong place",
        "“{what}” {kind}: it is {found} and should be {expected}; then {proof} comes out right⟦, and so does {proof2}⟧⟦, or else the slip is in {other}⟧",
        "compare with the source and type each entry in its place",
    ),
    "J128": (
        "Carry-over left out",
        "“{column}” of {list} has no amount at all, and income and expenditure differ; with {amounts} they would balance",
        "enter what was carried over; where nothing was, correct income or expenditure",
    ),
    "J127": (
        "Handed back unfilled",
        "{lists} have not one amount of this year: the workbook seems to have come back before it was filled",
        "fill it in and hand it in again; who had neither income nor expenditure types one 0 in each list",
    ),
    "J129": (
        "One project under two names",
        "“{found}” in “{column}” seems to be the project “{expected}” of the list⟦ ({text})⟧",
        "use one name everywhere; nothing has to be done if it is another project",
    ),
    "J130": (
        "Not a date",
        "“{text}” in “{column}” cannot be read as a date",
        "⟦it seems to be {would_be}; ⟧type year, month and day, such as 2022-08-31",
    ),
    "J131": (
        "A total among the entries",
        "row {line} seems to be a total⟦, it says “{text}”⟧⟦, {kind}⟧; a list holds entries alone, and a total counts all of them twice",
        "clear row {line}; formulas make the totals",
    ),
    "J132": (
        "No reason given",
        "“{what}” ⟦is {found}, {against} {expected}⟧⟦has {score} points of {weight}⟧⟦({kind})⟧, and the reason is only “{text}”⟦ (the amounts are in {cells})⟧",
        "write the reason; where there should be no difference, check the amounts",
    ),
    "J133": (
        "A percentage as a fraction",
        "{column} of “{what}” is {found} in %, where {other} is {expected}; {found} looks like {would_be} %",
        "type {would_be} if it is {would_be} %; if {found} % is meant, there is nothing to do",
    ),
    "J134": (
        "Words of the sentence in a reason",
        "the reason is “{text}”; the narrative writes “主要原因是” before it and a stop behind it, so both stand there twice",
        "write the reason alone: {would_be}",
    ),
    "J135": (
        "Two scorecards alike",
        "{kind}⟦ ({text})⟧⟦, {count} of them⟧, see {other}",
        "type what belongs to this project; a scorecard that is not needed stays blank",
    ),
    "J136": (
        "Actual out of proportion",
        "the actual of “{what}” is {found}⟦ {unit}⟧, its target {expected}⟦ {unit}⟧: {kind}",
        "check digits, decimal point and unit; where both are right, there is nothing to do",
    ),
    "J137": (
        "Gathered in another way",
        "“{what}”: {kind}⟦ ({expected})⟧; it is “{text}” now",
        "correct it; where it is meant so, there is nothing to do",
    ),
    "J138": (
        "Share outside its tier",
        "“{what}” has the tier “{text}” and the share {found}; this tier allows {expected}",
        "choose another tier, or correct the share",
    ),
    "J139": (
        "Text and indicator differ",
        "“{column}” says {found} ({text}), {other} of the indicator “{what}” is {expected}",
        "correct the one that is wrong; a number that means something else may stay",
    ),
    "J141": (
        "This year's amounts copied",
        "{count} cells of “{column}” {kind}",
        "type them from last year's account, or from the budget as approved; where they really are the same, nothing has to be done",
    ),
    "J142": (
        "Amounts that were dragged down",
        "{count} amounts of “{column}” below each other {kind}: {text}",
        "compare each with its source",
    ),
    "J143": (
        "A column sorted by itself",
        "the {count} amounts of “{column}” {kind}⟦, and {held} codes do not balance⟧, as if this column alone had been sorted",
        "undo the sorting, or type the column again from its source",
    ),
    "J144": (
        "Zeros for blanks",
        "{count} cells hold 0, which is not what other cells make of it (“{column}” would be {expected}); they are filled only where the published number is another one",
        "clear these cells; do not type 0",
    ),
    "J145": (
        "Names beside other amounts",
        "{count} rows of “{column}” are out of place: beside “{found}” stands the amount of “{expected}”, {kind}",
        "correct it by its source; what was sorted can be undone",
    ),
    "J146": (
        "An item without a reason",
        "{row} spent {found} and had a budget of {expected}, and has no reason in 预算差异原因, while other items of its class have",
        "add the reason",
    ),
    "G109": (
        "No such code",
        "there is no page for “{name}”",
        "⟦did you mean {nearest}? ⟧Write it as reports do: findings are a letter and three digits (such as J105), checks such as A5, U3.1",
    ),
}
