"""Finds the kader of a list, always from the places of the reader's scope down."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from lms.people import folding, scope
from lms.people.lists.asked import Asked
from lms.people.models import Card, Kader, Membership, User
from lms.people.queries import in_force, listed
from lms.people.registry import columns
from lms.people.scope import Action


def find(user: User, asked: Asked, *, on: date) -> QuerySet[Kader]:
    """The kader whom the user may see by name and the list was asked for, in order. Lazy: count, slice or walk it."""
    posyandu, pustu = (
        _dated(_narrowed(at, place, asked), asked, on=on).order_by().values("kader_id")
        for at, place in zip(scope.memberships(user, Action.NAMES, on=on), ("posyandu", "pustu"), strict=True)
    )
    found = listed(Kader.objects.filter(pk__in=posyandu.union(pustu)), on=on)
    if asked.left:
        found = scope.known(user, Action.NAMES, found, on=on)
    found = _lacking(_searched(found, asked, on=on), asked)
    for column in columns():
        if chosen := asked.columns.get(column.key):
            found = column.narrow(found, chosen)
    return _ordered(found.select_related("person"), asked, on=on)


def _dated(at: QuerySet[Membership], asked: Asked, *, on: date) -> QuerySet[Membership]:
    if not asked.left:
        return at.filter(in_force(on))
    serving = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=on), kader=OuterRef("kader"))
    return at.filter(~Exists(serving), until__lte=on)


def _narrowed(at: QuerySet[Membership], place: str, asked: Asked) -> QuerySet[Membership]:
    """``place`` is what the rows name: posyandu or pustu. A posyandu that is asked for is never a pustu."""
    wanted = {
        "desa__kab_code": asked.kab,
        "desa__code": asked.desa,
        "puskesmas__uuid": asked.puskesmas,
        "uuid": asked.posyandu,
    }
    at = at.filter(**{f"{place}__{path}": value for path, value in wanted.items() if value})
    return at.filter(field=asked.field) if asked.field else at


def _searched(found: QuerySet[Kader], asked: Asked, *, on: date) -> QuerySet[Kader]:
    number = folding.digits(asked.search)
    if len(number) >= folding.WHOLE_NUMBER:
        return found.filter(person__phone=f"+62{number}")
    if number:
        return found.filter(person__phone__contains=number)
    here = Membership.objects.filter(in_force(on), kader=OuterRef("pk"))
    for word in folding.words(asked.search):
        at = Q(posyandu__name__icontains=word) | Q(pustu__name__icontains=word)
        if word in ("posyandu", "pustu"):
            continue
        found = found.filter(Q(person__folded__contains=word) | Exists(here.filter(at)))
    return found


def _lacking(found: QuerySet[Kader], asked: Asked) -> QuerySet[Kader]:
    if asked.lacks == "kartu":
        return found.filter(~Exists(Card.objects.filter(person=OuterRef("person"), revoked_at=None)))
    if asked.lacks == "akun":
        return found.filter(~Exists(User.objects.filter(person=OuterRef("person")).exclude(pin="")))
    return found


def _ordered(found: QuerySet[Kader], asked: Asked, *, on: date) -> QuerySet[Kader]:
    if asked.sort == "sejak":
        return found.order_by(F("served_since").asc(nulls_last=True), "person__folded", "pk")
    if asked.sort == "posyandu":
        rows = Membership.objects.filter(kader=OuterRef("pk")).filter(Q() if asked.left else in_force(on))
        rows = rows.order_by("-primary", "field", "-since")
        place = [Subquery(rows.values(f"posyandu__{path}")[:1]) for path in ("name", "desa__name")]
        return found.order_by(*place, "person__folded", "pk")
    return found.order_by("person__folded", "pk")
