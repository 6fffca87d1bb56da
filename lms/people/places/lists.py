"""A list of posyandu between reading and applying: it travels sealed in the page, and nothing of it is kept here."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count

from django.core import signing
from django.db import transaction

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.areas.places.listing.apply import Answers, Done, apply_chunk
from lms.areas.places.listing.entries import Entry
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User

SALT = "lms.people.places.lists"
GOOD_FOR = 24 * 60 * 60  # seconds


def seal(entries: Sequence[Entry], *, kab: Area, by: User) -> str:
    """The list as a text that only this user can give back, for this kab/kota, within a day."""
    given = [by.pk, kab.code, [entry.as_json() for entry in entries]]
    return signing.dumps(given, salt=SALT, compress=True)


def unseal(sealed: str, *, kab: Area, by: User) -> list[Entry]:
    """The list again. UserError if it is not theirs, not whole, or too old."""
    try:
        user, code, rows = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise UserError("Daftar itu sudah lebih dari sehari atau tidak utuh. Unggah lagi berkasnya.") from error
    if (user, code) != (by.pk, kab.code):
        raise UserError("Daftar itu milik sesi lain. Unggah lagi berkasnya.")
    return [Entry.of_json(row) for row in rows]


def apply(
    entries: Sequence[Entry],
    *,
    kab: Area,
    answers: Answers,
    by: User | None,
    now: datetime,
    today: date,
    most: int | None = None,
) -> Done:
    """Apply a list in chunks of at most 200, each with its line in the audit trail. A second time does nothing.

    ``most``: after so many chunks it stops, and ``left`` says how much remains for the next time.
    """
    total = Done()
    for at in count(1):
        done = _chunk(entries, kab=kab, answers=answers, by=by, now=now, today=today)
        total += done
        if not done.left or at == most:
            break
    return total


@transaction.atomic
def _chunk(
    entries: Sequence[Entry], *, kab: Area, answers: Answers, by: User | None, now: datetime, today: date
) -> Done:
    done = apply_chunk(entries, kab=kab, answers=answers, today=today)
    if done.new or done.changed or done.puskesmas:
        detail = {"new": done.new, "changed": done.changed, "puskesmas": done.puskesmas}
        audit.record(Act.PLACE_LIST, by=by, now=now, area=kab, detail=detail)
    return done
