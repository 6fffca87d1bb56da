"""Whose events these are: who plans one, who works at it, and whom she may enter there."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.models import EventMember, Invitation, TrainingEvent
from lms.areas.models import Area, Puskesmas
from lms.areas.models.area import Level
from lms.people import scope
from lms.people.models import Kader, User
from lms.people.scope import Action

ROWS = ("kab", "puskesmas", "programme")


def managed(user: User, *, on: date) -> QuerySet[TrainingEvent]:
    """Those that she plans: of her puskesmas, or of her Dinas and the puskesmas under it."""
    kabs = scope.rows(user, Action.EVENTS, Area.objects.filter(level=Level.KAB), on=on).values("pk")
    rows = TrainingEvent.objects.select_related(*ROWS)
    return rows.filter(Q(puskesmas__isnull=True, kab__in=kabs) | Q(puskesmas__in=_puskesmas(user, on=on).values("pk")))


def working(user: User, *, on: date) -> QuerySet[TrainingEvent]:
    """Those that she plans or in whose team she is. Whoever has no role any more works nowhere."""
    hers = managed(user, on=on)
    if not scope.may(user, Action.EVENTS, on=on):
        return hers
    team = EventMember.objects.filter(event=OuterRef("pk"), user=user.pk)
    rows = TrainingEvent.objects.select_related(*ROWS)
    return rows.filter(Q(pk__in=hers.values("pk")) | Exists(team))


def open_to(user: User, *, on: date) -> QuerySet[TrainingEvent]:
    """Those to which her kader may come: the ones she works at, and those of the Dinas above her puskesmas."""
    above = _puskesmas(user, on=on).values("kab")
    rows = TrainingEvent.objects.select_related(*ROWS)
    return rows.filter(
        Q(pk__in=working(user, on=on).values("pk")) | Q(puskesmas__isnull=True, kab__in=above),
    )


def may_plan(user: User, event: TrainingEvent, *, on: date) -> bool:
    return managed(user, on=on).filter(pk=event.pk).exists()


def may_enter(user: User, event: TrainingEvent, *, on: date) -> bool:
    """May she enter anybody at all there?"""
    return open_to(user, on=on).filter(pk=event.pk).exists()


def kader_of(user: User, event: TrainingEvent, *, on: date) -> QuerySet[Kader]:
    """Whom she may enter at the event: who serves where she works on that day; for its team whoever is invited, too."""
    hers = scope.rows(user, Action.EVENTS, Kader.objects.all(), on=on)
    if not working(user, on=on).filter(pk=event.pk).exists():
        return hers
    invited = Invitation.objects.filter(event=event, kader=OuterRef("pk")).exclude(state=Invitation.State.OFF)
    return Kader.objects.filter(Q(pk__in=hers.values("pk")) | Exists(invited))


def holders(user: User, *, on: date) -> list[Area | Puskesmas]:
    """For whom she may plan an event: her kab/kota first, then puskesmas by name."""
    kabs = scope.rows(user, Action.EVENTS, Area.objects.filter(level=Level.KAB, until__isnull=True), on=on)
    return [*kabs.order_by("name"), *_puskesmas(user, on=on).select_related("kab").order_by("name")]


def _puskesmas(user: User, *, on: date) -> QuerySet[Puskesmas]:
    return scope.rows(user, Action.EVENTS, Puskesmas.objects.all(), on=on)
