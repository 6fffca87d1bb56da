"""Draws a ticket (*lembar soal*) for one kader from the bank."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from django.db import IntegrityError, transaction

from assessments.models import Attempt, Question, Quiz, Ticket, TicketItem
from assessments.types import TYPES
from assessments.types.base import Pin
from lms.areas.errors import UserError
from lms.people.models import DeviceProfile, Kader
from lms.people.queries import rows_of
from modules.models import Programme

WINDOW = timedelta(days=14)  # from issue to receipt; inside it there is no time limit (DESIGN 5.3)
_CHANCE = SystemRandom()


def issue_ticket(
    kader: Kader,
    quiz: Quiz,
    *,
    now: datetime,
    mode: str = Ticket.Mode.SELF,
    device_profile: DeviceProfile | None = None,
    chance: Random = _CHANCE,
) -> Ticket:
    """The ticket of this kader for this quiz: the one still open, else a new one.

    A reload, a double tap or a lost page therefore never burns a ticket. Versions, option orders and the rule are
    pinned. UserError: quiz closed, all attempts used, or the bank holds too few items.
    """
    if not quiz.active:
        raise UserError("Cek kemampuan ini sedang ditutup. Jawaban Ibu/Bapak sebelumnya tetap tersimpan.")
    ticket = open_ticket(kader, quiz, now=now)
    if ticket is not None:
        return ticket
    _check_attempts(kader, quiz)
    items = _draw(quiz, chance)
    try:
        return _issue(kader, quiz, items, now=now, mode=mode, device_profile=device_profile)
    except IntegrityError as error:  # two taps at once: the other one has just issued it
        twin = open_ticket(kader, quiz, now=now)
        if twin is None:
            raise UserError(
                "Cek kemampuan ini baru saja dikirim dari jendela lain. Buka lagi untuk yang baru."
            ) from error
        return twin


def open_ticket(kader: Kader, quiz: Quiz, *, now: datetime) -> Ticket | None:
    """Her ticket that is neither handed in nor out of date."""
    return Ticket.objects.filter(kader=kader, quiz=quiz, attempt__isnull=True, receive_until__gt=now).first()


def attempts_left(kader: Kader, quiz: Quiz) -> int | None:
    """How often she may still hand in this quiz; None: as often as she likes."""
    if quiz.max_attempts is None:
        return None
    return max(0, quiz.max_attempts - Attempt.objects.filter(kader__in=rows_of(kader), quiz=quiz).count())


def _check_attempts(kader: Kader, quiz: Quiz) -> None:
    if attempts_left(kader, quiz) == 0:
        words = {1: "Satu", 2: "Dua", 3: "Tiga"}.get(quiz.max_attempts or 0, str(quiz.max_attempts))
        raise UserError(
            f"{words} kali sudah dipakai; penilai Ibu/Bapak akan mendampingi. Pelajaran dan latihan tetap terbuka."
        )


@transaction.atomic
def _issue(
    kader: Kader,
    quiz: Quiz,
    items: Sequence[tuple[Question, Pin]],
    *,
    now: datetime,
    mode: str,
    device_profile: DeviceProfile | None,
) -> Ticket:
    ticket = Ticket.objects.create(
        kader=kader,
        quiz=quiz,
        ordinal=Ticket.objects.filter(kader=kader, quiz=quiz).count() + 1,
        rule=_rule(quiz, [question for question, _ in items]),
        mode=mode,
        device_profile=device_profile,
        issued_at=now,
        receive_until=now + WINDOW,
    )
    TicketItem.objects.bulk_create(
        TicketItem(ticket=ticket, position=position, version=question.current, pin=pin)
        for position, (question, pin) in enumerate(items, start=1)
    )
    return ticket


def _rule(quiz: Quiz, drawn: Sequence[Question]) -> dict[str, Any]:
    """What she is held to, whatever becomes of the quiz: the share, and the positions that must be right."""
    essential = [position for position, question in enumerate(drawn, start=1) if question.essential]
    return {"pass_percent": quiz.pass_percent, "items": len(drawn), "essential": essential}


def _draw(quiz: Quiz, chance: Random) -> list[tuple[Question, Pin]]:
    drawn: list[Question] = []
    programme = (quiz.competency.group if quiz.competency else quiz.group).programme  # type: ignore[union-attr]
    for line in quiz.blueprint:
        drawn += pick(_pool(programme, line["competency"]), line["count"], chance)
    chance.shuffle(drawn)
    return [(q, TYPES[q.type].pin(q.current.content, chance)) for q in drawn]  # type: ignore[union-attr]


def _pool(programme: Programme, competency: str) -> list[Question]:
    return list(
        Question.objects.drawable()
        .filter(competency__group__programme=programme, competency__key=competency, use=Question.Use.COUNTING)
        .select_related("current")
        .order_by("key")
    )


def pick(pool: Sequence[Question], count: int, chance: Random) -> list[Question]:
    """So many of the pool by chance, with the essential ones (danger signs) in their share, at least one of them.

    UserError when the pool is too small.
    """
    if len(pool) < count:
        raise UserError("Soalnya belum cukup, jadi cek kemampuan ini belum dapat dibuka. Pelajaran tetap terbuka.")
    essential = [item for item in pool if item.essential]
    others = [item for item in pool if not item.essential]
    share = max(1, round(count * len(essential) / len(pool))) if essential else 0
    wanted = max(min(share, len(essential)), count - len(others))
    return chance.sample(essential, wanted) + chance.sample(others, count - wanted)


def forms(
    quiz: Quiz, keys: Collection[str], *, chance: Random = _CHANCE, count: int = 2
) -> list[tuple[dict[str, Any], list[tuple[Question, Pin]]]]:
    """The same items, of these keys only, in so many arrangements: each with its rule, its order and its letters.

    UserError when the bank holds too few of them.
    """
    drawn: list[Question] = []
    programme = (quiz.competency.group if quiz.competency else quiz.group).programme  # type: ignore[union-attr]
    for line in quiz.blueprint:
        pool = [question for question in _pool(programme, line["competency"]) if question.key in keys]
        drawn += pick(pool, line["count"], chance)
    found = []
    for _number in range(count):
        chance.shuffle(drawn)
        items = [(q, TYPES[q.type].pin(q.current.content, chance)) for q in drawn]  # type: ignore[union-attr]
        found.append((_rule(quiz, drawn), items))
    return found
