"""Several people in one row: side by side in columns, or one under another in a cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lms.areas.sheets.grid import Cell, Row
from lms.areas.sheets.header import Header
from lms.areas.sheets.vocabulary import Column, Vocabulary, plain, unnumbered

MARK = re.compile(r"(?:^|(?<=[\s;,]))\(?\d{1,2}[.)]\s*(?=[^\d\s])|^\s*[-\u2022*]\s+", re.MULTILINE)
LIST_OF_NAMES = re.compile(r"[^\d.,;]{4,}(?:,[^\d.,;]{4,}){2,}")


@dataclass(frozen=True)
class Group:
    """The columns of one person in a row, and those that hold for all in it."""

    label: str
    place_of_name: int
    columns: tuple[tuple[int, str], ...]

    def values(self, row: Row, columns: Mapping[str, Column]) -> dict[str, Cell]:
        found: dict[str, Cell] = {}
        width = len(row)
        for place, key in self.columns:
            if place >= width or (cell := row[place]) is None:
                continue
            if key not in found:
                found[key] = cell
            elif columns[key].joined and cell != found[key]:
                found[key] = f"{found[key]} / {cell}"
        return found


def group_columns(header: Header, vocabulary: Vocabulary) -> list[Group]:
    """One group as a rule; several where a column that may stand across (a name) stands more than once."""
    known = [(place, heading.key) for place, heading in sorted(header.headings.items()) if heading.key]
    starts = _told_apart(header, [place for place, key in known if vocabulary.columns[key].across])
    if len(starts) <= 1:
        only = (starts or [place for place, key in known if key in vocabulary.required])[0]
        return [Group(header.headings[only].text, only, tuple(known))]
    groups = []
    for start, end in zip(starts, [*starts[1:], 10**6], strict=True):
        own = [(place, key) for place, key in known if start <= place < end and _is_own(vocabulary.columns[key])]
        shared = [(place, key) for place, key in known if not _is_own(vocabulary.columns[key])]
        groups.append(Group(header.headings[start].text, start, (*own, *shared)))
    return groups


def _told_apart(header: Header, starts: list[int]) -> list[int]:
    """Without headings that only say more of one before ("Nama", "Nama lengkap"): that is one person twice."""
    kept: list[int] = []
    seen: list[set[str]] = []
    for place in starts:
        words = set(unnumbered(plain(header.headings[place].text)).split())
        if not any(words != other and (words <= other or other <= words) for other in seen):
            kept.append(place)
        seen.append(words)
    return kept


def _is_own(column: Column) -> bool:
    return column.across or column.personal


def split_people(values: dict[str, Cell], columns: Mapping[str, Column]) -> Iterator[dict[str, Cell]]:
    """One dict a person. What does not come apart in the same way holds for all, if it has no number in it: whose
    telephone a single one is, nobody can say."""
    across = [key for key in values if columns[key].across]
    names = parts(values[across[0]]) if across else []
    if len(names) < 2:
        yield values
        return
    pieces = {key: parts(value) for key, value in values.items() if _is_own(columns[key])}
    for index, name in enumerate(names):
        person = {key: value for key, value in values.items() if key not in pieces}
        for key, found in pieces.items():
            if len(found) == len(names):
                person[key] = found[index]
            elif not re.search(r"\d", str(values[key])):
                person[key] = values[key]
        yield {**person, across[0]: name}


def parts(value: Cell) -> list[str]:
    """Names (or numbers) in one cell: numbered, on lines of their own, or parted by semicolons; else one."""
    if not isinstance(value, str):
        return [str(value)]
    if len(MARK.findall(value)) > 1:
        found = MARK.split(value)
    elif "\n" in value.strip() or ";" in value:
        found = re.split(r"[\n;]", value)
    elif LIST_OF_NAMES.fullmatch(value):
        found = value.split(",")
    else:
        return [value]
    return [piece for part in found if (piece := part.strip(" \n\t,;"))]
