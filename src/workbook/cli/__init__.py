"""The command line: a thin skin over `workbook.api`."""
