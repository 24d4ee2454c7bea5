"""How large an input may be. Beyond these a file is refused with a sentence, not a crash."""

MAX_FILES = 500
MAX_FILE_BYTES = 4 * 1024**3
MAX_ROWS = 5_000_000
MAX_COLUMNS = 200
# Excel's own limit is 32,767 characters a cell.
MAX_CELL_CHARS = 1024**2
# A row of 26 cells, each as long as Excel allows, has 852 thousand.
MAX_ROW_CHARS = 4 * 1024**2
HEADER_SEARCH_ROWS = 200

# Workbooks. Real ones pack 5–20 to 1; a zip bomb 1,000 to 1. Small ones are let off.
MAX_UNPACKED_BYTES = 3 * 1024**3
MAX_UNPACK_RATIO = 100
SMALL_UNPACKED_BYTES = 32 * 1024**2
MAX_PARTS = 5_000
MAX_SHEETS = 100
# How long sheets that are not ours are gone through; the one of LAPOR! itself comes first.
SEARCH_SECONDS = 3.0
# The worksheet reader holds rows × columns in memory at once, also of cells that are not there: a
# table is refused where it has more than this and fewer than one byte in four of its own.
MAX_SHEET_CELLS = 60_000_000
SMALL_SHEET_CELLS = 4_000_000
BYTES_PER_CELL = 4
# Cells may share a text; written out they may take this, or so many times the bytes of the file.
SMALL_SHARED_CHARS = 96 * 1024**2
MAX_SHARED_RATIO = 4
# The worksheet reader makes room for as many shared texts as a workbook announces (24 bytes each),
# and ends the whole program where there is none; some writers announce each use of a text.
SMALL_SHARED_TEXTS = 1_000_000
MAX_ANNOUNCED_RATIO = 10
