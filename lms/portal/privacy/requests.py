"""Asking for a correction or for erasure, and what an officer decides; both audited."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from lms.areas.errors import UserError
from lms.areas.format import daftar
from lms.people import audit, persons, registry
from lms.people.audit import Act
from lms.people.memberships import leave
from lms.people.models import Membership, Person, User
from lms.people.queries import persons_of, place_name
from lms.portal.models import PrivacyRequest

Kind, State = PrivacyRequest.Kind, PrivacyRequest.State


def ask(person: Person, kind: str, *, text: str, by: User, now: datetime) -> PrivacyRequest:
    """Put a request before her officers; an open one of that kind is returned as it is.

    UserError for a correction that does not say what is wrong.
    """
    if kind == Kind.CORRECTION and not text.strip():
        raise UserError("Tulis apa yang salah dan apa yang benar, supaya petugas dapat memperbaikinya.")
    try:
        with transaction.atomic():
            made = PrivacyRequest.objects.create(person=person, kind=kind, text=text.strip()[:500], asked_at=now)
            _told(Act.PRIVACY_ASKED, made, by=by, now=now)
            return made
    except IntegrityError:  # asked twice
        return PrivacyRequest.objects.get(person=person, kind=kind, state=State.OPEN)


@transaction.atomic
def answer(request: PrivacyRequest, *, done: bool, words: str, by: User, now: datetime) -> PrivacyRequest:
    """Close a request with a sentence for the one who asked; an erasure that is granted happens here.

    UserError if somebody else has closed it, or if there is no sentence.
    """
    if not words.strip():
        raise UserError("Tulis satu kalimat jawaban untuk yang meminta.")
    row = PrivacyRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != State.OPEN:
        raise UserError("Permintaan ini sudah dijawab petugas lain. Tidak ada yang diubah.")
    row.state, row.answer = (State.DONE if done else State.REFUSED), words.strip()[:300]
    row.decided_at, row.decided_by = now, by
    row.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    _told(Act.PRIVACY_DECIDED, row, by=by, now=now)
    if done and row.kind == Kind.ERASURE:
        erase(row.person, by=by, now=now)
    return row


@transaction.atomic
def erase(person: Person, *, by: User | None, now: datetime) -> None:
    """Take away who somebody is, everywhere and in every row of hers; what she did stays without a name.

    Her duties end that day. Certificates stay whole in the closed archive, and ``/v/`` says so (DESIGN 5.12).
    """
    kader = getattr(person, "kader", None)
    for membership in _duties(person):
        # Who began today serves until tomorrow: a membership has at least one day.
        on = max(timezone.localdate(now), membership.since + timedelta(days=1))
        leave(membership, on=on, now=now, by=by, hand_over=False)
    for row in list(persons_of(person)):
        _erase_row(row, now=now)
    audit.record(Act.PERSON_ERASED, by=by, now=now, kader=kader)
    person.refresh_from_db()


def consequences(person: Person) -> str:
    """What an erasure will do, as a sentence for the officer who is about to grant it."""
    places = [place_name(row) for row in _duties(person).select_related("posyandu__desa", "pustu__desa")]
    ends = f"Tugas di {daftar(places)} berakhir hari ini. " if places else ""
    return (
        f"{ends}Nama, nomor HP, kartu, PIN, dan akun hilang untuk selamanya. Bukti tetap dihitung, tanpa nama; "
        "sertifikat tersimpan di arsip tertutup. Kabari orangnya langsung: jawaban di sini tidak lagi dapat ia baca."
    )


def _duties(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(kader__person__in=persons_of(person), until=None)


def _erase_row(person: Person, *, now: datetime) -> None:
    for eraser in registry.erasers().values():
        eraser(person, now)
    persons.erase(person, now=now)
    PrivacyRequest.objects.filter(person=person).update(text="")


def _told(act: Act, row: PrivacyRequest, *, by: User, now: datetime) -> None:
    kader = getattr(row.person, "kader", None)
    audit.record(act, by=by, now=now, kader=kader, detail={"kind": row.kind, "state": row.state})
