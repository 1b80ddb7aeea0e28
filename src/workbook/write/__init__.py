"""Writing: a finished grid becomes a file. Nothing is decided here."""

from workbook.write.atomic import put_atomically, write_atomically
from workbook.write.xlsx import CREATED, write_xlsx

__all__ = ["CREATED", "put_atomically", "write_atomically", "write_xlsx"]
