"""The way in for what phones have sealed: one registry of kinds, one verb. Each floor registers what it can take.

Once, whatever the network does: same id and same bytes give the first answer again; other bytes are a conflict, and
both are kept. What cannot be accepted is kept whole by the keeper, with a reason a person can work on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.db import IntegrityError, transaction

from lms.areas.errors import UserError
from lms.people import sealed
from lms.people.devices import vouches
from lms.people.models import DeviceProfile, Kader, Parcel
from lms.people.sealed import UnreadableError

ANSWERS = "answers"  # what carries no kind
UNREADABLE, CONFLICT, WRONG_CREDENTIAL = "unreadable", "conflict", "wrong_credential"
UNKNOWN_PROFILE, UNKNOWN_SUBJECT, TOO_MANY = "unknown_profile", "unknown_subject", "too_many"

WORDS = {
    UNREADABLE: "Kiriman ini tidak terbaca oleh kami. Kami menyimpannya utuh; petugas akan memeriksanya.",
    CONFLICT: "Kiriman bernomor ini sudah diterima dengan isi lain. Keduanya disimpan; yang pertama berlaku.",
    WRONG_CREDENTIAL: "Kiriman ini bukan dari HP yang tercatat. Disimpan; petugas akan memeriksanya.",
    UNKNOWN_PROFILE: "HP pengirim tidak kami kenal. Kiriman disimpan; petugas akan memeriksanya.",
    UNKNOWN_SUBJECT: "Pelajaran atau soalnya tidak kami kenal. Kiriman disimpan; petugas akan memeriksanya.",
    TOO_MANY: "Sedang banyak sekali tanda untuk soal ini. Biarkan di HP ini; dikirim lagi besok.",
}
_NOT_KEPT = (
    "Kiriman ini tidak terbaca oleh kami atau pengirimnya tidak kami kenal, dan tempat untuk kiriman seperti itu "
    "sedang penuh. Kami tidak menyimpannya: biarkan di HP ini, dan beri tahu petugas puskesmas."
)


class RefusedError(UserError):
    """It could not be accepted. ``kept``: the keeper has it whole; False: the phone must keep it. ``kader``: whose."""

    def __init__(self, message: str, *, reason: str, kader: Kader | None = None, kept: bool = True) -> None:
        super().__init__(message)
        self.reason = reason
        self.kader = kader
        self.kept = kept

    @property
    def is_conflict(self) -> bool:
        """Something else was accepted in its place (HTTP 409)."""
        return self.reason == CONFLICT


@dataclass(frozen=True)
class Sealed:
    """An envelope as it came, with its proof: a credential or a seal (``devices.vouches``), empty for none."""

    body: str
    proof: str
    sha256: str
    kind: str


@dataclass(frozen=True)
class Taken:
    """What the sender gets: the receipt code, when it was received first, and a sentence."""

    code: str
    received_at: datetime
    message: str


@dataclass(frozen=True)
class Letter:
    """An envelope of a device profile, opened: whose it is, when she did it by the rules, and what it says."""

    id: UUID
    profile: DeviceProfile
    kader: Kader
    at: datetime
    data: Mapping[str, Any]
    now: datetime

    def moment(self, text: object) -> datetime:
        """Another moment of the same phone's clock, held as ``at`` is."""
        return sealed.clamp(sealed.moment(text), earliest=self.profile.created_at, latest=self.now)


Prepared = tuple[DeviceProfile | None, Callable[[], object]]
Verb = Callable[[Sealed, datetime], Taken]
Apply = Callable[[Letter], None]
Keeper = Callable[[Sealed, RefusedError, datetime], bool]
_kinds: dict[str, Verb] = {}
_keepers: list[Keeper] = []


def register_kind(name: str, verb: Verb) -> None:
    """``verb(sealed, now)`` takes envelopes of that kind in, or raises RefusedError."""
    _kinds[name] = verb


def register_letters(name: str, apply: Apply, *, message: str) -> None:
    """Envelopes that carry the authority of a device profile. ``apply(letter)`` writes down what one says, inside the
    transaction of its receipt, and adds to what is known only. It raises ``refuse`` or UnreadableError.
    """
    register_kind(name, lambda envelope, now: _take_letter(envelope, now, apply, message))


def register_keeper(keeper: Keeper) -> None:
    """``keeper(sealed, refusal, now)`` keeps what was refused; False: it could not."""
    _keepers.append(keeper)


def take(body: str, *, proof: str, now: datetime) -> Taken:
    """Take one envelope in. RefusedError: it was not accepted (whether it was kept stands there)."""
    envelope = Sealed(body, proof, sealed.digest(body), _kind(body))
    try:
        return _kinds[envelope.kind](envelope, now)
    except UnreadableError as error:
        _hold(envelope, refuse(UNREADABLE), now, error)
    except RefusedError as refusal:
        if envelope.kind == ANSWERS or not refusal.kept:  # answers keep their own
            raise
        _hold(envelope, refusal, now, refusal)


def refuse(reason: str, kader: Kader | None = None) -> RefusedError:
    """What to raise for one of the reasons above."""
    return RefusedError(WORDS[reason], reason=reason, kader=kader, kept=reason != TOO_MANY)


def forget(*, before: datetime) -> int:
    """Receipts from before then; how many."""
    return Parcel.objects.filter(received_at__lt=before).delete()[0]


def _kind(body: str) -> str:
    """What is unreadable, and what names no kind we know, goes the way of answers: that keeps it for a person."""
    try:
        named = sealed.opened(body).get("kind")
    except UnreadableError:
        return ANSWERS
    return named if isinstance(named, str) and named in _kinds else ANSWERS


def _hold(envelope: Sealed, refusal: RefusedError, now: datetime, cause: Exception) -> NoReturn:
    if all(keep(envelope, refusal, now) for keep in _keepers):
        raise refusal from cause
    raise RefusedError(_NOT_KEPT, reason=refusal.reason, kept=False) from cause


def once(
    envelope: Sealed, now: datetime, prepare: Callable[[UUID, Mapping[str, Any]], Prepared], *, message: str
) -> Taken:
    """Take an envelope in that has not come before. ``prepare(number, data)`` looks whose it is and returns the profile
    to note with it and what is to be written, in the transaction of the receipt.
    """
    data = sealed.opened(envelope.body)
    number = sealed.uuid(data.get("id"))
    found = _earlier(number, envelope)
    if found is None:
        profile, write = prepare(number, data)
        try:
            found = _record(number, envelope, profile, write, now)
        except IntegrityError:  # somebody was faster by a moment
            found = _earlier(number, envelope)
            if found is None:
                raise
    return Taken(sealed.receipt_code(envelope.sha256), found.received_at, message)


def _take_letter(envelope: Sealed, now: datetime, apply: Apply, message: str) -> Taken:
    def prepare(number: UUID, data: Mapping[str, Any]) -> Prepared:
        letter = _letter(number, data, envelope, now)
        return letter.profile, lambda: _write(letter, apply)

    return once(envelope, now, prepare, message=message)


def _write(letter: Letter, apply: Apply) -> None:
    try:
        apply(letter)
    except UnreadableError as error:
        raise refuse(UNREADABLE, letter.kader) from error


def _earlier(number: UUID, envelope: Sealed) -> Parcel | None:
    found = Parcel.objects.filter(pk=number).select_related("profile__user").first()
    if found is not None and found.body_sha256 != envelope.sha256:
        raise refuse(CONFLICT, _kader(found.profile) if found.profile else None)
    return found


def _letter(number: UUID, data: Mapping[str, Any], envelope: Sealed, now: datetime) -> Letter:
    profiles = DeviceProfile.objects.select_related("device", "user")
    profile = profiles.filter(uuid=sealed.uuid(data.get("profile"))).first()
    kader = _kader(profile) if profile else None
    if profile is None or kader is None:
        raise refuse(UNKNOWN_PROFILE)
    if not vouches(profile, envelope.body, envelope.proof):
        raise refuse(WRONG_CREDENTIAL, kader)
    at = sealed.clamp(sealed.moment(data.get("at")), earliest=profile.created_at, latest=now)
    return Letter(number, profile, kader, at, data, now)


def _kader(profile: DeviceProfile) -> Kader | None:
    """The kader whose corner it is, the one that counts after a merge; None for staff."""
    person = profile.user.person_id
    found = Kader.objects.select_related("merged_into").filter(person=person).first() if person else None
    return found.survivor if found else None


@transaction.atomic
def _record(
    number: UUID, envelope: Sealed, profile: DeviceProfile | None, write: Callable[[], object], now: datetime
) -> Parcel:
    row = {"kind": envelope.kind, "profile": profile, "body_sha256": envelope.sha256, "received_at": now}
    parcel = Parcel(id=number, **row)
    parcel.save(force_insert=True)
    write()
    return parcel
