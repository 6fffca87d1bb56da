"""Sheets that a phone holds ahead, to be answered where there is no signal (decision 0044)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from assessments import draw, marks, turns
from assessments.models import Attempt, Quiz, Ticket
from lms.areas.errors import UserError
from lms.people.models import DeviceProfile, Kader
from lms.people.queries import rows_of
from modules.models import ModulePage, StudyMark

MOST = 2  # sheets of one quiz that she may hold at once
STUDIED = timedelta(days=30)  # so long ago she opened a lesson of what she studies now
_ELSEWHERE = (
    "Lembar ini sedang dikerjakan di HP lain, atau dibacakan petugas. Lanjutkan di sana, atau di sini saat ada sinyal."
)
_AHEAD = (Quiz.Kind.MODULE, Quiz.Kind.EVALUATION)


def hold(kader: Kader, quiz: Quiz, *, now: datetime, device_profile: DeviceProfile | None) -> list[Ticket]:
    """The sheets of this quiz for this phone, drawn up to what she may hold; the begun one first.

    One that she has begun on another phone counts and stays there; one that she has not begun comes along to this one.
    UserError: the quiz is closed, all attempts are used, all is on another phone, or the bank holds too few items.
    """
    draw.check_open(quiz)
    turns.check_left(kader, quiz)
    held = draw.open_tickets(kader, quiz, now=now)
    for _one in range(most(kader, quiz) - len(held)):
        more = draw.issue_ahead(kader, quiz, now=now, device_profile=device_profile)
        if more is None:
            break
        held.append(more)
    here = [_bring(ticket, device_profile) for ticket in held if _may_come(ticket, device_profile)]
    if not here:
        raise UserError(_ELSEWHERE)
    return here


def most(kader: Kader, quiz: Quiz) -> int:
    """So many sheets of this quiz may be open at once: never more than she has attempts left."""
    wanted = MOST if quiz.kind in _AHEAD else 1
    left = turns.attempts_left(kader, quiz)
    return wanted if left is None else min(wanted, left)


def still_open(kader: Kader, tokens: Iterable[str], *, now: datetime) -> set[str]:
    """Those of these sheets that are hers and can still be handed in; not one that she has not begun of a quiz that
    she has passed."""
    rows = Ticket.objects.filter(kader__in=rows_of(kader), attempt__isnull=True, receive_until__gt=now)
    needless = Q(ahead=True, quiz__in=_passed(kader))
    return set(rows.filter(token__in=list(tokens)).exclude(needless).values_list("token", flat=True))


def quizzes(kader: Kader, *, keys: Iterable[str], modules: Iterable[str], studying: bool, now: datetime) -> list[Quiz]:
    """The quizzes named, then the kuis of these modules and of what she studies, but not of what she has passed."""
    rows = Quiz.objects.select_related("competency__group__programme", "group__programme", "pair")
    named = list(rows.filter(key__in=list(keys)).order_by("key"))
    topics = set(ModulePage.objects.live().filter(slug__in=list(modules)).values_list("competency_id", flat=True))
    if studying:
        topics |= _studied(kader, now)
    kuis = rows.filter(kind=Quiz.Kind.MODULE, active=True, competency__in=topics)
    return named + list(kuis.exclude(Q(pk__in=_passed(kader)) | Q(pk__in=[quiz.pk for quiz in named])).order_by("key"))


def _passed(kader: Kader) -> QuerySet[Attempt, Any]:
    return marks.passed(Attempt.objects.filter(kader__in=rows_of(kader))).values("quiz")


def _studied(kader: Kader, now: datetime) -> set[int]:
    marks = StudyMark.objects.filter(kader__in=rows_of(kader), opened_at__gt=now - STUDIED)
    return set(marks.values_list("competency_id", flat=True))


def _may_come(ticket: Ticket, profile: DeviceProfile | None) -> bool:
    is_here = ticket.device_profile is None or ticket.device_profile == profile
    return ticket.mode == Ticket.Mode.SELF and (is_here or ticket.ahead)


def _bring(ticket: Ticket, profile: DeviceProfile | None) -> Ticket:
    if ticket.device_profile is not None and ticket.device_profile != profile:
        ticket.device_profile = profile
        ticket.save(update_fields=["device_profile"])
    return ticket
