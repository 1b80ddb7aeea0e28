"""English messages of reading and compiling specs (S…), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    # ---- reading spec pages
    "S101": (
        "YAML cannot be read",
        "this YAML cannot be read: {reason}⟦, at “{found}”⟧",
        "check indentation, colons and quotes against the neighbouring lines",
    ),
    "S102": (
        "key given twice",
        "the key “{key}” is given twice⟦ (first on line {first})⟧, only one could count",
        "remove or rename one of them",
    ),
    "S103": (
        "unknown key",
        "the key “{key}” means nothing here and would be ignored",
        "⟦did you mean “{nearest}”? ⟧Correct or remove it",
    ),
    "S104": (
        "wrong value",
        "the value “{found}”⟦ of “{key}”⟧ cannot be used, expected here: {expected}",
        "correct it⟦, for instance “{nearest}”⟧",
    ),
    "S105": ("key missing", "⟦“{found}”: ⟧the required key “{key}” is missing here", "add “{key}: …”"),
    "S106": (
        "file cannot be read",
        "the file “{file}” cannot be read⟦: {reason}⟧",
        "check its name, place and encoding",
    ),
    "S107": (
        "full-width punctuation",
        "“{found}” has full-width punctuation where it is syntax, not text, and is not understood⟦, in “{text}”⟧",
        "write “{instead}” with half-width punctuation",
    ),
    "S108": (
        "page belongs to no part",
        "the folder “{folder}” is not named in the parts of book.yaml, so this page would not enter the workbook",
        "add the folder to parts or move the page away⟦ (a near folder: “{nearest}”)⟧",
    ),
    "S109": (
        "wrong indentation",
        "the indentation has a tab or is not aligned⟦: “{found}”⟧",
        "indent with spaces only and align lines of one level",
    ),
    "S110": (
        "no such spec",
        "there is no spec named “{name}”",
        "⟦did you mean “{nearest}”? ⟧Give a spec's name (such as hubei/2021) or a folder with a book.yaml",
    ),
    "S111": (
        "spec to extend not usable",
        "this spec cannot extend “{name}”: {reason}",
        "⟦did you mean “{nearest}”? ⟧Give the name of another spec, such as base or hubei/2021",
    ),
    "S112": (
        "change of nothing",
        "“{name}” cannot be changed here: {reason}",
        "⟦did you mean “{nearest}”? ⟧`workbook lint --resolved` shows all that is inherited",
    ),
    "G114": (
        "spec only for others",
        "the spec “{name}” is abstract: others extend it, no workbook is made of it",
        "choose a spec of a place and a year⟦, such as “{nearest}”⟧",
    ),
    # ---- compiling specs
    "S201": (
        "unknown name",
        "the name “{name}” is no table, row or column⟦, in “{formula}”⟧",
        "⟦did you mean “{nearest}”? ⟧Use an existing name",
    ),
    "S202": (
        "ambiguous name",
        "the name “{name}” can mean several places⟦: {choices}⟧⟦, in “{formula}”⟧",
        "write it in full, as table.row.column",
    ),
    "S203": ("circular reference", "the formulas lead back to themselves: {path}", "remove one of these references"),
    "S204": (
        "name used twice",
        "the name “{name}” is already in use⟦ (first at {first})⟧, formulas could not tell them apart",
        "choose another name",
    ),
    "S205": (
        "function not portable",
        "the function “{function}” is not computed, or not alike, by Excel, WPS and LibreOffice⟦, in “{formula}”⟧",
        "⟦“{nearest}” may serve; ⟧use portable functions only",
    ),
    "S206": (
        "formula too long",
        "the compiled formula has {length} characters, more than the limit of {limit}⟦: “{formula}”⟧",
        "split it, with intermediate results in helper rows or columns",
    ),
    "S207": (
        "overlapping layout",
        "“{name}” takes the same cells as⟦ “{other}”⟧⟦ ({area})⟧",
        "move or shrink one of them",
    ),
    "S208": (
        "decimal literal",
        "the decimal “{number}” in a formula is changed when programs save it⟦, in “{formula}”⟧",
        "write a fraction: 5/1000 for 0.005",
    ),
    "S209": (
        "computed amounts compared",
        "“{operator}” compares computed amounts exactly, and programs differ in the last digit⟦, in “{formula}”⟧",
        "write ROUND(a-b,2)=0",
    ),
    "S210": (
        "formula not readable",
        "the formula “{formula}” cannot be read⟦: {reason}⟧",
        "check parentheses, quotes and operators",
    ),
    "S211": (
        "construct not portable",
        "“{construct}”⟦ ({reason})⟧ is not computed by every program⟦, in “{formula}”⟧",
        "use plain cells, ranges and functions such as SUMIFS, INDEX, MATCH",
    ),
    "S212": (
        "unknown code list",
        "the code list “{name}” is not among the codes of book.yaml",
        "⟦did you mean “{nearest}”? ⟧Correct it or add the list to codes",
    ),
    "S213": (
        "unknown column in a sum",
        "“{name}” in sum or where is no column of an entry sheet",
        "⟦did you mean “{nearest}”? ⟧Write it as entry sheet.column",
    ),
    "S214": (
        "sheet name not allowed",
        "Excel does not accept the sheet name “{name}”⟦: {reason}⟧",
        "give another name with tab: at most 31 characters, none of [ ] : * ? / \\",
    ),
    "S215": (
        "sentence not readable",
        "【】 is not paired or what stands in it is not understood: “{text}”⟦, {reason}⟧",
        "close the 【】, or use 额, 数, 率, 增减, 差额, 大小, 序⟦ (near: “{nearest}”)⟧",
    ),
    "S216": (
        "text too long",
        "the text has {length} characters, more than the limit of {limit}⟦: “{found}”⟧",
        "split it into several paragraphs",
    ),
    "S217": (
        "too many arguments",
        "one function of the formula has {count} arguments, more than the limit of {limit}⟦: “{formula}”⟧",
        "use ranges, or add up in several steps",
    ),
    "S218": (
        "nested too deep",
        "functions of the formula stand {count} deep in each other, more than the limit of {limit}⟦: “{formula}”⟧",
        "split it, with intermediate results in helper rows or columns",
    ),
}
