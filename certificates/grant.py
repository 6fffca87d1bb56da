"""What an officer does in one step: confirm the proposal and issue its certificate, or neither."""

from datetime import date, datetime

from django.db import transaction

from certificates.confirm import confirm
from certificates.issue import issue
from certificates.models import Certificate, Proposal
from lms.people.models import User


@transaction.atomic
def grant(
    proposal: Proposal,
    *,
    minutes_number: str,
    minutes_date: date,
    decree_number: str,
    decree_date: date,
    number: str = "",
    by: User,
    now: datetime,
) -> Certificate:
    """The certificate of the award made here. ``number``: of the office's register, or empty for our series.

    Raises what ``confirm`` and ``issue`` raise; then nothing has happened.
    """
    award = confirm(
        proposal,
        minutes_number=minutes_number,
        minutes_date=minutes_date,
        decree_number=decree_number,
        decree_date=decree_date,
        by=by,
        now=now,
    )
    return issue(award, number=number, by=by, now=now)
