"""What is typed in for a paper of an event, kept with it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import EventPaper, TrainingEvent
from lms.areas.errors import UserError
from lms.people.models import User

MOST_OF_A_TEXT = 4_000  # characters: two pages


@transaction.atomic
def keep(
    event: TrainingEvent,
    key: str,
    *,
    number: str,
    day: date | None,
    subject: str,
    texts: Mapping[str, str],
    by: User,
    now: datetime,
) -> EventPaper:
    """Keep it; what stood there before goes. The caller has checked that the paper is one of the event's.

    UserError: a text that would fill pages. Nothing is saved then.
    """
    if any(len(words) > MOST_OF_A_TEXT for words in texts.values()):
        raise UserError(
            _("Isian terlalu panjang: paling banyak 4.000 huruf. Belum ada yang disimpan; ringkaskan dulu.")
        )
    values = {"number": number, "day": day, "subject": subject, "texts": dict(texts)}
    row, _made = EventPaper.objects.update_or_create(
        event=event, key=key, defaults={**values, "updated_at": now, "updated_by": by}
    )
    return row
