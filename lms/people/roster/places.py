"""Which posyandu a row of a list means: by names as they are written, within the right area. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from lms.people.roster.entries import Entry
from lms.people.roster.match import Likeness, likeness, place_key


@dataclass(frozen=True, slots=True)
class Desa:
    """A desa/kelurahan, with the key of its kecamatan's name."""

    id: int
    name: str
    key: str
    kecamatan: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A posyandu, or a pustu (its id below nought, its name beginning with "Pustu"); ``within``: the one who brings
    the list may write there."""

    id: int
    name: str
    key: str
    desa: Desa
    puskesmas: str
    within: bool

    @property
    def words(self) -> str:
        return f"{self.name if self.id < 0 else f'Posyandu {self.name}'}, {self.desa.name}"


@dataclass(frozen=True)
class Found:
    """Where a row belongs: ``spot``, else whatever is ``near`` to ask about, and a sentence that says why."""

    spot: Spot | None = None
    near: tuple[Spot, ...] = ()
    sentence: str = ""


@dataclass
class Places:
    """The posyandu of a kab/kota (or of what a list covers) and the names of its desa.

    ``elsewhere``: keys of desa of the province outside; what is written so is a real name and no misspelling of ours.
    """

    spots: dict[int, Spot]
    desa: list[Desa]
    elsewhere: frozenset[str] = frozenset()
    _found: dict[tuple[str, str, str, str], Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._of_desa: dict[int, list[Spot]] = defaultdict(list)
        for spot in self.spots.values():
            self._of_desa[spot.desa.id].append(spot)
        self._named: dict[str, list[Desa]] = defaultdict(list)
        for one in self.desa:
            self._named[one.key].append(one)

    def find(self, entry: Entry) -> Found:
        """The posyandu of a row. Rows that write the same are looked at once."""
        written = (entry.kecamatan, entry.kelurahan, entry.puskesmas, entry.posyandu)
        if written not in self._found:
            self._found[written] = self._find(*written)
        return self._found[written]

    def _find(self, kecamatan: str, kelurahan: str, puskesmas: str, posyandu: str) -> Found:
        if not place_key(posyandu):
            return Found(sentence="Posyandunya tidak tertulis. Isi kolom posyandu, lalu unggah lagi.")
        if not kelurahan:
            return self._among(self._served_by(puskesmas), posyandu, "di wilayah ini")
        read = self._desa(kecamatan, kelurahan)
        if read.means is None:
            return self._unknown_desa(read, kelurahan, posyandu)
        desa = self._in_kecamatan(self._named[read.means], kecamatan)
        found = self._among(self._standing_in(desa), posyandu, f"di {desa[0].name}")
        if read.misspelt and found.spot:
            found = Found(found.spot, sentence=_joined(f"Ditulis {kelurahan}, dibaca {desa[0].name}.", found.sentence))
        return found if found.spot or found.near else self._in_another_desa(found, posyandu)

    def _desa(self, kecamatan: str, kelurahan: str) -> Likeness:
        key = place_key(kelurahan)
        names = {one.key for one in self._in_kecamatan(self.desa, kecamatan)}
        read = likeness(key, names if key in names else self._named.keys())
        if read.misspelt and read.means and key in self.elsewhere:
            return Likeness(near=(read.means,))
        return read

    def _in_kecamatan(self, desa: list[Desa], kecamatan: str) -> list[Desa]:
        """Those in the kecamatan that was written; all of them if nothing was, or nothing fits."""
        named = likeness(place_key(kecamatan), {one.kecamatan for one in desa}).means if kecamatan else None
        return [one for one in desa if one.kecamatan == named] or desa

    def _unknown_desa(self, read: Likeness, kelurahan: str, posyandu: str) -> Found:
        desa = [one for key in read.near for one in self._named[key]]
        found = self._among(self._standing_in(desa), posyandu, "")
        near = (found.spot,) if found.spot else found.near
        if near:
            return Found(near=near, sentence=f"Kelurahan {kelurahan} tidak ada di sini; yang mirip ada.")
        return Found(
            sentence=f"Kelurahan {kelurahan} tidak dikenal di wilayah ini. Betulkan namanya, lalu unggah lagi."
        )

    def _among(self, spots: Iterable[Spot], posyandu: str, where: str) -> Found:
        named: dict[str, list[Spot]] = defaultdict(list)
        for spot in spots:
            named[spot.key].append(spot)
        read = likeness(place_key(posyandu), named.keys())
        meant = named[read.means] if read.means is not None else []
        meant = [spot for spot in meant if spot.within] or meant
        if len(meant) == 1:
            return Found(meant[0], sentence=f"Ditulis {posyandu}, dibaca {meant[0].name}." if read.misspelt else "")
        near = meant or [spot for key in read.near for spot in named[key]]
        if near:
            return Found(near=tuple(near[:6]), sentence=_which(posyandu, where, several=bool(meant)))
        return Found(
            sentence=f"Posyandu {posyandu} tidak ada {where}. Betulkan namanya, atau daftarkan dulu posyandunya."
        )

    def _in_another_desa(self, found: Found, posyandu: str) -> Found:
        """The name stands in no posyandu of that desa: perhaps in exactly that spelling in another one of ours."""
        key = place_key(posyandu)
        same = tuple(spot for spot in self.spots.values() if spot.within and spot.key == key)[:6]
        return Found(near=same, sentence=found.sentence) if same else found

    def _standing_in(self, desa: Collection[Desa]) -> list[Spot]:
        return [spot for one in desa for spot in self._of_desa.get(one.id, ())]

    def _served_by(self, puskesmas: str) -> list[Spot]:
        ours = [spot for spot in self.spots.values() if spot.within]
        named = likeness(place_key(puskesmas), {spot.puskesmas for spot in ours}).means if puskesmas else None
        return [spot for spot in ours if spot.puskesmas == named] if named else ours


def _which(posyandu: str, where: str, *, several: bool) -> str:
    if several:
        return f"Ada beberapa Posyandu {posyandu}. Pilih yang dimaksud."
    return f"Posyandu {posyandu} tidak ada {where}".rstrip() + "; yang mirip ada. Pilih yang dimaksud."


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
