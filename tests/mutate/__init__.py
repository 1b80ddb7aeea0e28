"""One good workbook, changed in one place at a time: each change is found and named, or does no harm."""
