"""English messages of reading foreign workbooks (R…), part of `messages_en.py`."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    # ---- the file
    "R101": ("no such file", "there is no such file⟦: {reason}⟧", "check its name and place"),
    "R102": (
        "file cannot be opened",
        "the file cannot be opened⟦: {reason}⟧",
        "close the program that has it open, check that you may read it, and try again",
    ),
    "R103": ("a folder", "this is a folder, no workbook", "give the workbook file in it"),
    "R104": (
        "no regular file",
        "this is {kind}, no regular file, and was not read",
        "give a workbook file that lies on a disk",
    ),
    "R105": (
        "file too big",
        "the file has {size} MB, more than the limit of {limit} MB, and was not read",
        "make sure that it is a filled workbook; if pictures make it big, remove them and save it again",
    ),
    "R106": (
        "owner file",
        "a name that begins with “~$” is the mark that a program leaves while a workbook is open, it holds no data",
        "give the workbook without “~$”; this file can be deleted once the program is closed",
    ),
    "R107": (
        "empty file",
        "the file is empty, without a single byte",
        "the transfer may have been cut, get the file again",
    ),
    "R108": (
        "file cut short",
        "the end of the file is missing, transfer or saving was not finished",
        "transfer it again; if that does not help, have it saved again",
    ),
    "R109": (
        "password to open",
        "the workbook has a password to open it, its content is encrypted",
        "have the password to open removed and the workbook saved again (the protection of sheets may stay)",
    ),
    "R110": (
        "old xls",
        "this is a workbook of the old 97-2003 format (.xls)",
        "open it and save it as “Excel workbook (*.xlsx)”",
    ),
    "R111": (
        "binary workbook",
        "this is a workbook of the binary format (.xlsb)",
        "open it and save it as “Excel workbook (*.xlsx)”",
    ),
    "R112": (
        "OpenDocument file",
        "this is an OpenDocument file⟦ ({kind})⟧",
        "open it in LibreOffice or WPS and save it as “Excel 2007-365 (.xlsx)”",
    ),
    "R113": (
        "text file",
        "this is text (such as CSV), no workbook",
        "hand in the workbook (.xlsx) that was given out; data that exist as text only have to be entered there",
    ),
    "R114": (
        "web page",
        "this is a web page, no workbook: the download may have been a log-in or preview page",
        "download the original again; what a system exported as a page, open and save as .xlsx",
    ),
    "R115": (
        "picture",
        "this is a picture⟦ ({kind})⟧, no workbook",
        "hand in the workbook itself, no screenshot or photograph",
    ),
    "R116": ("PDF", "this is a PDF, no workbook", "hand in the workbook (.xlsx) that it was made from"),
    "R117": (
        "file of another program",
        "this is a file of another program ({kind})⟦, see “{part}”⟧",
        "hand in the workbook (.xlsx) that was given out",
    ),
    "R118": ("archive", "this is an archive ({kind}), no workbook", "unpack it and hand in the workbook in it"),
    "R119": (
        "XML file",
        "this is a single XML file⟦ ({kind})⟧, no .xlsx workbook",
        "open it in a spreadsheet program and save it as “Excel workbook (*.xlsx)”",
    ),
    "R120": (
        "unknown file",
        "it cannot be told what kind of file this is, it is no workbook⟦: {reason}⟧",
        "make sure that the file is sound, and get it again",
    ),
    "R121": (
        "template or add-in",
        "this is a spreadsheet program's template or add-in, no plain workbook⟦ ({part})⟧",
        "open it and save it as “Excel workbook (*.xlsx)”",
    ),
    # ---- the container
    "R201": (
        "something before the start",
        "{count} bytes stand before the workbook's start, a file that was saved normally has none",
        "open it in a spreadsheet program, look at the content, and save it again",
    ),
    "R202": (
        "something after the end",
        "{count} bytes follow the workbook's end, a file that was saved normally has none",
        "transfer it again, or open it in a spreadsheet program and save it again",
    ),
    "R203": (
        "gap between parts",
        "the container has a gap or an overlap of {count} bytes⟦ at “{part}”⟧",
        "open it in a spreadsheet program, look at the content, and save it again",
    ),
    "R204": (
        "directory damaged",
        "the container's directory is damaged or malformed: {reason}",
        "transfer it again, or open it in a spreadsheet program and save it again",
    ),
    "R205": (
        "directory and content disagree",
        "what the directory and the content say of the part “{part}” contradicts itself",
        "the file may be damaged or tampered with, get it again",
    ),
    "R206": (
        "compression method",
        "the part “{part}” uses compression method {method}, which has no place in a workbook",
        "open it in a spreadsheet program and save it again",
    ),
    "R207": (
        "part encrypted",
        "the part “{part}” was encrypted by an archive program",
        "hand in the original file, untouched by archive programs",
    ),
    "R208": (
        "unusual container",
        "the part “{part}” uses a feature of archives that has no place in a workbook: {reason}",
        "open it in a spreadsheet program and save it again",
    ),
    "R209": (
        "too many parts",
        "the file has {count} parts, more than the limit of {limit}",
        "this is no filled workbook, check where it comes from",
    ),
    "R210": (
        "part too big",
        "the part “{part}” would inflate to more than the limit of {limit} MB and was not inflated",
        "check where it comes from; if it is needed, remove superfluous sheets and formats and save it again",
    ),
    "R211": (
        "too big when inflated",
        "all content together would inflate to more than the limit of {limit} MB and was not inflated",
        "check where it comes from; if it is needed, remove superfluous sheets and pictures and save it again",
    ),
    "R212": (
        "suspicious compression",
        "the part “{part}” would inflate {ratio} times, more than the limit of {limit}, as attack files do",
        "check where it comes from; if it is a filled workbook, remove superfluous blank rows and formats and save it again",
    ),
    "R213": (
        "checksum wrong",
        "the content of the part “{part}” does not fit its checksum, its data have changed",
        "the file is damaged, get it again",
    ),
    "R214": (
        "content damaged",
        "the part “{part}” cannot be inflated, or its length is not as stated",
        "the file is damaged, get it again",
    ),
    "R215": (
        "part named twice",
        "the parts “{part}” and “{other}” have the same name, it is not known which counts",
        "check where it comes from, open it in a spreadsheet program and save it again",
    ),
    "R216": (
        "part name not allowed",
        "the part name “{part}” is not allowed: {reason}",
        "open it in a spreadsheet program and save it again, and do not change workbooks with archive programs",
    ),
    "R217": (
        "content types wrong",
        "[Content_Types].xml, which says what each part is, is wrong: {reason}⟦ ({text})⟧",
        "open it in a spreadsheet program and save it again",
    ),
    "R218": (
        "undeclared part",
        "nothing says what the part “{part}” is",
        "open it in a spreadsheet program and save it again, and do not add files with archive programs",
    ),
    "R219": (
        "relationships wrong",
        "the relationships between parts in “{part}” are wrong: {reason}⟦ ({text})⟧",
        "open it in a spreadsheet program and save it again",
    ),
    "R220": (
        "part missing",
        "“{text}”, to which “{part}” points, is not in the file, so content is missing",
        "get the file again, or open it in a spreadsheet program, check it and save it again",
    ),
    "R221": (
        "no workbook in it",
        "the file has no single workbook part⟦ but {count}⟧⟦ (its kind is “{text}”)⟧",
        "make sure that it is a workbook, and save it as .xlsx in a spreadsheet program",
    ),
    "R222": (
        "superfluous declaration",
        "[Content_Types].xml names the part “{part}”, which is not in the file",
        "this does no harm as a rule; saving it again removes it",
    ),
    "R223": (
        "superfluous relationships",
        "the part that “{part}” belongs to is not in the file",
        "this does no harm as a rule; saving it again removes it",
    ),
    "R224": (
        "relationship to nothing",
        "“{text}”, to which “{part}” points, is not in the file",
        "as a rule a picture or the like is lost, no data; saving it again removes it",
    ),
    # ---- XML
    "R301": (
        "XML damaged",
        "the part “{part}” is not sound XML⟦, line {line}⟧⟦ column {column}⟧⟦: {reason}⟧",
        "the file is damaged: get it again, or open it in a spreadsheet program, check it and save it again",
    ),
    "R302": (
        "DOCTYPE",
        "the part “{part}” has a document type declaration (DOCTYPE), which spreadsheet programs never write and attack files often do",
        "do not open it, check where it comes from",
    ),
    "R303": (
        "encoding",
        "the encoding “{found}” of the part “{part}” cannot be used⟦: {reason}⟧",
        "open it in a spreadsheet program and save it again",
    ),
    "R304": (
        "too deep",
        "the part “{part}” has more than {limit} levels⟦ (line {line})⟧",
        "check where it comes from, open it in a spreadsheet program and save it again",
    ),
    "R305": (
        "too many attributes",
        "the part “{part}” has more than {limit} attributes in one place⟦ (line {line})⟧",
        "check where it comes from, open it in a spreadsheet program and save it again",
    ),
    "R306": (
        "too many elements",
        "the file has more than {limit} XML elements, reading stopped at “{part}”",
        "make sure that it is a filled workbook; if so, remove superfluous blank rows and formats and save it again",
    ),
    "R307": (
        "unknown content",
        "the content “{found}” of the part “{part}” is not what belongs there, and cannot be passed over as blank",
        "open it in a spreadsheet program and save it as .xlsx",
    ),
    "R308": (
        "foreign content",
        "“{found}” in the part “{part}” stands in the wrong place or does not belong to a sheet",
        "open it in a spreadsheet program and save it as .xlsx",
    ),
    "R309": (
        "content missing",
        "the part “{part}” has no “{found}”, and cannot be passed over as blank",
        "the file may be damaged: get it again, or open it in a spreadsheet program, check it and save it again",
    ),
    # ---- sheets
    "R401": (
        "cell given twice",
        "“{found}” stands twice in one sheet, it is not known which counts",
        "the file may be damaged or tampered with: open it in a spreadsheet program, check it and save it again",
    ),
    "R402": (
        "out of order",
        "“{found}” does not stand in the order of rows and columns",
        "open it in a spreadsheet program, check it and save it again",
    ),
    "R403": (
        "wrong address",
        "the address “{found}” of a cell, row or column cannot be used, or lies outside a sheet's limits",
        "open it in a spreadsheet program, check it and save it again",
    ),
    "R404": (
        "text missing",
        "the cell points to text number “{found}”, which is not there",
        "the file is damaged, get it again",
    ),
    "R405": (
        "format missing",
        "“{part}” points to cell format number “{found}”, which is not there",
        "the file is damaged: get it again, or open it in a spreadsheet program, check it and save it again",
    ),
    "R406": (
        "text too long",
        "the text of a cell has more than {limit} characters⟦ ({part})⟧",
        "shorten it and save again",
    ),
    "R407": (
        "value and type disagree",
        "the cell's stated type “{found}” does not fit its value “{text}”",
        "the file may be damaged or tampered with: open it in a spreadsheet program, check it and save it again",
    ),
    "R408": (
        "shared formula incomplete",
        "the cell shares a formula with others, but it cannot be restored⟦: “{text}”⟧",
        "enter this formula again in a spreadsheet program and save",
    ),
    "R409": (
        "list of sheets wrong",
        "the workbook's list of sheets or names is wrong: {reason}⟦ ({text})⟧",
        "open it in a spreadsheet program, check it and save it again",
    ),
    "R410": (
        "too many cells",
        "all sheets together have more than {limit} cells",
        "make sure that it is a filled workbook; if so, remove superfluous blank rows and formats and save it again",
    ),
    "R411": (
        "merged range wrong",
        "the merged range cannot be used, or overlaps another⟦: {found}⟧",
        "unmerge it and save again",
    ),
    "R412": (
        "what-if table",
        "the cell has a formula of the kind “{found}”, which cannot be read",
        "replace it by a plain formula",
    ),
    "R413": (
        "other start of dates",
        "the workbook uses the 1904 date system, dates would be off by more than four years",
        "switch off “Use 1904 date system” in the options, check the dates and save again",
    ),
    "R414": (
        "precision as displayed",
        "the workbook has “Set precision as displayed” on, numbers may have lost digits",
        "switch it off in the options, check the numbers and save again",
    ),
    "R415": (
        "iteration on",
        "the workbook computes iteratively, circular references give no error",
        "switch off “Enable iterative calculation” in the options and save again",
    ),
    "R416": (
        "invisible character",
        "the text has an invisible control character ({found}): “{text}”",
        "type this text again",
    ),
    "R417": (
        "formula too long",
        "the formula has more than {limit} characters",
        "enter it again, or restore the original formula",
    ),
    "R418": (
        "more of the same",
        "this sheet has {count} more findings of the same kind ({code}), which are not listed one by one",
        "treat them alike",
    ),
    "R419": (
        "too many formulas",
        "all formulas together have more than {limit} characters",
        "make sure that it is a filled workbook; if so, remove superfluous rows and formulas and save it again",
    ),
    # ---- active content
    "R501": (
        "macros",
        "the file has macros, or is of a format for macros⟦ ({part})⟧⟦: {text}⟧",
        "save it as “Excel workbook (*.xlsx)”, without macros",
    ),
    "R502": (
        "external links",
        "the file refers to other workbooks⟦ ({part})⟧⟦: “{text}”⟧",
        "break the links under “Edit links”, use values or formulas within this workbook",
    ),
    "R503": (
        "data connections",
        "the file has data connections or queries⟦ ({part})⟧",
        "remove all under “Queries and connections” and save again",
    ),
    "R504": (
        "embedded objects",
        "other files or objects of programs are embedded in the file⟦ ({part})⟧",
        "remove the embedded objects and save again; hand in enclosures separately",
    ),
    "R505": ("ActiveX controls", "the file has ActiveX controls⟦ ({part})⟧", "remove the controls and save again"),
    "R506": (
        "DDE or real-time data",
        "the file exchanges data with other programs (DDE, RTD)⟦ ({part})⟧⟦: “{text}”⟧",
        "remove these formulas or links, save again, and check where it comes from",
    ),
    "R507": (
        "old macro sheets",
        "the file has old macro sheets, dialog sheets or macro names⟦ ({part})⟧⟦: {text}⟧",
        "remove these sheets and names, save again, and check where it comes from",
    ),
    "R508": (
        "name that runs by itself",
        "the name “{text}” runs by itself when the workbook is opened or closed⟦ ({part})⟧",
        "delete it in the name manager (it may be hidden), and check where it comes from",
    ),
    "R509": (
        "function that fetches",
        "the function {text} reaches the network, a database or another program, or runs text as a formula",
        "replace it by a value or a plain formula",
    ),
    "R510": (
        "part outside the file",
        "the file takes content from outside: “{part}”",
        "remove the linked picture or template and save again",
    ),
    "R511": (
        "add-ins",
        "the file brings add-ins or a ribbon of its own⟦ ({part})⟧",
        "remove the add-ins and save again",
    ),
    # ---- numbers
    "R601": ("not a number", "“{text}” is not a number", "write half-width digits, such as 1408.78"),
    "R602": (
        "arithmetic noise removed",
        "“{text}” carries the noise of binary arithmetic, it is read as {would_be}",
        "nothing has to be done; type it again if you like",
    ),
    "R603": (
        "too many digits",
        "“{text}” has more than 15 significant digits, it is read as {would_be}",
        "check it, round it and type it again if needed",
    ),
    "R604": (
        "number too large",
        "“{text}” is too large for an amount or a count",
        "check the unit and the decimal point",
    ),
    "R605": (
        "number stored as text",
        "“{text}” is text, no number, and enters no sum; it looks like {would_be}",
        "write half-width digits without thousands separators, units or blanks, in a cell formatted as General or Number",
    ),
}

WORDS: dict[str, str] = {
    "dangling": "the file that the link points to is gone",
    "special_fifo": "a pipe",
    "special_socket": "a socket",
    "special_device": "a device",
    "only_zeros": "it is all zeros, the transfer may have been cut",
    "compound": "an old compound file without a workbook in it",
    "xml_table": "XML spreadsheet 2003",
    "name_encoding": "wrong encoding",
    "name_length": "blank or too long",
    "name_control": "it has invisible characters",
    "name_backslash": "it has a backslash",
    "name_absolute": "it is no relative path",
    "name_dots": "the path has blank pieces, “.”, “..” or coded characters",
    "zip_end": "the end record and the directory disagree",
    "zip_entry": "an entry of the directory is malformed",
    "zip_extra": "its extra fields are malformed",
    "zip_flags": "flags that are not supported",
    "zip_64": "needless comments or 64-bit extensions",
    "types_missing": "there is no such part",
    "types_element": "an entry is malformed",
    "types_twice": "an entry is given twice",
    "relation_element": "an entry is malformed",
    "relation_twice": "an id is used twice",
    "relation_several": "several parts where there must be one",
    "relation_shared": "one part is used twice",
    "relation_type": "the part that it points to is of another kind",
    "sheet_entry": "a sheet has no name, or a state that does not exist",
    "sheet_twice": "two sheets have the same name or the same content",
    "sheet_part": "a sheet has no content that belongs to it",
    "no_sheets": "there is not a single sheet",
    "name_sheet": "a name belongs to a sheet that is not there",
    "overlap": "it overlaps another merged range",
}
