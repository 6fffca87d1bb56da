"""A sheet as a phone keeps it: the same main part as the page, its pictures inside as data, no key (DESIGN 5.4)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string

from assessments import ahead, pool, sheet, steps, turns
from assessments.models import Quiz, Ticket
from assessments.pictures import data_of, of_version
from assessments.types import draw, needs_eyes
from lms.people.models import Kader

_TEXT, _PICTURE = 280, 6_000  # bytes on the way, as measured over the bank: an item's words, a picture


@dataclass(frozen=True)
class Takeaway:
    """``opens_at``: not before then; None: at once. ``pause``: minutes between one hand-in and the next sheet."""

    ticket: Ticket
    html: str
    count: int
    opens_at: datetime | None
    pause: int


def take(ticket: Ticket, *, now: datetime) -> Takeaway:
    """One sheet that she may hold, with what she has answered so far. The caller has made sure that it is hers."""
    items = sheet.items_of(ticket)
    drawn = [draw(item.version.question.type, item.version.content, item.pin) for item in items]
    shows = data_of([of_version(item.version.question, item.version) for item in items], drawn)
    context = {
        "ticket": ticket,
        "items": sheet.sheet(items, steps.so_far(ticket), shows=shows),
        "id": uuid4(),
        "started_at": now.isoformat(),
        "credential": "",  # her corner of the phone seals the hand-in
    }
    is_module = ticket.quiz.kind == Quiz.Kind.MODULE
    return Takeaway(
        ticket=ticket,
        html=render_to_string("assessments/check_sheet.html", context),
        count=len(items),
        opens_at=turns.opens_at(ticket.kader.survivor, ticket.quiz, now=now) if ticket.ahead else None,
        pause=settings.MODULE_QUIZ_PAUSE if is_module else 0,
    )


def weight(kader: Kader, quiz: Quiz) -> tuple[int, int]:
    """How many sheets of this quiz her phone would get, and about how many bytes. Two queries at most."""
    items = pool.items(quiz.programme, {line.competency for line in quiz.lines})
    sheets, whole = ahead.most(kader, quiz), 0.0
    for line in quiz.lines:
        found = line.pool(items)
        pictured = sum(needs_eyes(item.type, {}) for item in found) / len(found) if found else 0
        whole += line.count * (_TEXT + _PICTURE * pictured)
    return sheets, round(whole * sheets)
