"""One-time codes by phone: ask, send, check, and who may be chosen afterwards. A code alone opens nothing."""

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import gateway, keyed
from lms.people.models import Person, PhoneCode, User
from lms.people.models.phone_code import GUESSES

AGE = timedelta(minutes=10)
STAY = timedelta(minutes=15)  # to choose a name and find the PIN, after the code was right
DIGITS = 6
MOST_PEOPLE = 12  # a number on more names is an office's: they are not told to whoever holds that phone


class Gone(UserError):
    """Used, too old, guessed at too often, replaced by a newer one, or asked for elsewhere."""

    def __init__(self) -> None:
        super().__init__("Kode ini tidak berlaku lagi. Silakan minta kode baru, atau masuk dengan kartu masuk.")


class Wrong(UserError):
    def __init__(self) -> None:
        super().__init__("Kode belum cocok. Periksa lagi 6 angka di pesan yang paling akhir datang.")


@transaction.atomic
def ask(phone: str, *, secret: str, now: datetime) -> PhoneCode:
    """The session with this secret wishes a code to this number (E.164). Nothing is sent yet."""
    return PhoneCode.objects.create(
        person=_people(phone).order_by("pk").first(),
        phone_digest=phone_digest(phone),
        session_digest=_session_digest(secret),
        asked_at=now,
    )


def is_spent(*, now: datetime) -> bool:
    """Were as many codes asked for today as the site may send?"""
    return _today(now).count() >= settings.OTP_PER_DAY


def is_disturbed(*, now: datetime) -> bool:
    """Did the last message that was tried in the last quarter of an hour fail? The same for everybody who looks."""
    tried = PhoneCode.objects.filter(Q(sent_at__isnull=False) | Q(failed_at__isnull=False), asked_at__gt=now - STAY)
    last = tried.order_by("-pk").first()
    return last is not None and last.sent_at is None


def send(pk: int, *, now: datetime) -> None:
    """Send the code of this row once, if it can still be used. Raises GatewayFailed; then it may be tried again."""
    row = PhoneCode.objects.filter(pk=pk).select_related("person").first()
    if not gateway.is_on() or row is None or row.person is None or phone_digest(row.person.phone) != row.phone_digest:
        return
    if _today(row.asked_at).filter(pk__lte=pk).count() > settings.OTP_PER_DAY:
        return
    live = PhoneCode.objects.filter(pk=pk, sent_at=None, used_at=None, asked_at__gt=now - AGE)
    if not live.update(sent_at=now):
        return
    try:
        gateway.send(row.person.phone, text_of(row))
    except Exception:
        PhoneCode.objects.filter(pk=pk).update(sent_at=None, failed_at=now)
        raise


def check(secret: str, typed: str, *, now: datetime) -> None:
    """Is this the code that this session asked for last? Good once. Raises Wrong or Gone.

    The guess is counted before it is judged, by the database: many at once cannot be more than five.
    """
    row = _of(secret)
    if row is None:
        raise Gone
    mine = PhoneCode.objects.filter(pk=row.pk, used_at=None)
    if not mine.filter(tries__lt=GUESSES, asked_at__gt=now - AGE).update(tries=F("tries") + 1):
        raise Gone
    if not hmac.compare_digest(code_of(row), typed):
        raise Wrong
    if not mine.update(used_at=now):
        raise Gone


def opened(secret: str, *, now: datetime) -> PhoneCode | None:
    """The row whose code this session typed in the last quarter of an hour, if it asked for no other since."""
    row = _of(secret)
    return row if row is not None and row.used_at is not None and row.used_at > now - STAY else None


def users_of(row: PhoneCode) -> list[User]:
    """The accounts with PIN of those who have the number, by name; nobody if it is on too many names."""
    person = row.person
    if person is None or phone_digest(person.phone) != row.phone_digest:
        return []
    users = User.objects.filter(person__in=_people(person.phone), is_active=True).exclude(pin="")
    found = list(users.select_related("person").order_by("person__name", "pk")[: MOST_PEOPLE + 1])
    return found if len(found) <= MOST_PEOPLE else []


def code_of(row: PhoneCode) -> str:
    """The six digits: made from 122 random bits and the key, so that they stand in no table and no queue."""
    return f"{int.from_bytes(keyed.derive('phone code', row.uuid)) % 10**DIGITS:0{DIGITS}}"


def text_of(row: PhoneCode) -> str:
    """The message."""
    return f"Kode masuk Tuntas: {code_of(row)}. Berlaku 10 menit. Jangan beri tahu siapa pun, juga petugas."


def phone_digest(phone: str) -> str:
    """What rows and limits know of a number."""
    return keyed.digest("phone number", phone)


def _session_digest(secret: str) -> str:
    return keyed.digest("phone code session", secret)


def _of(secret: str) -> PhoneCode | None:
    rows = PhoneCode.objects.filter(session_digest=_session_digest(secret)).select_related("person")
    return rows.order_by("-pk").first()


def _people(phone: str) -> QuerySet[Person]:
    return Person.objects.filter(phone=phone, erased_at=None, deceased=False)


def _today(now: datetime) -> QuerySet[PhoneCode]:
    """The rows of that day to which something is sent."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return PhoneCode.objects.filter(person__isnull=False, asked_at__gte=midnight)
