"""How one penilai's outcomes at an event stand beside the median of all of them: for her own eyes alone."""

from collections.abc import Collection

from django.db.models import Count, Q

from assessments import fairness
from assessments.models import Attendance, EventMember, Observation, TrainingEvent
from lms.people.models import Kader, User
from lms.people.queries import rows_of

TEACHING = (EventMember.Duty.FACILITATOR, EventMember.Duty.SPEAKER)


def rate(event: TrainingEvent, user: User) -> tuple[int, int] | None:
    """Her share of *terampil* and the median, in per cent; None: too few to say anything. One query."""
    rows = Observation.objects.filter(event=event, superseded_by__isnull=True).values("assessor").order_by()
    counted = rows.annotate(seen=Count("pk"), good=Count("pk", filter=Q(skilled=True)))
    of = {row["assessor"]: (row["good"], row["seen"]) for row in counted}
    return fairness.beside(of[user.pk], of.values()) if user.pk in of else None


def taught(user: User, kader: Kader) -> bool:
    """Has this user taught her, at an event where she was? Then a page says so; nobody is held back by it."""
    there = Attendance.objects.standing().filter(kader__in=rows_of(kader)).values("event")
    return EventMember.objects.filter(user=user, duty__in=TEACHING, event__in=there).exists()


def taught_of(user: User, kader: Collection[int]) -> set[int]:
    """Those of these kader whom this user has taught. One query."""
    events = EventMember.objects.filter(user=user, duty__in=TEACHING).values("event")
    there = Attendance.objects.standing().filter(Q(kader__in=kader) | Q(kader__merged_into__in=kader), event__in=events)
    return {merged or pk for pk, merged in there.values_list("kader_id", "kader__merged_into_id").distinct()}


def both(event: TrainingEvent) -> Collection[str]:
    """The names of those who teach and assess at the event, for whoever plans it."""
    teachers = EventMember.objects.filter(event=event, duty__in=TEACHING, user__isnull=False).values("user")
    members = event.members.filter(duty=EventMember.Duty.ASSESSOR, user__in=teachers).select_related("user__person")
    return [str(one) for one in members]
