"""Records that an officer has coached a kader who had used all her attempts: one more is open."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments import marks
from assessments.models import Attempt, Coaching, Quiz
from assessments.turns import attempts_left
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import Kader, User
from lms.people.queries import rows_of


def coach(kader: Kader, quiz: Quiz, *, on: date, note: str, by: User, now: datetime) -> Coaching:
    """They sat together on that day. The caller has checked that the kader is within the officer's reach.

    UserError: she has an attempt left or has passed, or another officer was faster; nothing is recorded then.
    """
    attempts = Attempt.objects.filter(kader__in=rows_of(kader), quiz=quiz)
    if attempts_left(kader, quiz) != 0 or marks.passed(attempts).exists():
        raise UserError(_("Kader ini masih punya kesempatan atau sudah lulus. Tidak ada yang dicatat."))
    try:
        return _record(kader, quiz, on=on, note=note, by=by, now=now, after=attempts.count())
    except IntegrityError as error:  # two officers at once, or a double tap
        raise UserError(_("Pendampingan ini baru saja dicatat. Satu kesempatan sudah terbuka.")) from error


@transaction.atomic
def _record(kader: Kader, quiz: Quiz, *, on: date, note: str, by: User, now: datetime, after: int) -> Coaching:
    audit.record(Act.COACHED, by=by, now=now, kader=kader, detail={"quiz": quiz.key})
    return Coaching.objects.create(kader=kader, quiz=quiz, on=on, note=note, by=by, recorded_at=now, after=after)
