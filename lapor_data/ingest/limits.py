"""How large an input may be. Beyond these a file is refused with a sentence, not a crash."""

MAX_FILE_BYTES = 4 * 1024**3
MAX_UNPACKED_BYTES = 3 * 1024**3
# A real worksheet packs about 10–20 to 1; a zip bomb 1,000 to 1 and more.
MAX_UNPACK_RATIO = 200
MAX_COLUMNS = 200
# Rows × columns that the worksheet reader would hold in memory at once.
MAX_SHEET_CELLS = 60_000_000
MAX_CELL_CHARS = 16 * 1024**2
HEADER_SEARCH_ROWS = 200
