"""Finds the row that says what the columns are, below titles, over two rows, in merged cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lms.areas.sheets.grid import Cell, Grid, Row
from lms.areas.sheets.vocabulary import Vocabulary

SEARCHED_ROWS = 100
MOST_ACROSS = 40


@dataclass(frozen=True)
class Heading:
    """``text`` as it stands there (both rows of it), ``above`` what stands over it alone, ``key`` "" if unknown."""

    text: str
    above: str
    key: str


@dataclass(frozen=True)
class Header:
    row: int  # from nought
    depth: int  # rows it takes
    headings: dict[int, Heading]  # by column

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(heading.key for heading in self.headings.values() if heading.key)

    @property
    def known(self) -> int:
        return sum(bool(heading.key) for heading in self.headings.values())

    @property
    def below(self) -> int:
        return self.row + self.depth


def find_header(grid: Grid, vocabulary: Vocabulary) -> Header | None:
    """The best header of a sheet; None where no row names all required columns."""
    rows = _spread(grid)
    best: Header | None = None
    for index, row in enumerate(rows):
        for header in _readings(index, row, rows, vocabulary):
            if vocabulary.required <= header.keys and _worth(header) > (_worth(best) if best else 0):
                best = header
    return best


def _readings(index: int, row: Row, rows: list[Row], vocabulary: Vocabulary) -> list[Header]:
    if not any(isinstance(cell, str) for cell in row):
        return []
    found = [_one_row(index, row, vocabulary)]
    several = len({_words(cell) for cell in row if cell is not None}) > 1  # a lone text is a title
    if several and index + 1 < len(rows) and _goes_on(row, rows[index + 1]):
        two = _two_rows(index, row, rows[index + 1], vocabulary)
        found = [two] if _is_upper_half(row, rows[index + 1], vocabulary) else [*found, two]
    return found


def _is_upper_half(top: Row, bottom: Row, vocabulary: Vocabulary) -> bool:
    """Is a heading merged with the cell below it, or does a known one stand under one that is merged sideways? Then
    the row below belongs to the header, however well the upper row reads alone ("Kontak" over "No HP", "No rekening").
    """
    pairs = [(upper, lower) for upper, lower in zip(top, bottom, strict=False) if isinstance(upper, str)]
    if any(upper == lower and vocabulary.means(upper) for upper, lower in pairs):
        return True
    under = [(lower, upper == right) for (upper, lower), (right, _) in pairwise(pairs)]
    return any(merged and isinstance(lower, str) and vocabulary.means(lower) for lower, merged in under)


def _worth(header: Header) -> int:
    """A lone word that fits is a header only if it stands alone."""
    if header.known == 1 and len(header.headings) > 3:
        return 0
    return 10 * len(header.keys) + header.known


def _one_row(index: int, row: Row, vocabulary: Vocabulary) -> Header:
    texts = {column: _words(cell) for column, cell in enumerate(row) if _words(cell)}
    return Header(index, 1, {column: Heading(text, "", vocabulary.means(text)) for column, text in texts.items()})


def _two_rows(index: int, top: Row, bottom: Row, vocabulary: Vocabulary) -> Header:
    headings: dict[int, Heading] = {}
    over = ""  # what stands over the column, or over one to the left of it
    for column in range(max(len(top), len(bottom))):
        upper, lower = _words(_at(top, column)), _words(_at(bottom, column))
        over = upper or (over if lower else "")
        if over or lower:
            headings[column] = _of_two(over if lower else upper, lower, vocabulary)
    return Header(index, 2, headings)


def _of_two(upper: str, lower: str, vocabulary: Vocabulary) -> Heading:
    """Both words together mean most, then the lower one; the upper one alone only where nothing stands below."""
    if not lower or not upper or upper == lower:
        text = lower or upper
        return Heading(text, "", vocabulary.means(text))
    both = f"{upper} {lower}"
    return Heading(both, upper, vocabulary.means(both) or vocabulary.means(lower))


def _goes_on(top: Row, bottom: Row) -> bool:
    """Could be the second row of a header: short words, or numbers of people ("1 2 3" under "Nama kader"), but not
    the numbers of all columns."""
    texts = [cell for cell in bottom if cell is not None]
    numbers = [cell for cell in texts if isinstance(cell, int) and 0 < cell < MOST_ACROSS]
    if len(numbers) == len(texts) and len(texts) >= sum(cell is not None for cell in top):
        return False
    words = [cell for cell in texts if isinstance(cell, str)]
    return len(words) + len(numbers) == len(texts) > 0 and all(
        len(word) <= 40 and sum(sign.isdigit() for sign in word) < 4 for word in words
    )


def _spread(grid: Grid) -> list[Row]:
    """The first rows, with the value of a merged cell in every cell of it."""
    rows = grid.first(SEARCHED_ROWS)
    for top, left, bottom, right in grid.merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : min(bottom, top + 3) + 1]:
            row.extend([None] * (min(right, 500) + 1 - len(row)))
            row[left : right + 1] = [rows[top][left]] * (min(right, 500) + 1 - left)
    return rows


def titles_above(grid: Grid, header: Header) -> list[str]:
    """The filled rows over the header, each as one text."""
    return [text for row in grid.first(header.row) if (text := joined(row))]


def joined(row: Sequence[Cell]) -> str:
    return " ".join(_words(cell) for cell in row if cell is not None)


def _words(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell)


def _at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None
