"""Draws a ticket (*lembar soal*) for one kader from the bank."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from django.db import IntegrityError, transaction

from assessments import blueprint, pool, turns
from assessments.blueprint import Item
from assessments.models import Question, Quiz, Ticket, TicketItem
from assessments.types import TYPES
from assessments.types.base import Pin
from lms.areas.errors import UserError
from lms.people.models import DeviceProfile, Kader
from lms.people.queries import rows_of
from modules.models import Programme


@dataclass(frozen=True)
class Drawn:
    """An item of the ticket and its *soal pengganti*, each with what its type pinned."""

    question: Question
    pin: Pin
    alternative: Question | None = None
    alternative_pin: Pin = None


WINDOW = timedelta(days=14)  # from issue to receipt; inside it there is no time limit (DESIGN 5.3)
_CHANCE = SystemRandom()
_TOO_FEW = "Soalnya belum cukup, jadi cek kemampuan ini belum dapat dibuka. Pelajaran tetap terbuka."


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
    pinned. UserError: quiz closed, all attempts used, a pause, or the bank holds too few items.
    """
    if not quiz.active:
        raise UserError("Cek kemampuan ini sedang ditutup. Jawaban Ibu/Bapak sebelumnya tetap tersimpan.")
    ticket = open_ticket(kader, quiz, now=now)
    if ticket is not None:
        return ticket
    turns.check(kader, quiz, now=now)
    items = _draw(kader, quiz, chance)
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


@transaction.atomic
def _issue(
    kader: Kader,
    quiz: Quiz,
    items: Sequence[Drawn],
    *,
    now: datetime,
    mode: str,
    device_profile: DeviceProfile | None,
) -> Ticket:
    ticket = Ticket.objects.create(
        kader=kader,
        quiz=quiz,
        ordinal=Ticket.objects.filter(kader=kader, quiz=quiz).count() + 1,
        rule=_rule(quiz, items),
        mode=mode,
        device_profile=device_profile,
        issued_at=now,
        receive_until=now + WINDOW,
    )
    TicketItem.objects.bulk_create(
        TicketItem(
            ticket=ticket,
            position=position,
            version=item.question.current,
            pin=item.pin,
            alternative=item.alternative.current if item.alternative else None,
            alternative_pin=item.alternative_pin,
        )
        for position, item in enumerate(items, start=1)
    )
    return ticket


def _rule(quiz: Quiz, items: Sequence[Drawn]) -> dict[str, Any]:
    """What she is held to, whatever becomes of the quiz: the share, and the positions that must be right."""
    essential = [position for position, item in enumerate(items, start=1) if item.question.essential]
    return {
        "pass_percent": quiz.cut,
        "cut_source": quiz.cut_source,
        "items": len(items),
        "essential": essential,
    }


def _draw(kader: Kader, quiz: Quiz, chance: Random) -> list[Drawn]:
    """By the blueprint, shuffled. Before a pre-test the bank must also hold its post-test; that one holds no item of
    hers. UserError: the bank cannot fill it.
    """
    lines, seen = quiz.lines, _seen_before(kader, quiz)
    items = [one for one in pool.items(quiz.programme, {line.competency for line in lines}) if one.family not in seen]
    tickets = 2 if quiz.kind == Quiz.Kind.PRE and Quiz.objects.filter(pair=quiz, active=True).exists() else 1
    drawn = blueprint.draw(lines * tickets, items, chance)
    if drawn is None:
        raise UserError(_TOO_FEW)
    mine = drawn[: blueprint.size(lines)]
    chance.shuffle(mine)
    return _pinned(quiz.programme, mine, chance)


def _seen_before(kader: Kader, quiz: Quiz) -> set[str]:
    """The items of her pre-test, where this is its post-test, by family."""
    if quiz.pair is None:
        return set()
    shown = TicketItem.objects.filter(ticket__kader__in=rows_of(kader), ticket__quiz=quiz.pair)
    pairs = shown.values_list("version__question__key", "alternative__question__key")
    return {key for keys in pairs for key in keys if key}


def _pinned(programme: Programme, drawn: Sequence[Item], chance: Random) -> list[Drawn]:
    keys = {key for item in drawn for key in (item.key, item.family)}
    rows = Question.objects.filter(competency__group__programme=programme, key__in=keys).select_related("current")
    by_key = {row.key: row for row in rows}
    return [
        Drawn(*_pin(by_key[item.key], chance), *(_pin(by_key[item.family], chance) if item.family != item.key else ()))
        for item in drawn
    ]


def _pin(question: Question, chance: Random) -> tuple[Question, Pin]:
    return question, TYPES[question.type].pin(question.current.content, chance)  # type: ignore[union-attr]


def forms(
    quiz: Quiz, keys: Collection[str], *, chance: Random = _CHANCE, count: int = 2
) -> list[tuple[dict[str, Any], list[tuple[Question, Pin]]]]:
    """The same items, of these keys only, in so many arrangements: each with its rule, its order and its letters.

    UserError when the bank holds too few of them.
    """
    lines = quiz.lines
    items = [one for one in pool.items(quiz.programme, {line.competency for line in lines}) if one.key in keys]
    drawn = blueprint.draw(lines, items, chance)
    if drawn is None:
        raise UserError(_TOO_FEW)
    found = []
    for _number in range(count):
        chance.shuffle(drawn)
        arranged = _pinned(quiz.programme, drawn, chance)
        found.append((_rule(quiz, arranged), [(item.question, item.pin) for item in arranged]))
    return found
