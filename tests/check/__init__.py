"""workbook check: filled workbooks answered for."""
