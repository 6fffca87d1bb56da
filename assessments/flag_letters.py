"""*Soal ini membingungkan* said without a signal: of an item of a ticket, or of one of practice by nobody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from assessments import flags
from assessments.errors import RefusedError
from assessments.models import Question, QuestionFlag, TicketItem
from assessments.models.question_flag import LONGEST
from assessments.submit import is_from_its_device, ticket_named
from lms.people import sealed
from lms.people.parcels import TOO_MANY, UNKNOWN_SUBJECT, WRONG_CREDENTIAL, Prepared, Sealed, Taken, once, refuse
from lms.people.sealed import UnreadableError

KEPT = "Terima kasih, tanda soal ini sudah kami terima."
MOST_A_DAY = 200  # of one item of practice: nobody is asked who she is, so nobody can be asked to stop
_DAY = timedelta(days=1)


def take(envelope: Sealed, now: datetime) -> Taken:
    """``{"ticket": token, "position": 3, "why": "kata", "text": ""}`` by the authority of the ticket and its phone, or
    ``{"question": key, ...}`` of practice. The first word on an item of a ticket stands; only there it is known whose.
    """

    def prepare(number: UUID, data: Mapping[str, Any]) -> Prepared:
        said = flags.Said(number, _why(data), _text(data))
        if "ticket" in data:
            item = _item(envelope, data)
            return None, lambda: flags.of_item(item, said, now=now)
        question = _question(data, now)
        return None, lambda: flags.of_practice(question, said, now=now)

    return once(envelope, now, prepare, message=KEPT)


def _item(envelope: Sealed, data: Mapping[str, Any]) -> TicketItem:
    try:
        ticket = ticket_named(sealed.name(data["ticket"]))
    except RefusedError as error:
        raise refuse(UNKNOWN_SUBJECT) from error
    if not is_from_its_device(ticket, envelope.body, envelope.proof):
        raise refuse(WRONG_CREDENTIAL, ticket.kader)
    position = data.get("position")
    items = ticket.items.select_related("ticket", "version")
    item = items.filter(position=position).first() if type(position) is int and 0 < position < 1000 else None
    if item is None:
        raise refuse(UNKNOWN_SUBJECT, ticket.kader)
    return item


def _question(data: Mapping[str, Any], now: datetime) -> Question:
    found = Question.objects.filter(key=sealed.name(data.get("question")), use=Question.Use.PRACTICE)
    question = found.filter(current__isnull=False).first()
    if question is None:
        raise refuse(UNKNOWN_SUBJECT)
    today = QuestionFlag.objects.filter(question=question, ticket_item=None, received_at__gt=now - _DAY)
    if today.count() >= MOST_A_DAY:
        raise refuse(TOO_MANY)
    return question


def _why(data: Mapping[str, Any]) -> str:
    if data.get("why") not in QuestionFlag.Why.values:
        raise UnreadableError("no reason")
    return str(data["why"])


def _text(data: Mapping[str, Any]) -> str:
    text = data.get("text", "")
    if not isinstance(text, str) or len(text) > LONGEST or "\x00" in text:
        raise UnreadableError("no words")
    return text.encode("utf-8", "replace").decode()
