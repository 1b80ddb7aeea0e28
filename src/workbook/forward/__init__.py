"""Next year's data made of this year's: what is carried, what is kept to be reviewed, what is emptied."""

from workbook.forward.last import Last, Look, Seen
from workbook.forward.merge import merged
from workbook.forward.next import Forward, next_year

__all__ = ["Forward", "Last", "Look", "Seen", "merged", "next_year"]
