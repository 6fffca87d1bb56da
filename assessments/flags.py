"""*Soal ini membingungkan*: of a kader about an item of her ticket, or of anybody about one of practice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from assessments.models import Question, QuestionFlag, TicketItem


@dataclass(frozen=True)
class Said:
    """What was chosen and written. ``form``: the number that the form was given."""

    form: UUID
    why: str
    text: str = ""


@transaction.atomic
def of_item(item: TicketItem, said: Said, *, now: datetime) -> QuestionFlag:
    """Her word on one item of her ticket; the first one stands, also of two taps at once."""
    values = {
        "id": uuid5(said.form, f"ticket item {item.pk}"),
        "question_id": item.version.question_id,
        "version_id": item.version_id,
        "kader_id": item.ticket.kader_id,
        "why": said.why,
        "text": said.text,
        "received_at": now,
    }
    return QuestionFlag.objects.get_or_create(ticket_item=item, defaults=values)[0]


@transaction.atomic
def of_practice(question: Question, said: Said, *, now: datetime) -> QuestionFlag:
    """Anybody's word on an item of practice; the same form is one flag. Nobody is asked who she is."""
    values = {"question": question, "version_id": question.current_id, "why": said.why, "text": said.text}
    made = uuid5(said.form, f"question {question.pk}")
    return QuestionFlag.objects.get_or_create(id=made, defaults=values | {"received_at": now})[0]


def is_flagged(item: TicketItem) -> bool:
    return QuestionFlag.objects.filter(ticket_item=item).exists()


def forget_words(*, before: datetime) -> int:
    """Blank what was written with flags received before then; that they were raised stays. Out: how many."""
    return QuestionFlag.objects.filter(received_at__lt=before).exclude(text="").update(text="")
