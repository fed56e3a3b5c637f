"""How much of a file is read before it is refused; each number with its reason."""

MAX_BYTES = 64 * 1024 * 1024
"""An export of 100,000 people with forty columns is about 30 MB as text."""

MAX_ROWS = 250_000
"""Keeps a whole reading well under a gigabyte; larger companies export by country or division."""

MAX_SHEET_ROWS = 1_048_576
"""The last row an Excel sheet can have: formatting alone often reaches down to it."""

MAX_COLUMNS = 1_000
"""The widest exports seen, with every custom field of the HR system, have a few hundred."""

MAX_CELL_CHARACTERS = 32_767
"""What one Excel cell can hold; the longest true cell is a review's comment."""

MAX_RECORD_CHARACTERS = 1_000_000
"""One row with all its cells. A longer one is a quotation mark that was never closed, or an attack."""

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""An .xlsx with 250,000 rows of forty columns unpacks to about 450 MB of XML, read as a stream."""

MAX_OTHER_PART_BYTES = 16 * 1024 * 1024
"""Parts of an .xlsx that are read whole, such as its styles; true ones are far below a megabyte."""

MAX_UNPACKING_RATIO = 100
"""The same bound as Apache POI's ZipSecureFile (minimum inflate ratio 0.01)."""

MIN_BYTES_FOR_RATIO = 100 * 1024
"""Below this, a high ratio harms nobody and does occur: POI's grace entry size."""

MAX_ARCHIVE_PARTS = 2_000
"""A workbook has about ten parts, and a few for every sheet and picture."""

HEADER_SEARCH_ROWS = 20
"""How far down the header row is looked for, below titles and blank rows."""
