"""Which sheets of a file hold the list, read together."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from lms.areas.sheets.grid import Grid
from lms.areas.sheets.header import Header, find_header
from lms.areas.sheets.refusal import Unreadable
from lms.areas.sheets.table import Table
from lms.areas.sheets.vocabulary import Column, Vocabulary, plain

SAME_SHAPE = 0.6  # share of columns that two sheets of one list have in common
FEWEST = 0.5  # of the columns of the best sheet


def find_tables(
    grids: Iterable[Grid], columns: Sequence[Column], mapping: Mapping[str, str] | None = None
) -> list[Table]:
    """The sheet with the best header and all of the same shape, in the order of the file; hidden ones only where no
    other sheet fits.

    ``mapping`` (heading -> key of a column, "" for none) is what somebody remembered or corrected. Unreadable where
    no sheet names every required column.
    """
    vocabulary = Vocabulary(columns, mapping)
    found = [(grid, header) for grid in grids if (header := find_header(grid, vocabulary))]
    found = [(grid, header) for grid, header in found if not grid.hidden] or found
    if not found:
        needed = " dan ".join(f"“{column.names[0]}”" for column in columns if column.required)
        raise Unreadable(
            f"Tidak ada baris judul kolom dengan {needed} di berkas ini; beri judul pada setiap kolom, lalu "
            "unggah lagi."
        )
    best = max((header for _, header in found), key=lambda header: (len(header.keys), header.known))
    return [Table(grid, header, vocabulary) for grid, header in found if _is_like(header, best)]


def mapping_of(tables: Sequence[Table]) -> dict[str, str]:
    """Heading -> key of all tables together; can be kept as JSON and given to find_tables() again."""
    return {heading: key for table in tables for heading, key in table.mapping.items()}


def fingerprint(tables: Sequence[Table]) -> str:
    """The same for files with the same headings, whatever their order, capitals and rows."""
    headings = sorted({plain(heading) for heading in mapping_of(tables)})
    return hashlib.sha256("\n".join(headings).encode()).hexdigest()


def _is_like(header: Header, best: Header) -> bool:
    common = len(header.keys & best.keys)
    return common >= SAME_SHAPE * len(header.keys | best.keys) and common >= FEWEST * len(best.keys)
