"""What columns may be called. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from lms.areas.sheets.grid import Cell

LONGEST_HEADING = 80
LIKE = 88  # of 100: one wrong letter in eight
SHORTEST_LIKE = 5
# Words that may stand beside a name of a column without changing what it means.
NOISE = frozenset(
    "nama lengkap kader posyandu sesuai ktp kk dan gelar yang aktif data isi wajib contoh hh bb tttt dd mm yyyy no "
    "nomor tgl bln thn diisi dengan huruf besar kapital kolom l p laki perempuan saat ini jika ada tahun".split()
)


@dataclass(frozen=True)
class Column:
    """What a list may hold. ``names`` are its headings, however written.

    ``required``: without it there is no table. ``across``: may stand several times in a row, once a person, together
    with the columns that are ``personal``. ``carried``: an empty cell may mean the same as above. ``joined``: of
    several such columns all values count, else the first. ``ours``: only a sheet that we wrote has it, and there an
    empty cell is empty.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    across: bool = False
    personal: bool = False
    carried: bool = False
    joined: bool = False
    ours: bool = False


@lru_cache(maxsize=8192, typed=True)
def plain(heading: Cell) -> str:
    """Lower case words and numbers only: "No. HP / WA *)" -> "no hp wa"."""
    if not isinstance(heading, str):
        return "" if heading is None else str(heading)
    text = unicodedata.normalize("NFKD", heading[: LONGEST_HEADING * 4]).lower()
    text = re.sub(
        r"\bjns\b", "jenis", re.sub(r"[^a-z0-9]+", " ", re.sub(r"[\u0300-\u036f'\u2019`.](?=[a-z])", " ", text))
    )
    return " ".join(text.split())


def unnumbered(heading: str) -> str:
    """ "kader 1" -> "kader"; "hp 2" -> "hp"."""
    return re.sub(r"^\d+ | \d+$| (i|ii|iii|iv|v|ke) ?\d*$", "", heading)


class Vocabulary:
    """Knows which heading means which column. ``mapping`` (heading -> key, "" for none) outranks what it knows."""

    def __init__(self, columns: Iterable[Column], mapping: Mapping[str, str] | None = None) -> None:
        self.columns = {column.key: column for column in columns}
        self.required = frozenset(key for key, column in self.columns.items() if column.required)
        self._told = {plain(heading): key for heading, key in (mapping or {}).items() if key in self.columns or not key}
        self._keys = {plain(name): key for key, column in self.columns.items() for name in column.names}
        self._words = {name: frozenset(name.split()) for name in self._keys}
        self._known: dict[str, str] = {}

    def means(self, text: str) -> str:
        """The column that a heading means as it is written, also without what stands in brackets; or ""."""
        whole = plain(text)
        if whole in self._told or "(" not in text:
            return self.key_of(whole)
        return self.key_of(whole) or self.key_of(plain(re.sub(r"\([^)]*\)?", " ", text)))

    def key_of(self, heading: str) -> str:
        """The column that a plain heading means, or ""."""
        if heading not in self._known:
            self._known[heading] = self._find(heading)
        return self._known[heading]

    def _find(self, heading: str) -> str:
        if heading in self._told:
            return self._told[heading]
        if not heading or len(heading) > LONGEST_HEADING or heading.isdigit():
            return ""
        bare = unnumbered(heading)
        return self._keys.get(heading) or self._keys.get(bare) or self._alike(bare) or self._within(bare)

    def _alike(self, heading: str) -> str:
        if len(heading) < SHORTEST_LIKE:
            return ""
        names = [name for name in self._keys if len(name) >= SHORTEST_LIKE]
        best = process.extractOne(heading, names, scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._keys[best[0]] if best else ""

    def _within(self, heading: str) -> str:
        words = set(heading.split())
        found = [name for name, own in self._words.items() if own <= words and words - own <= NOISE]
        return self._keys[max(found, key=lambda name: (len(self._words[name]), len(name)))] if found else ""
