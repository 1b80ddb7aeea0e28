"""How much a file may ask of us. Each limit is checked before the work it limits is done."""

FILE_BYTES = 64 * 1024 * 1024
"""the file as it lies on the disk"""

ENTRIES = 2_000
PART_BYTES = 128 * 1024 * 1024
TOTAL_BYTES = 256 * 1024 * 1024
RATIO = 200
RATIO_FREE = 100_000
"""a part may inflate to this many bytes whatever its ratio"""

DEPTH = 64
ATTRIBUTES = 64
ELEMENTS = 1_000_000
"""in all XML parts together"""

CELLS = 350_000
"""in all sheets together, blank ones with a style included"""

ROWS = 1_048_576
COLUMNS = 16_384
CELL_TEXT = 32_767
FORMULA = 8_192
FORMULAS = 20_000_000
"""characters of all formulas and rules of the file together, shared ones counted for each of their cells"""

STYLES = 65_536
MERGES = 20_000
"""in one sheet"""

REPEATS = 20
"""findings of one code in one sheet that are told singly"""
