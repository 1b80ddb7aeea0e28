"""English messages: code → (short title, what and why, what to do). The same facts as in `messages_zh.py`."""

from __future__ import annotations

from workbook.finding import importing_en, judge_en, reading_en

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
        "close the 【】, or use 额, 数, 率, 增减, 大小, 序⟦ (near: “{nearest}”)⟧",
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
    # ---- which template, and where everything stands
    "M101": (
        "Not one of our workbooks",
        "the file carries no template identity",
        "fill in the workbook that was handed out; do not copy its contents into a new one",
    ),
    "M102": (
        "Contradictory identity",
        "the template identities in the file differ: {carrier} says '{found}', another '{expected}'",
        "fill in the workbook that was handed out",
    ),
    "M103": (
        "Template not found",
        "the file says that it uses the template '{name}', which is not here",
        "name a template with --spec, or obtain this one",
    ),
    "M104": (
        "Template has changed",
        "the file was made with an older template ({found}); the present one is ({expected})⟦; they differ in: {sheets}⟧",
        "look through what changed; if needed, make the workbook anew and fill it in",
    ),
    "M201": (
        "Key twice",
        "the hidden key '{key}' stands twice (first in row or column {first})",
        "delete the copied row or column",
    ),
    "M202": (
        "Copied sheet",
        "this sheet is a copy of '{first}'; its contents are not used",
        "enter what you mean on '{first}' and delete the copy",
    ),
    "M203": (
        "Additional sheet",
        "this sheet is not part of the template; it is kept with the original and not used",
        "nothing to do",
    ),
    "M204": (
        "Rows missing",
        "{count} rows of the template are gone: {keys}",
        "restore them from the workbook that was handed out",
    ),
    "M205": (
        "Columns missing",
        "{count} columns of the template are gone: {keys}",
        "restore them from the workbook that was handed out",
    ),
    "M206": (
        "Sheet missing",
        "the template's sheet '{key}' is gone",
        "restore it from the workbook that was handed out",
    ),
    "M207": (
        "Content without a place",
        "'{text}' stands where the template has no cell; it is not used",
        "move it to the cell where it belongs, or delete it",
    ),
    # ---- what was typed
    "M301": (
        "Formula in an input cell",
        "'{column}' takes a number or text, here is the formula '{formula}'⟦, shown as '{value}'⟧",
        "type the result itself",
    ),
    "M302": (
        "Number stored as text",
        "'{text}' in '{column}' is text and takes no part in sums",
        "it looks like {would_be}; type it as a number",
    ),
    "M303": ("Not a number", "'{text}' in '{column}' is not a number", "type a number, or leave the cell blank"),
    "M304": ("Error value", "'{column}' holds the error {text}", "type the value again"),
    "M305": ("Logical value", "'{column}' holds the logical value {text}", "type a number or text"),
    "M306": (
        "Date",
        "'{column}' holds a date ({text}), not a number or text",
        "type it as asked for; dates as text such as 2022-08-31",
    ),
    "M307": (
        "Too many decimals",
        "the amount {text} in '{column}' has more than two decimals",
        "round it to two, such as {would_be}",
    ),
    "M308": (
        "Code stored as a number",
        "the code {text} in '{column}' is a number, not text; tables by code do not see it",
        "set the cell's format to text and type it again",
    ),
    "M309": ("Not a whole number", "{text} in '{column}' is not a whole number of at least 0", "check and correct it"),
    # ---- formulas and cached values
    "F101": ("Formula overwritten", "a formula belongs here, there is '{value}'", "restore the formula {formula}"),
    "F102": ("Formula altered", "the formula here is {found}", "it should be {formula}; restore it"),
    "F103": ("Formula deleted", "a formula belongs here, the cell is blank", "restore the formula {formula}"),
    "F104": ("Formula where none belongs", "there is the formula {formula}", "restore the original text"),
    "F105": (
        "Shown value does not follow",
        "the file's stored result is '{found}', recomputed from the entries it is '{expected}'",
        "open it in Excel, WPS or LibreOffice, recalculate and save",
    ),
    "F106": (
        "Fixed text changed",
        "the text here is '{found}', the template has '{expected}'",
        "restore the original text",
    ),
    # ---- checks
    "K101": (
        "Check failed",
        "{check} {what}: left {found}, right {expected}⟦, difference {difference}⟧⟦, tolerance {tolerance}⟧⟦ ({left} and {right})⟧",
        "⟦{why} ⟧correct the data",
    ),
    "K102": (
        "To be explained",
        "{check} {what}: ⟦left {found}, ⟧⟦right {expected}, ⟧⟦difference {difference}, ⟧not yet explained⟦ ({left} and {right})⟧",
        "⟦{why} ⟧correct the data, or write the reason on the check sheet and copy the difference",
    ),
    "K103": (
        "Worth a look",
        "{check} {what}⟦: left {found}⟧⟦, right {expected}⟧⟦, difference {difference}⟧",
        "⟦{why} ⟧please check",
    ),
    "K104": (
        "Not filled",
        "{check} {what}: a number it needs is not there yet⟦ ({left}⟧⟦ and {right})⟧",
        "⟦{why} ⟧please fill it in",
    ),
    "K105": (
        "Rounding tail",
        "{check} {what}: left {found}, right {expected}, difference {difference}, within {tolerance}",
        "nothing to do",
    ),
    "K106": ("Explained", "{check} {what}⟦: difference {difference}⟧, explained", "nothing to do"),
    # ---- reading foreign workbooks
    **reading_en.MESSAGES,
    # ---- what only an importer can see
    **judge_en.MESSAGES,
    # ---- importing and handing back
    **importing_en.MESSAGES,
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
    "no_folder": "there is no such folder",
    "not_utf8": "it is not UTF-8, save it as UTF-8",
    "too_big": "the file is too big",
    "outside": "it is not within the spec's folder",
    "unreadable": "it cannot be opened",
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
    **reading_en.WORDS,
    **judge_en.WORDS,
}
