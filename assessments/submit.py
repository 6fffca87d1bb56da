"""Takes in answers: once, whatever the network does (DESIGN 5.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import envelope as envelopes
from assessments import hold, records, regrade, rules, stand_in
from assessments.bank import unsettled
from assessments.envelope import Envelope
from assessments.errors import RefusedError
from assessments.models import Attempt, Quarantine, Question, Ticket, TicketItem
from assessments.serving import Serving, zone
from assessments.stand_in import Asked
from assessments.types import TYPES
from assessments.types.base import Answer
from lms.areas.errors import UserError
from lms.people.devices import vouches
from lms.people.models import Membership, User
from lms.people.parcels import ANSWERS, Sealed, Taken
from lms.people.queries import in_force as serving_on
from lms.people.queries import rows_of
from lms.people.scope import Action, may
from lms.people.sealed import UnreadableError, clamp, digest, receipt_code
from modules.facts import in_force
from modules.models import Programme

Reason = Quarantine.Reason

WORDS = {
    Reason.UNREADABLE: "Jawaban ini tidak terbaca oleh kami. Kami menyimpannya utuh; petugas akan memeriksanya.",
    Reason.UNKNOWN_TICKET: "Lembar soal ini tidak kami kenal. Jawaban disimpan; petugas akan memeriksanya.",
    Reason.CONFLICT: "Jawaban bernomor ini sudah diterima dengan isi lain. Keduanya disimpan; yang pertama berlaku.",
    Reason.TICKET_USED: "Lembar soal ini sudah dipakai. Jawaban pertama berlaku; yang ini tetap disimpan.",
    Reason.TOO_LATE: "Lembar soal ini sudah lewat batas kirim. Jawaban disimpan; petugas akan memeriksanya.",
    Reason.WRONG_CREDENTIAL: "Jawaban ini bukan dari HP yang menerima lembarnya. Disimpan; petugas akan memeriksanya.",
    Reason.WITHDRAWN: "Ibu/Bapak tercatat tidak bertugas lagi. Jawaban disimpan; petugas akan memeriksanya.",
}
_NOT_KEPT = (
    "Jawaban ini tidak terbaca oleh kami atau lembar soalnya tidak kami kenal, dan tempat untuk kiriman seperti itu "
    "sedang penuh. Kami tidak menyimpannya: biarkan di HP ini, dan beri tahu petugas puskesmas."
)


@dataclass(frozen=True)
class Receipt:
    """What she gets for an envelope; ``duplicate``: it had been accepted before."""

    attempt: Attempt
    code: str
    duplicate: bool


def take(envelope: Sealed, now: datetime) -> Taken:
    """Answers among what phones send (``parcels.register_kind``)."""
    receipt = submit(envelope.body, channel=Attempt.Channel.SYNC, now=now, credential=envelope.proof)
    return Taken(receipt.code, receipt.attempt.received_at, "Jawaban Ibu/Bapak sudah kami terima.")


def submit(
    body: str, *, channel: str, now: datetime, credential: str | None = None, officer: User | None = None
) -> Receipt:
    """Accept one envelope, score it and bring her records up to date, in one transaction.

    ``channel``: ``form`` (the view has made sure that the ticket is the signed-in kader's) or ``sync`` (a ticket given
    to a device profile needs that profile's ``credential``). ``officer``: who read it aloud or typed it in, and still
    must have the right to assess this kader. The same id and bytes give the first receipt again.
    RefusedError: it could not be accepted; it is kept in quarantine with the reason (or, a stranger's, perhaps not).
    """
    sha256 = digest(body)
    try:
        return _take(body, sha256, channel=channel, now=now, credential=credential, officer=officer)
    except RefusedError as refusal:
        if hold.keep(body, sha256, refusal, ticket=refusal.ticket, kind=ANSWERS, now=now):
            raise
        raise RefusedError(_NOT_KEPT, reason=Reason(refusal.reason), kept=False) from refusal


def _take(
    body: str, sha256: str, *, channel: str, now: datetime, credential: str | None, officer: User | None
) -> Receipt:
    try:
        envelope = envelopes.unseal(body)
    except UnreadableError as error:
        raise _refusal(Reason.UNREADABLE, _named_ticket(body)) from error
    earlier = _earlier(envelope, sha256)
    if earlier is not None:
        return earlier
    ticket = ticket_named(envelope.ticket)
    if channel == Attempt.Channel.SYNC and not is_from_its_device(ticket, body, credential or ""):
        raise _refusal(Reason.WRONG_CREDENTIAL, ticket)
    if hasattr(ticket, "attempt"):
        return _first(envelope, sha256, ticket)
    if now >= ticket.receive_until:
        raise _refusal(Reason.TOO_LATE, ticket)
    attempt = _answered(ticket, envelope, now)
    if _has_left(attempt) or (officer is not None and not _may_hand_in(officer, ticket, now)):
        raise _refusal(Reason.WITHDRAWN, ticket)
    attempt.channel, attempt.body, attempt.body_sha256 = channel, body, sha256
    attempt.receipt = receipt_code(sha256)
    try:
        _record(attempt, now)
    except IntegrityError:  # somebody was faster by a moment
        if not Attempt.objects.filter(Q(pk=envelope.id) | Q(ticket=ticket)).exists():
            raise
        return _first(envelope, sha256, ticket)
    return Receipt(attempt, attempt.receipt, duplicate=False)


@transaction.atomic
def admit(body: str, *, received_at: datetime, now: datetime) -> Attempt:
    """Accept what was refused, on the word of an officer: late, from another phone, after her service had ended.

    The caller has made sure that she may, and keeps who and why. UserError: it cannot be read (still), names no ticket
    of ours or one that holds an attempt, or its number was used.
    """
    try:
        envelope = envelopes.unseal(body)
        ticket = ticket_named(envelope.ticket)
        attempt = _answered(ticket, envelope, received_at)
    except (UnreadableError, RefusedError) as error:
        raise UserError(
            _("Isinya tidak dapat dibaca sebagai jawaban. Tutup dengan catatan; isinya tetap ada.")
        ) from error
    attempt.channel, attempt.body, attempt.body_sha256 = Attempt.Channel.DESK, body, digest(body)
    attempt.receipt = receipt_code(attempt.body_sha256)
    try:
        _record(attempt, now)
    except IntegrityError as error:  # the sheet or the number is used, perhaps since a moment
        words = _("Lembar soal ini sudah punya jawaban yang berlaku. Tutup dengan catatan; isinya tetap ada.")
        raise UserError(words) from error
    return attempt


def _earlier(envelope: Envelope, sha256: str) -> Receipt | None:
    attempt = Attempt.objects.filter(pk=envelope.id).select_related("ticket").first()
    if attempt is None:
        return None
    if attempt.body_sha256 != sha256:
        raise _refusal(Reason.CONFLICT, attempt.ticket)
    return Receipt(attempt, attempt.receipt, duplicate=True)


def _first(envelope: Envelope, sha256: str, ticket: Ticket) -> Receipt:
    """What was accepted for a used ticket: this very envelope, sent twice at once. RefusedError: another one."""
    earlier = _earlier(envelope, sha256)
    if earlier is None:
        raise _refusal(Reason.TICKET_USED, ticket)
    return earlier


def ticket_named(token: str) -> Ticket:
    """The ticket that gives an envelope its authority. RefusedError: there is none."""
    tickets = Ticket.objects.select_related(
        "attempt",
        "kader",
        "quiz__competency__group__programme",
        "quiz__group__programme",
        "device_profile__device",
        "device_profile__user",
    )
    ticket = tickets.filter(token=token).first()
    if ticket is None:
        raise _refusal(Reason.UNKNOWN_TICKET)
    return ticket


def _named_ticket(body: str) -> Ticket | None:
    """The ticket of an envelope that is damaged elsewhere, so that a person can tell whose it is."""
    name = envelopes.ticket_named_in(body)
    return Ticket.objects.filter(token=name).first() if name else None


def is_from_its_device(ticket: Ticket, body: str, proof: str) -> bool:
    """A ticket that no phone got opens by itself."""
    return ticket.device_profile is None or vouches(ticket.device_profile, body, proof)


def _mark(ticket: Ticket, envelope: Envelope) -> tuple[dict[str, Answer], dict[str, Fraction]]:
    """Answers and shares by position; what is left open earns nothing, and an item whose fact is no longer settled has
    no share at all. RefusedError: an answer no item can have."""
    items = list(ticket.items.select_related(*stand_in.RELATED))
    asked = {str(item.position): stand_in.counted(item, envelope.answers) for item in items}
    answers: dict[str, Answer] = {}
    shares = dict.fromkeys(asked, Fraction(0))
    try:
        _refuse_unknown(envelope, items)
        for position, one in asked.items():
            if one.place in envelope.answers:
                kind = TYPES[one.version.question.type]
                answers[one.place] = kind.parse(envelope.answers[one.place], one.version.content, one.pin)
                shares[position] = kind.score(answers[one.place], one.version.content)
    except ValueError as error:
        raise _refusal(Reason.UNREADABLE, ticket) from error
    counted = shares.keys() - _withdrawn(asked)
    return answers, {position: share for position, share in shares.items() if position in counted or not counted}


def _refuse_unknown(envelope: Envelope, items: Sequence[TicketItem]) -> None:
    if envelope.answers.keys() - stand_in.places(items).keys():
        raise ValueError("an answer to nothing that was asked")


def _withdrawn(asked: Mapping[str, Asked]) -> set[str]:
    """The positions that may not be scored, since a fact became disputed or local after the ticket was drawn."""
    resting = {position: one.version.question for position, one in asked.items()}
    resting = {position: row for position, row in resting.items() if row.status == Question.Status.DRAFT}
    facts = in_force() if resting else {}
    return {position for position, question in resting.items() if unsettled(question, facts)}


def _answered(ticket: Ticket, envelope: Envelope, now: datetime) -> Attempt:
    """The attempt that these answers make, not stored yet. RefusedError: they are none this ticket can have."""
    answers, shares = _mark(ticket, envelope)
    return _attempt(ticket, envelope, answers, shares, now)


def _may_hand_in(officer: User, ticket: Ticket, now: datetime) -> bool:
    return may(officer, Action.ASSESS, ticket.kader.survivor, on=timezone.localdate(now))


def _has_left(attempt: Attempt) -> bool:
    """Had she served, and at that moment nowhere any more, in whatever field? Who never served yet is no stranger."""
    if attempt.membership is not None:
        return False
    hers = Membership.objects.filter(kader__in=rows_of(attempt.kader.survivor))
    day = rules.local_day(attempt.happened_at, zone(hers.order_by("-since", "-pk").first()))
    return hers.filter(until__lte=day).exists() and not hers.filter(serving_on(day)).exists()


def _attempt(
    ticket: Ticket, envelope: Envelope, answers: dict[str, Answer], shares: dict[str, Fraction], now: datetime
) -> Attempt:
    moment = clamp(envelope.finished_at, earliest=ticket.issued_at, latest=now)
    return Attempt(
        id=envelope.id,
        kader=ticket.kader,
        membership=Serving([ticket.kader_id], field=_programme(ticket).field).at(ticket.kader_id, moment),
        happened_at=moment,
        received_at=now,
        ticket=ticket,
        quiz=ticket.quiz,
        answers=answers,
        times={position: seconds for position, seconds in envelope.times.items() if position in shares} or None,
        marks={position: round(float(share), 4) for position, share in shares.items()},
        score_percent=rules.score_percent(list(shares.values())),
        passed=rules.meets(shares, ticket.rule),
    )


@transaction.atomic
def _record(attempt: Attempt, now: datetime) -> None:
    attempt.save(force_insert=True)
    regrade.follow(attempt, now=now)
    records.refresh([attempt.kader_id], programme=_programme(attempt.ticket), now=now)


def _programme(ticket: Ticket) -> Programme:
    group = ticket.quiz.competency.group if ticket.quiz.competency else ticket.quiz.group
    return group.programme  # type: ignore[union-attr]


def _refusal(reason: Reason, ticket: Ticket | None = None) -> RefusedError:
    return RefusedError(WORDS[reason], reason=reason, ticket=ticket)
