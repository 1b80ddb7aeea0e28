"""Writing: a finished grid becomes a file. Nothing is decided here."""

from workbook.write.atomic import write_atomically
from workbook.write.xlsx import CREATED, write_xlsx

__all__ = ["CREATED", "write_atomically", "write_xlsx"]
