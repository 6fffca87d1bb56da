"""*Dibacakan petugas*: an officer reads a sheet to a kader and marks what she says. The rules are any sheet's."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.draw import issue_ticket
from assessments.models import Quiz, Ticket
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from lms.people.queries import rows_of
from lms.people.scope import Action, may


def quizzes() -> QuerySet[Quiz]:
    """What can be read to a kader: all that is open."""
    return Quiz.objects.filter(active=True).order_by("kind", "title")


@transaction.atomic
def begin(kader: Kader, quiz: Quiz, *, by: User, now: datetime) -> Ticket:
    """The ticket of this kader for this quiz, to be read to her by this officer; one still open is read on.

    The caller has checked scope. UserError: herself, or as in ``issue_ticket``.
    """
    if by.person_id is not None and by.person_id == kader.person_id:
        raise UserError(
            _("Lembar sendiri tidak dapat dibacakan sendiri. Kerjakan di halaman Saya, atau minta petugas.")
        )
    ticket = issue_ticket(kader, quiz, now=now, mode=Ticket.Mode.ALOUD)
    ticket.mode, ticket.officer = Ticket.Mode.ALOUD, by  # also one that she had opened on her own phone
    ticket.save(update_fields=["mode", "officer"])
    return ticket


def ticket_for(user: User, kader: Kader, token: str, *, on: date) -> Ticket | None:
    """The sheet of this kader that this officer reads, or may read on. None: none, or none of hers.

    Who began it may still hand in after her role has ended: ``submit`` puts it aside then, and nothing is lost.
    """
    rows = Ticket.objects.select_related("quiz__competency__group", "quiz__group", "kader__person")
    found = rows.filter(token=token, mode=Ticket.Mode.ALOUD, kader__in=rows_of(kader)).first()
    if found is None or not (found.officer_id == user.pk or may(user, Action.ASSESS, kader, on=on)):
        return None
    return found
