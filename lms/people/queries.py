"""Reading people: who is whose kader, where she serves, what a place is called."""

from collections.abc import Collection
from datetime import date

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from lms.areas.models import Area, Puskesmas
from lms.people import rules
from lms.people.models import Kader, Membership, Office, Person, User
from lms.people.models.kader import EVERY_FIELD, Field

PLACES = ("posyandu__desa", "posyandu__puskesmas", "pustu__desa", "pustu__puskesmas")


def in_force(day: date) -> Q:
    """The condition that a dated row (``since``, ``until``) holds on that day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def listed(kader: QuerySet[Kader], *, on: date) -> QuerySet[Kader]:
    """Those who may stand in a list: not the rows that were merged into another's, nobody whose data were erased."""
    return kader.filter(merged_into=None, person__erased_at=None)


def listed_name(person: Person, *, on: date) -> str:
    """What stands for her in a list: her name, but under 18 only that she is; her own page says who."""
    if person.birth_date is not None and rules.age(person.birth_date, on) < rules.ADULT:
        return _("Kader di bawah 18 tahun")
    return person.name


def kader_of(user: User) -> Kader | None:
    """The kader who this user is; None for staff and strangers."""
    if not user.is_authenticated or user.person_id is None:
        return None
    return Kader.objects.select_related("person").filter(person_id=user.person_id).first()


def rows_of(kader: Kader) -> QuerySet[Kader]:
    """All rows that are this person: hers, and those that were merged into hers. For ``kader__in``."""
    return Kader.objects.filter(Q(pk=kader.pk) | Q(merged_into=kader))


def persons_of(person: Person) -> QuerySet[Person]:
    """All rows of who she is: hers, and those of kader that were merged into hers."""
    return Person.objects.filter(Q(pk=person.pk) | Q(kader__merged_into__person=person))


def kinds_of(user: User, *, on: date) -> set[str]:
    """The kinds of role that a user holds on that day."""
    return set(user.roles.filter(in_force(on)).values_list("kind", flat=True))


def in_field(field: str, prefix: str = "") -> Q:
    """Memberships of that field; of all where it is ``EVERY_FIELD``. ``prefix``: such as ``memberships__``."""
    return Q() if field == EVERY_FIELD else Q(**{f"{prefix}field": field})


def membership_on(kader: Kader, *, field: str = Field.KESEHATAN, day: date) -> Membership | None:
    """Where a kader serves in a field on that day: the membership that counts her first; of all fields the latest."""
    order = ("-primary", "-since", "-pk") if field == EVERY_FIELD else ("-primary", "since")
    return _with_places(kader.memberships.filter(in_force(day), in_field(field))).order_by(*order).first()


def served_since(kader: Kader) -> date | None:
    """Since when she has been a kader, here or before: *masa bakti* counts from there; None: unknown."""
    if kader.served_since:
        return kader.served_since
    return Membership.objects.filter(kader__in=rows_of(kader)).aggregate(first=Min("since"))["first"]


def kab_of(kader: Kader, *, day: date) -> str:
    """The code of the kab/kota where a kader serves on that day, in whatever field; "" where she serves nowhere."""
    code = Coalesce("posyandu__desa__kab_code", "pustu__desa__kab_code")
    rows = kader.memberships.filter(in_force(day)).order_by("-primary", "since")
    return rows.values_list(code, flat=True).first() or ""


def memberships_of(kader_ids: Collection[int], *, field: str = Field.KESEHATAN) -> list[Membership]:
    """All memberships of these kader in a field, past ones too, by kader and beginning; with their places."""
    rows = Membership.objects.filter(in_field(field), kader_id__in=kader_ids)
    return list(_with_places(rows).order_by("kader_id", "since", "pk"))


def serving(kader_ids: Collection[int], *, field: str = Field.KESEHATAN, day: date) -> dict[int, Membership]:
    """Kader id -> the membership that counts her on that day; whoever serves nowhere is missing."""
    found = [row for row in memberships_of(kader_ids, field=field) if row.since <= day < (row.until or date.max)]
    return {row.kader_id: row for row in sorted(found, key=lambda row: row.primary)}


def serving_somewhere(kader_ids: Collection[int], *, day: date) -> dict[int, Membership]:
    """Kader id -> where she serves on that day in any field, the place that counts her first. One query."""
    rows = _with_places(Membership.objects.filter(in_force(day), kader_id__in=kader_ids))
    return {row.kader_id: row for row in rows.order_by("primary", "-since", "-pk")}


def place_name(membership: Membership) -> str:
    """Where that is: "Posyandu Melati, Semampir"."""
    place = membership.posyandu or membership.pustu
    return f"{place}, {place.desa.name}" if place else ""


def office_of(place: Area | Puskesmas) -> Office | None:
    """What is known of the office there, with its head; None if nobody has said anything yet."""
    rows = Office.objects.select_related("head", "area", "puskesmas")
    return rows.filter(**{"puskesmas" if isinstance(place, Puskesmas) else "area": place}).first()


def area_names(codes: Collection[str]) -> dict[str, str]:
    """Code -> name of areas in force."""
    return dict(Area.objects.filter(code__in=codes, until__isnull=True).values_list("code", "name"))


def _with_places(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.select_related(*PLACES)
