"""Whom a penilai may assess: the kader of her own place, and at an event on whose team she stands whoever is there."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments import event_rights
from assessments.event_roll import WHO
from assessments.models import Attendance, EventMember, Invitation, TrainingEvent
from lms.people import scope
from lms.people.models import Kader, User
from lms.people.scope import Action


def events(user: User, *, on: date) -> QuerySet[TrainingEvent]:
    """The events at which she may assess on that day. None for one whose role has ended, whatever team she is on."""
    if not scope.may(user, Action.ASSESS, on=on):
        return TrainingEvent.objects.none()
    return event_rights.working(user, on=on)


def kader(user: User, event: TrainingEvent | None, *, on: date) -> QuerySet[Kader]:
    """Whom she may assess on that day, at the event or (None) at her desk."""
    hers = scope.rows(user, Action.ASSESS, Kader.objects.all(), on=on)
    if event is None or not _on_the_team(user, event, on=on):
        return hers
    return Kader.objects.filter(Q(pk__in=hers.values("pk")) | at(event))


def at(event: TrainingEvent) -> Q:
    """The condition that a kader belongs to the event: invited, or there without an invitation."""
    invited = Invitation.objects.filter(event=event, kader=OuterRef("pk"), state=Invitation.State.INVITED)
    there = Attendance.objects.standing().annotate(who=WHO).filter(event=event, who=OuterRef("pk"))
    return Q(Exists(invited)) | Q(Exists(there))


def _on_the_team(user: User, event: TrainingEvent, *, on: date) -> bool:
    team = EventMember.objects.filter(event=event, user=user, duty=EventMember.Duty.ASSESSOR)
    return scope.may(user, Action.ASSESS, on=on) and team.exists()
