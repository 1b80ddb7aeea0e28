"""Run by the system's Python, which has the module uno: do the steps of `libreoffice.session` in an office.

The job comes as JSON on standard input, what was read goes as JSON to standard output.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.CellInsertMode import DOWN
from com.sun.star.sheet.FormulaResult import STRING
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT


def main() -> None:
    job = json.load(sys.stdin)
    pipe = f"workbook{os.getpid()}"
    accept = f"--accept=pipe,name={pipe};urp;"
    command = [job["program"], job["profile"], "--headless", "--norestore", "--nologo", accept]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        desktop = connect(pipe, office)
        url = Path(job["path"]).resolve().as_uri()
        document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
        found = [result for step in job["steps"] for result in act(document, step)]
        document.close(True)
        json.dump(found, sys.stdout)
        sys.stdout.flush()
    finally:
        os.killpg(office.pid, signal.SIGKILL)  # the group started above, and nothing else
        office.wait()
    # The bridge's threads crash now and then when the interpreter takes them down after their office has gone.
    os._exit(0)


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        if office.poll() is not None and office.returncode:
            raise SystemExit(f"the office ended with {office.returncode}")
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("the office did not answer within a minute")


def act(document, step):
    """Do one step; a list with the value it read, or an empty list."""
    if "store" in step:
        url = Path(step["store"]).resolve().as_uri()
        document.storeToURL(url, (option("FilterName", "Calc MS Excel 2007 XML"),))
        return []
    if "recalculate" in step:
        document.calculateAll()
        return []
    sheet = document.Sheets.getByName(step["sheet"])
    if "insert_rows" in step:
        sheet.Rows.insertByIndex(step["row"] - 1, step["insert_rows"])
        return []
    if "copy_row" in step:
        copy_row(sheet, step["copy_row"])
        return []
    cell = sheet.getCellRangeByName(step["cell"])
    if "move_to" in step or "insert_cells" in step:
        move(sheet, cell, step.get("move_to"))
        return []
    if "formula" in step:
        cell.Formula = step["formula"]
    elif "set" in step:
        put(cell, step["set"])
    else:
        return [read(cell)]
    return []


def copy_row(sheet, row):
    """As with "insert copied cells": the sheet's protection has no password, and is put on again."""
    protected = sheet.isProtected()
    sheet.unprotect("")
    sheet.Rows.insertByIndex(row, 1)
    sheet.copyRange(sheet.getCellByPosition(0, row).CellAddress, sheet.Rows.getByIndex(row - 1).RangeAddress)
    if protected:
        sheet.protect("")


def move(sheet, cells, to):
    """Cut and put elsewhere, or (to is None) moved down by cells inserted in their place."""
    protected = sheet.isProtected()
    sheet.unprotect("")
    if to is None:
        sheet.insertCells(cells.RangeAddress, DOWN)
    else:
        sheet.moveRange(sheet.getCellRangeByName(to).getCellByPosition(0, 0).CellAddress, cells.RangeAddress)
    if protected:
        sheet.protect("")


def put(cell, value):
    if value is None:
        cell.clearContents(1 | 2 | 4 | 16)  # numbers, dates, texts, formulas
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def read(cell):
    if cell.Type == EMPTY:
        return None
    if cell.getError():
        return cell.String
    kind = cell.FormulaResultType2 if cell.Type == FORMULA else None
    is_text = cell.Type == TEXT or kind == STRING
    return cell.String if is_text else cell.Value


def option(name, value):
    result = PropertyValue()
    result.Name, result.Value = name, value
    return result


main()
