"""A whole list between reading and planning: what it speaks of, and its rows, packed until they are planned.

Whether somebody moved or serves in both places is known only when the last row is read. A hundred thousand entries take
ten times the memory that they take packed, and reading the file a second time takes longer than unpacking.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
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


@dataclass
class Listing:
    """``names``: hash of (name key, posyandu); ``covered``: posyandu and fields it speaks of; ``codes``: of kader."""

    names: set[int] = field(default_factory=set)
    covered: set[tuple[int, str]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    count: int = 0
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
        """The rows of that run as they were read, not yet planned. What is handed out is forgotten: once only."""
        line = 0
        while self._batches:
            for sheet, row, said, mark, sealed in _unpacked(self._batches.pop(0)):
                line += 1
                yield RosterRow(run=run, line=line, sheet=sheet, row=row, read=said, nik_index=mark, nik_sealed=sealed)

    def _heard(self, read: Entry, found: Places) -> list[Any]:
        self.count += 1
        entry = _sealed(read)
        if spot := found.find(entry).spot:
            self.names.add(hash((name_key(entry.name), spot.id)))
            self.covered.add((spot.id, entry.field if entry.field in FIELDS else KESEHATAN))
        self.codes.update(codes([entry]))
        return [entry.sheet[:60], entry.row, lines.to_json(entry), entry.nik_mark, entry.nik_sealed]


def _sealed(entry: Entry) -> Entry:
    """The entry with its NIK sealed; nothing after this knows the digits."""
    if not entry.nik:
        return entry
    wrapped = nik.wrap(entry.nik)
    return replace(entry, nik="", nik_mark=wrapped.index, nik_sealed=wrapped.sealed)


def _packed(rows: list[list[Any]]) -> bytes:
    return zlib.compress(json.dumps(rows).encode(), level=1)


def _unpacked(batch: bytes) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads(zlib.decompress(batch))
    return rows
