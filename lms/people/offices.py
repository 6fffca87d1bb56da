"""What the papers of an office say of it: saved by the office itself, read when a paper is issued."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lms.areas import home
from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import Level
from lms.people import audit, logos, queries, scope
from lms.people.audit import Act
from lms.people.models import Kader, Office, Person, User
from lms.people.scope import Action

Place = Area | Puskesmas
NIP_DIGITS = 18


@dataclass(frozen=True)
class OfficeWords:
    """The words of a kop and of a signature, as typed. ``head`` and ``nip`` are empty where nobody is named yet."""

    government: str
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    city: str = ""
    head: str = ""
    nip: str = ""
    head_title: str = ""
    head_rank: str = ""


def areas_of(user: User, *, on: date) -> QuerySet[Area]:
    """The kab/kota and provinces whose office this user looks after: on a site with a home, none outside it."""
    rows = scope.rows(user, Action.MANAGE_PLACES, Area.objects.filter(level__lte=Level.KAB, until=None), on=on)
    here = home.area()
    return (rows.filter(code__startswith=here.code) if here else rows).order_by("code")


def puskesmas_of(user: User, *, on: date) -> QuerySet[Puskesmas]:
    """The open puskesmas whose office this user looks after: her own, or those of her area."""
    rows = Puskesmas.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on))
    mine = [scope.rows(user, action, rows, on=on) for action in (Action.MANAGE_PEOPLE, Action.MANAGE_PLACES)]
    return (mine[0] | mine[1]).select_related("kab").order_by("kab__code", "name")


def missing(office: Office | None) -> list[str]:
    """What a paper of this office would lack, in words."""
    if office is None:
        return [_("semuanya")]
    wanted = ((office.address, _("alamat")), (office.city, _("kota")), (office.head_id, _("pejabat")))
    return [word for value, word in wanted if not value]


def of_places(area_ids: Collection[int], puskesmas_ids: Collection[int]) -> dict[Place, Office]:
    """The offices of these places, as far as they have been saved. One query."""
    rows = Office.objects.select_related("area", "puskesmas")
    found = rows.filter(Q(area_id__in=area_ids) | Q(puskesmas_id__in=puskesmas_ids))
    return {place: row for row in found if (place := row.area or row.puskesmas)}


def suggested(place: Place) -> OfficeWords:
    """What an office that has never been saved begins with."""
    kab = place.kab if isinstance(place, Puskesmas) else place
    if kab.level == Level.PROVINCE:
        return OfficeWords(f"Pemerintah Provinsi {kab.name}", "Dinas Kesehatan", head_title="Kepala Dinas Kesehatan")
    city = kab.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    if isinstance(place, Puskesmas):
        return OfficeWords(f"Pemerintah {kab.name}", str(place), city=city, head_title=f"Kepala {place}")
    return OfficeWords(
        f"Pemerintah {kab.name}", "Dinas Kesehatan", city=city, head_title=f"Kepala Dinas Kesehatan {kab.name}"
    )


def words_of(office: Office) -> OfficeWords:
    """The words of a saved office."""
    return OfficeWords(
        government=office.government,
        name=office.name,
        address=office.address,
        phone=office.phone,
        email=office.email,
        website=office.website,
        city=office.city,
        head=office.head.name if office.head else "",
        nip=office.head.nip if office.head else "",
        head_title=office.head_title,
        head_rank=office.head_rank,
    )


@transaction.atomic
def save_office(
    place: Place, words: OfficeWords, *, by: User | None, now: datetime, logo: bytes | None = None, bare: bool = False
) -> Office:
    """Save an office's words, with a new logo if one is given, without one if it should go ``bare``.

    Papers that were issued before keep what they say. UserError if a part cannot be taken; then nothing is saved.
    """
    office = queries.office_of(place) or _new(place)
    office.head = _head(office.head, words)
    for name in ("government", "name", "address", "phone", "email", "website", "city", "head_title", "head_rank"):
        setattr(office, name, getattr(words, name))
    if logo is not None or bare:
        office.logo.name = "" if logo is None else _store(logo)
    office.updated_at, office.updated_by = now, by
    office.save()
    where = {"puskesmas": place} if isinstance(place, Puskesmas) else {"area": place}
    audit.record(Act.OFFICE_CHANGED, by=by, now=now, detail={"logo": bool(office.logo)}, **where)
    return office


def _new(place: Place) -> Office:
    return Office(puskesmas=place) if isinstance(place, Puskesmas) else Office(area=place)


def _head(head: Person | None, words: OfficeWords) -> Person | None:
    """Who heads the office by these words.

    One who is nothing but the head is corrected in place; of one who is somebody else too, another row is made.
    """
    nip = "".join(words.nip.split())
    if nip and not (nip.isdecimal() and len(nip) == NIP_DIGITS):
        raise UserError(f"NIP terdiri dari {NIP_DIGITS} angka. Periksa lagi, atau kosongkan kalau tidak ada.")
    if not words.head:
        return None
    if head is None or _is_somebody_else(head):
        return head if head and (head.name, head.nip) == (words.head, nip) else _made(words.head, nip)
    head.name, head.nip = words.head, nip
    head.save(update_fields=["name", "nip"])
    return head


def _is_somebody_else(head: Person) -> bool:
    return (
        head.erased_at is not None
        or User.objects.filter(person=head).exists()
        or Kader.objects.filter(person=head).exists()
        or Office.objects.filter(head=head).count() > 1
    )


def _made(name: str, nip: str) -> Person:
    return Person.objects.create(name=name, nip=nip)


def _store(raw: bytes) -> str:
    """Keep a logo; one that is there already is not written again."""
    png = logos.clean(raw)
    name, storage = logos.name(png), storages["private"]
    return name if storage.exists(name) else str(storage.save(name, ContentFile(png)))
