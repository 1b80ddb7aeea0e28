"""What each cell is called: 表.行.列, the names that scripts, findings and people use."""

from workbook.names.names import Named, Place3, named_cells, names_by_place

__all__ = ["Named", "Place3", "named_cells", "names_by_place"]
