"""Draws a ticket (*lembar soal*) for one kader from the bank."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

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
    """The ticket of this kader for this quiz: the one she has begun, else one that her phone holds ahead, else a new
    one.

    A reload, a double tap or a lost page therefore never burns a ticket. Versions, option orders and the rule are
    pinned. UserError: quiz closed, all attempts used, a pause, or the bank holds too few items.
    """
    check_open(quiz)
    ordinal = _next_ordinal(kader, quiz)
    ticket = open_ticket(kader, quiz, now=now)
    if ticket is not None:
        return ticket
    turns.check(kader, quiz, now=now)
    held = sorted(open_tickets(kader, quiz, now=now), key=lambda one: one.device_profile != device_profile)
    if held:
        return begin(held[0])
    items = _draw(kader, quiz, chance)
    try:
        return _issue(kader, quiz, items, ordinal=ordinal, now=now, mode=mode, device_profile=device_profile)
    except IntegrityError as error:  # two taps at once: the other one has just issued it
        twin = open_ticket(kader, quiz, now=now)
        if twin is None:
            raise UserError(
                "Cek kemampuan ini baru saja dikirim dari jendela lain. Buka lagi untuk yang baru."
            ) from error
        return twin


def issue_ahead(
    kader: Kader,
    quiz: Quiz,
    *,
    now: datetime,
    device_profile: DeviceProfile | None,
    chance: Random = _CHANCE,
) -> Ticket | None:
    """One more ticket, for her phone to hold until she begins it, with none of the items of her open ones.

    The caller has made sure that she may hold so many. None: the bank has no other items for it, or another window
    has just got one. UserError: the bank holds too few items for any.
    """
    ordinal, held = _next_ordinal(kader, quiz), open_tickets(kader, quiz, now=now)
    try:
        items = _draw(kader, quiz, chance, without=_families(held))
        return _issue(
            kader,
            quiz,
            items,
            ordinal=ordinal,
            now=now,
            mode=Ticket.Mode.SELF,
            device_profile=device_profile,
            ahead=True,
        )
    except IntegrityError:
        return None
    except UserError:
        if not held:
            raise
        return None


def check_open(quiz: Quiz) -> None:
    """UserError if nobody may take it now."""
    if not quiz.active:
        raise UserError("Cek kemampuan ini sedang ditutup. Jawaban Ibu/Bapak sebelumnya tetap tersimpan.")


def open_tickets(kader: Kader, quiz: Quiz, *, now: datetime) -> list[Ticket]:
    """Her tickets that are neither handed in nor out of date, also of rows merged into hers: the begun ones first."""
    rows = Ticket.objects.filter(kader__in=rows_of(kader), quiz=quiz, attempt__isnull=True, receive_until__gt=now)
    return list(rows.select_related("device_profile").order_by("ahead", "issued_at", "pk"))


def open_ticket(kader: Kader, quiz: Quiz, *, now: datetime) -> Ticket | None:
    """The one of them that she has begun."""
    return next((ticket for ticket in open_tickets(kader, quiz, now=now) if not ticket.ahead), None)


def begin(ticket: Ticket) -> Ticket:
    """She has opened a ticket that her phone held ahead: from now on it waits for her answers."""
    if ticket.ahead:
        ticket.ahead = False
        ticket.save(update_fields=["ahead"])
    return ticket


def _next_ordinal(kader: Kader, quiz: Quiz) -> int:
    """Asked for before looking at what is open: whoever issues in between takes this number."""
    return Ticket.objects.filter(kader=kader, quiz=quiz).count() + 1


def _families(tickets: Sequence[Ticket]) -> set[str]:
    return _shown(TicketItem.objects.filter(ticket__in=tickets)) if tickets else set()


@transaction.atomic
def _issue(
    kader: Kader,
    quiz: Quiz,
    items: Sequence[Drawn],
    *,
    ordinal: int,
    now: datetime,
    mode: str,
    device_profile: DeviceProfile | None,
    ahead: bool = False,
) -> Ticket:
    ticket = Ticket.objects.create(
        kader=kader,
        quiz=quiz,
        ordinal=ordinal,
        ahead=ahead,
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


def _draw(kader: Kader, quiz: Quiz, chance: Random, *, without: Collection[str] = ()) -> list[Drawn]:
    """By the blueprint, shuffled. Before a pre-test the bank must also hold its post-test; that one holds no item of
    hers. ``without``: families of items that are not drawn. UserError: the bank cannot fill it.
    """
    lines, seen = quiz.lines, {*_seen_before(kader, quiz), *without}
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
    return _shown(TicketItem.objects.filter(ticket__kader__in=rows_of(kader), ticket__quiz=quiz.pair))


def _shown(items: QuerySet[TicketItem]) -> set[str]:
    """The families of these items: their own keys, and those of what may be answered instead."""
    pairs = items.values_list("version__question__key", "alternative__question__key")
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
