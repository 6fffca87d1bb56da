"""The events of an officer, by what they are on a day: running, coming, past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from assessments import event_rights, event_roll, marks
from assessments.event_roll import Guest
from assessments.event_steps import Facts
from assessments.models import Attempt, Invitation, Quiz, TrainingEvent
from lms.people.models import User

PAGE = 30
MOST = 100  # running or coming at once
BEFORE = timedelta(days=90)  # an older pre-test belongs to another training: see assessments.gains
Status = TrainingEvent.Status


@dataclass(frozen=True)
class Lists:
    running: Sequence[TrainingEvent]
    coming: Sequence[TrainingEvent]
    past: Page


def of_user(user: User, *, page: str, on: date) -> Lists:
    """What she may open, with how many are invited (``invited``). Past events by page, the latest first."""
    rows = _counted(event_rights.open_to(user, on=on))
    over = Q(ends_before__lte=on) | Q(status__in=[Status.DONE, Status.CALLED_OFF])
    begun = rows.filter(~over, starts_on__lte=on).order_by("starts_on", "pk")
    coming = rows.filter(~over, starts_on__gt=on).order_by("starts_on", "pk")
    past = rows.filter(over).order_by("-starts_on", "-pk")
    return Lists(list(begun[:MOST]), list(coming[:MOST]), Paginator(past, PAGE).get_page(page))


def facts(event: TrainingEvent, *, on: date) -> Facts:
    """How far the event is. Five queries."""
    return Facts(
        kind=event.kind,
        status=event.status,
        days=event.days,
        today=on,
        invited=event_roll.counts(event)[Invitation.State.INVITED],
        sessions=event.sessions.count(),
        team=event.members.count(),
        there=event_roll.by_day(event),
        absent=event_roll.to_catch_up(event).count(),
    )


def quizzes(event: TrainingEvent) -> list[Quiz]:
    """The pre-test and post-test of each group that the event covers, where both are a pair; by group."""
    posts = Quiz.objects.filter(kind=Quiz.Kind.POST, active=True, pair__active=True, group__in=event.groups.all())
    found = posts.select_related("pair__group", "group").order_by("group__position")
    return [one for post in found for one in (post.pair, post) if one is not None]


def handed_in(event: TrainingEvent, tests: Sequence[Quiz], guests: Sequence[Guest]) -> dict[int, set[int]]:
    """Quiz id -> the ids of the guests who handed it in for this event."""
    ids = [one.kader.pk for one in guests]
    rows = Attempt.objects.filter(quiz__in=tests, kader__in=ids, happened_at__gte=counts_from(event))
    found: dict[int, set[int]] = {one.pk: set() for one in tests}
    for quiz, kader in marks.in_force(rows).values_list("quiz_id", "kader_id"):
        found[quiz].add(kader)
    return found


def counts_from(event: TrainingEvent) -> datetime:
    """From when on a test that was handed in counts for the event."""
    return datetime.combine(event.starts_on, time(), tzinfo=event.zone) - BEFORE


def _counted(rows: QuerySet[TrainingEvent]) -> QuerySet[TrainingEvent]:
    return rows.annotate(invited=Count("invitations", filter=Q(invitations__state=Invitation.State.INVITED)))
