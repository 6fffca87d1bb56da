"""Named people with known rights, on a small map of Kota Kediri and another city.

Everybody's first test file starts here: Sari may, Wulan (another puskesmas) and Yanti (another city) must be refused.
"""

from dataclasses import dataclass
from datetime import date

from lms.areas.models import Area, Catchment, Posyandu, Puskesmas
from lms.people.models import Kader, Membership, Person, Role, User

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Cast:
    kediri: Area
    blitar: Area
    semampir: Area
    ngletih: Area
    balowerti: Puskesmas
    puskesmas_ngletih: Puskesmas
    melati: Posyandu
    kenanga: Posyandu
    sari: User  # kader of Posyandu Melati, Semampir, served by Puskesmas Balowerti
    tini: User  # kader of Posyandu Kenanga, Ngletih, served by Puskesmas Ngletih
    sosial: User  # kader of bidang sosial in Melati: stands in no denominator of the 25
    rina: User  # penilai of Puskesmas Balowerti
    wulan: User  # penilai of Puskesmas Ngletih: must not see Sari
    puji: User  # petugas of Puskesmas Balowerti (roster, cards)
    lastri: User  # petugas of Puskesmas Ngletih: must not touch Sari
    dewi: User  # Dinas of Kota Kediri
    yanti: User  # Dinas of Kota Blitar: must not see anybody of Kediri
    budi: User  # national author
    ningsih: User  # nakes reviewer
    admin: User  # administrator


def build() -> Cast:
    """Create everybody in the database. PINs and passwords are not set here: use ``client.force_login``."""
    places = _map()
    kediri, blitar, balowerti, ngletih = (places[k] for k in ("kediri", "blitar", "balowerti", "puskesmas_ngletih"))
    return Cast(
        **places,
        sari=_kader("Sari Wahyuni", places["melati"]),
        tini=_kader("Tini Astuti", places["kenanga"]),
        sosial=_kader("Endang Rahayu", places["melati"], field="sosial"),
        rina=_staff("rina", "penilai", puskesmas=balowerti),
        wulan=_staff("wulan", "penilai", puskesmas=ngletih),
        puji=_staff("puji", "puskesmas", puskesmas=balowerti),
        lastri=_staff("lastri", "puskesmas", puskesmas=ngletih),
        dewi=_staff("dewi", "dinas", area=kediri),
        yanti=_staff("yanti", "dinas", area=blitar),
        budi=_staff("budi", "penyusun_nasional"),
        ningsih=_staff("ningsih", "penelaah"),
        admin=_staff("admin", "admin"),
    )


def _map() -> dict[str, Area | Puskesmas | Posyandu]:
    province = _area("35", "Jawa Timur", 1, None)
    kediri = _area("35.71", "Kota Kediri", 2, province)
    blitar = _area("35.72", "Kota Blitar", 2, province)
    semampir = _area("35.71.02.1001", "Semampir", 4, _area("35.71.02", "Kota", 3, kediri))
    ngletih = _area("35.71.03.1010", "Ngletih", 4, _area("35.71.03", "Pesantren", 3, kediri))
    balowerti, puskesmas_ngletih = (Puskesmas.objects.create(name=n, kab=kediri) for n in ("Balowerti", "Ngletih"))
    Catchment.objects.create(puskesmas=balowerti, desa=semampir, since=SINCE)
    Catchment.objects.create(puskesmas=puskesmas_ngletih, desa=ngletih, since=SINCE)
    return {
        "kediri": kediri,
        "blitar": blitar,
        "semampir": semampir,
        "ngletih": ngletih,
        "balowerti": balowerti,
        "puskesmas_ngletih": puskesmas_ngletih,
        "melati": Posyandu.objects.create(name="Melati", desa=semampir, puskesmas=balowerti),
        "kenanga": Posyandu.objects.create(name="Kenanga", desa=ngletih, puskesmas=puskesmas_ngletih),
    }


def _area(code: str, name: str, level: int, parent: Area | None) -> Area:
    return Area.objects.create(
        code=code,
        name=name,
        level=level,
        parent=parent,
        province_code=code[:2],
        kab_code=code[:5] if level >= 2 else "",
        kec_code=code[:8] if level >= 3 else "",
    )


def _kader(name: str, posyandu: Posyandu, field: str = "kesehatan") -> User:
    user = _user(name.split()[0].lower(), name)
    kader = Kader.objects.create(person=user.person, served_since=SINCE)
    Membership.objects.create(kader=kader, posyandu=posyandu, field=field, since=SINCE)
    return user


def _staff(username: str, kind: str, *, area: Area | None = None, puskesmas: Puskesmas | None = None) -> User:
    user = _user(username, username.capitalize())
    Role.objects.create(user=user, kind=kind, area=area, puskesmas=puskesmas, since=SINCE)
    return user


def _user(username: str, name: str) -> User:
    return User.objects.create(username=username, person=Person.objects.create(name=name))
