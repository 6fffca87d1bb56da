"""How much of a file is read. Also read by the process that stands apart, so nothing is imported here."""

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000  # of all sheets together
MOST_COLUMNS = 500
LONGEST_CELL = 32_767
MOST_SHEETS = 300
MOST_MERGED = 2_000
# Of the process that parses: 100,000 rows of 20 columns need about a third of it.
MEMORY = 1024 * 1024 * 1024
SECONDS = 30  # of one processor; a busy machine may take some times as long
SECONDS_BY_THE_CLOCK = 240
