"""The places of the reference case: 3 kecamatan, 46 kelurahan (real), 9 puskesmas, 344 posyandu (names synthetic)."""

from dataclasses import dataclass
from datetime import date
from itertools import cycle

from lms.areas.models import Area, Catchment, Posyandu, PosyanduKind, PosyanduVerification, Puskesmas
from lms.areas.models.area import Level

KAB = "35.71"
POSYANDU = 344
VERIFIED = 172  # press, 31 Jul 2024
FOUNDED = date(2015, 1, 1)
VERIFIED_ON = date(2024, 7, 31)
# Names: kompetensi.md 3.9 (periksa). Which kelurahan each serves is invented, three puskesmas a kecamatan.
PUSKESMAS = {
    "35.71.01": ["Sukorame", "Mrican", "Campurejo"],
    "35.71.02": ["Balowerti", "Kota Wilayah Utara", "Kota Wilayah Selatan"],
    "35.71.03": ["Pesantren I", "Pesantren II", "Ngletih"],
}
OPENINGS = ("t10", "m2-1", "t15", "m3-3", "t20", "m1-5", "m5-0")  # invented
FLOWERS = ["Melati", "Mawar", "Kenanga", "Anggrek", "Dahlia", "Cempaka", "Flamboyan", "Teratai"]


@dataclass(frozen=True)
class Places:
    kab: Area
    puskesmas: dict[str, Puskesmas]
    posyandu: list[Posyandu]


def build_places() -> Places:
    """Create puskesmas, catchments and posyandu on the areas already loaded, in order of the kelurahan's codes."""
    kab = Area.objects.get(code=KAB, until__isnull=True)
    kelurahan = list(Area.objects.filter(kab_code=KAB, level=Level.DESA, until__isnull=True).order_by("code"))
    puskesmas = _puskesmas(kab)
    served = _catchments(kelurahan, puskesmas)
    posyandu = _posyandu(kelurahan, served)
    _dated_facts(posyandu)
    return Places(kab=kab, puskesmas=puskesmas, posyandu=posyandu)


def _puskesmas(kab: Area) -> dict[str, Puskesmas]:
    names = [name for group in PUSKESMAS.values() for name in group]
    return {row.name: row for row in Puskesmas.objects.bulk_create(Puskesmas(name=name, kab=kab) for name in names)}


def _catchments(kelurahan: list[Area], puskesmas: dict[str, Puskesmas]) -> dict[str, Puskesmas]:
    """Neighbours by code go to the same puskesmas: a third of each kecamatan each."""
    served: dict[str, Puskesmas] = {}
    for kec, names in PUSKESMAS.items():
        codes = [area.code for area in kelurahan if area.kec_code == kec]
        for index, code in enumerate(codes):
            served[code] = puskesmas[names[index * len(names) // len(codes)]]
    Catchment.objects.bulk_create(
        Catchment(puskesmas=served[area.code], desa=area, since=FOUNDED) for area in kelurahan
    )
    return served


def _posyandu(kelurahan: list[Area], served: dict[str, Puskesmas]) -> list[Posyandu]:
    names = {area.code: iter(FLOWERS) for area in kelurahan}
    rows = [
        Posyandu(
            name=next(names[area.code]), desa=area, puskesmas=served[area.code], opened_on=FOUNDED, opening=opening
        )
        for area, opening, _ in zip(cycle(kelurahan), cycle(OPENINGS), range(POSYANDU), strict=False)
    ]
    return Posyandu.objects.bulk_create(rows, batch_size=200)


def _dated_facts(posyandu: list[Posyandu]) -> None:
    PosyanduKind.objects.bulk_create(
        [PosyanduKind(posyandu=row, kind="terpadu", since=FOUNDED) for row in posyandu], batch_size=200
    )
    PosyanduVerification.objects.bulk_create(
        PosyanduVerification(posyandu=row, what="siklus hidup", verified_on=VERIFIED_ON) for row in posyandu[:VERIFIED]
    )
