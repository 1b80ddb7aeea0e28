"""What lies on the disk for a moment only, and what runs that were cut off left behind."""

from workbook.disk.stale import (
    begin,
    clear_abandoned,
    known_as,
    name_aside,
    temporary_file,
    temporary_folder,
    working_folder,
)

__all__ = ["begin", "clear_abandoned", "known_as", "name_aside", "temporary_file", "temporary_folder", "working_folder"]
