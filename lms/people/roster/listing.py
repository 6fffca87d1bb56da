"""A whole list between reading and planning: what it speaks of, and its rows, packed until they are planned.

Whether somebody moved or serves in both places is known only when the last row is read. A hundred thousand entries take
ten times the memory that they take packed, and reading the file a second time takes longer than unpacking.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count, islice
from typing import Any

from lms.people import nik
from lms.people.models import RosterRow, RosterRun
from lms.people.roster import lines
from lms.people.roster.entries import Entry
from lms.people.roster.match import name_key
from lms.people.roster.places import Places
from lms.people.roster.plan import FIELDS, KESEHATAN
from lms.people.roster.present import codes

BATCH = 200
WELL_KNOWN = 2


@dataclass
class Listing:
    """``names``: hash of (name key, posyandu), and how much the row says that says most of that name there;
    ``covered``: posyandu and fields it speaks of; ``codes``: of kader."""

    names: dict[int, int] = field(default_factory=dict)
    covered: set[tuple[int, str]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    size: int = 0
    _batches: list[bytes] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, entries: Iterable[Entry], found: Places) -> "Listing":
        """Walks the entries once."""
        listing = cls()
        waiting = iter(entries)
        while some := [listing._heard(entry, found) for entry in islice(waiting, BATCH)]:
            listing._batches.append(_packed(some))
        return listing

    def rows(self, run: RosterRun) -> Iterator[RosterRow]:
        """The rows of that run as they were read, not yet planned. What is handed out is forgotten: once only.

        Of namesakes in one posyandu those come last who say least: which of the others they mean can only be asked
        once the others are known.
        """
        waiting: list[list[list[Any]]] = [[] for _much in range(WELL_KNOWN)]
        numbers = count(1)
        while self._batches:
            for said in _unpacked(self._batches.pop(0)):
                much, namesakes = said.pop(), said.pop()
                if much < self.names.get(namesakes, 0):
                    waiting[much].append(said)
                else:
                    yield _row(run, next(numbers), said)
        for said in chain.from_iterable(reversed(waiting)):
            yield _row(run, next(numbers), said)

    def _heard(self, read: Entry, found: Places) -> list[Any]:
        self.size += 1
        entry, much, namesakes = _sealed(read), _says(read), 0
        if spot := found.find(entry).spot:
            namesakes = hash((name_key(entry.name), spot.id))
            self.names[namesakes] = max(much, self.names.get(namesakes, 0))
            self.covered.add((spot.id, entry.field if entry.field in FIELDS else KESEHATAN))
        self.codes.update(codes([entry]))
        return [entry.sheet[:60], entry.row, lines.to_json(entry), entry.nik_mark, entry.nik_sealed, namesakes, much]


def _sealed(entry: Entry) -> Entry:
    """The entry with its NIK sealed; nothing after this knows the digits."""
    if not entry.nik:
        return entry
    wrapped = nik.wrap(entry.nik)
    return replace(entry, nik="", nik_mark=wrapped.index, nik_sealed=wrapped.sealed)


def _says(entry: Entry) -> int:
    """How much a row says of who she is."""
    if entry.birth_date or entry.code or entry.nik:
        return WELL_KNOWN
    return 1 if entry.phone else 0


def _row(run: RosterRun, line: int, said: list[Any]) -> RosterRow:
    sheet, row, read, mark, sealed = said
    return RosterRow(run=run, line=line, sheet=sheet, row=row, read=read, nik_index=mark, nik_sealed=sealed)


def _packed(rows: list[list[Any]]) -> bytes:
    return zlib.compress(json.dumps(rows).encode(), level=1)


def _unpacked(batch: bytes) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads(zlib.decompress(batch))
    return rows
