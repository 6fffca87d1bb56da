"""Settles what could not be accepted: once, by one officer, in words. The envelope itself stays as it came."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.errors import ConflictError
from assessments.models import Attempt, Quarantine
from assessments.submit import admit
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User

Reason = Quarantine.Reason
# The sheet holds another answer already, or nobody can say whose it is: there is nothing to accept.
ACCEPTABLE = frozenset({Reason.TOO_LATE, Reason.WRONG_CREDENTIAL, Reason.WITHDRAWN, Reason.UNREADABLE})


def is_acceptable(held: Quarantine) -> bool:
    """May it become the attempt of its sheet: answers, of a sheet that is known?"""
    is_answers = held.kind == Quarantine.Kind.ANSWERS
    return is_answers and held.reason in ACCEPTABLE and held.ticket is not None


@transaction.atomic
def accept(held: Quarantine, *, reason: str, by: User, now: datetime) -> Attempt:
    """Take it as the attempt of its sheet, received when it came; her records follow. The caller has checked scope.

    ConflictError: somebody settled it meanwhile. UserError: no reason given, her own answers, or none that this sheet
    can have or still lacks.
    """
    row = _open(held, reason, by)
    if row.ticket is None or not is_acceptable(row):
        raise UserError(_("Jawaban ini tidak dapat diterima. Tutup dengan catatan; isinya tetap ada."))
    row.attempt = admit(row.body, received_at=row.received_at, now=now)
    _settle(row, reason, by, now)
    return row.attempt


@transaction.atomic
def close(held: Quarantine, *, note: str, by: User, now: datetime) -> None:
    """Close it with a note alone: nothing else changes. Errors as in ``accept``."""
    _settle(_open(held, note, by), note, by, now)


def _open(held: Quarantine, words: str, by: User) -> Quarantine:
    """The row, locked until the transaction ends."""
    if not words.strip():
        raise UserError(_("Tulis dulu alasannya: apa yang diperiksa dan apa hasilnya. Belum ada yang berubah."))
    row = Quarantine.objects.select_for_update(of=("self",)).select_related("ticket__kader", "kader").get(pk=held.pk)
    if row.settled_at is not None:
        raise ConflictError(_("Jawaban ini baru saja diselesaikan petugas lain. Lihat catatannya di bawah."))
    if row.kader and by.person_id is not None and row.kader.survivor.person_id == by.person_id:
        raise UserError(_("Jawaban sendiri tidak dapat diputuskan sendiri. Minta petugas lain."))
    return row


def _settle(row: Quarantine, words: str, by: User, now: datetime) -> None:
    row.settlement, row.settled_by, row.settled_at = words.strip(), by, now
    row.save(update_fields=["settlement", "settled_by", "settled_at", "attempt"])
    detail = {"held": row.pk, "reason": row.reason, "accepted": row.attempt is not None}
    audit.record(Act.HELD_SETTLED, by=by, now=now, kader=row.kader, detail=detail)
