"""Choosing a PIN face to face: the phone asks, the officer who sees its holder says yes, the holder chooses.

A card without PIN opens nothing by itself: whoever finds one can only make a phone wait. The officer's word is good for
fifteen minutes and for that phone's session only.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.areas.errors import UserError
from lms.areas.models import Area, Puskesmas
from lms.people import accounts, audit, keyed, queries, scope
from lms.people.audit import Act
from lms.people.models import Activation, AuditEvent, Card, Kader, Person, Role, User
from lms.people.models.role import Kind
from lms.people.scope import Action

AGE = timedelta(minutes=15)
MOST_PHONES = 5  # that wait with one card at once
_SHOWN = ("card__person__user", "card__person__kader")


@dataclass(frozen=True)
class Line:
    """A phone that waits, as an officer sees it. ``several``: other phones wait with the same card.

    ``place_key``: the uuid of her posyandu or pustu, by which a class is narrowed.
    """

    row: Activation
    place: str
    place_key: str
    several: bool

    @property
    def person(self) -> Person:
        return self.row.card.person


class Over(UserError):
    """The officer's word was not given, or has run out."""

    def __init__(self) -> None:
        super().__init__("Waktunya sudah lewat. Silakan minta petugas sekali lagi; kartu Ibu/Bapak tetap berlaku.")


def needs_pin(card: Card) -> bool:
    """Does this card wait for its holder to choose a PIN, for the first time or after a reset?"""
    user = getattr(card.person, "user", None)
    return card.person.erased_at is None and (user is None or (user.is_active and not user.pin))


@transaction.atomic
def ask(card: Card, *, phone: str, now: datetime) -> Activation:
    """This phone waits for an officer; asking again changes nothing. ``phone`` is the secret in its session.

    UserError if too many phones wait with this card.
    """
    Card.objects.select_for_update().get(pk=card.pk)
    Activation.objects.filter(card=card, closed_at=None).exclude(_live(now)).update(closed_at=now)
    waiting = list(Activation.objects.filter(card=card, closed_at=None))
    mine = next((row for row in waiting if row.phone_digest == _digest(phone)), None)
    if mine is None and len(waiting) >= MOST_PHONES:
        raise UserError("Kartu ini sedang dipakai di beberapa HP lain. Beri tahu petugas yang ada di dekat Ibu/Bapak.")
    number = _free_number({row.number for row in waiting})
    return mine or Activation.objects.create(card=card, phone_digest=_digest(phone), number=number, asked_at=now)


def of_phone(card: Card, *, phone: str, now: datetime) -> Activation | None:
    """Where this phone stands with this card: it waits, or may choose a PIN. None: it has to ask (again)."""
    return Activation.objects.filter(_live(now), card=card, phone_digest=_digest(phone), closed_at=None).first()


def waiting(people: QuerySet[Person], *, now: datetime) -> list[Activation]:
    """The phones that wait for an officer's word with cards of these people, first come first."""
    rows = Activation.objects.filter(closed_at=None, confirmed_at=None, asked_at__gt=now - AGE)
    return list(rows.filter(card__revoked_at=None, card__person__in=people).select_related(*_SHOWN).order_by("pk"))


def lines(rows: Sequence[Activation], *, on: date) -> list[Line]:
    """What the officer's screen says of each phone: whose card, where she serves, whether others wait with it."""
    kader = {row.pk: row.card.person.kader.pk for row in rows if hasattr(row.card.person, "kader")}
    places = queries.serving_somewhere(kader.values(), day=on)
    several = Counter(row.card_id for row in rows)
    found = []
    for row in rows:
        at = places.get(kader.get(row.pk, 0))
        where = (at.posyandu or at.pustu) if at else None
        name, key = (queries.place_name(at), str(where.uuid)) if at and where else ("", "")
        found.append(Line(row, name, key, several[row.card_id] > 1))
    return found


def done_by(user: User, *, now: datetime) -> int:
    """How many people this officer has helped to a PIN in the last twelve hours."""
    since = now - timedelta(hours=12)
    return AuditEvent.objects.filter(actor=user, act=Act.PIN_CONFIRMED, at__gt=since).count()


def helped_by(user: User, *, on: date) -> QuerySet[Person]:
    """Whom this officer may help with card and PIN on that day: kader within reach; for the Dinas also those below it.

    Who holds a role herself is helped by the Dinas only: an officer must not sign in as her own colleague.
    """
    held = scope.roles(user, Action.MANAGE_PEOPLE, on=on)
    kader = scope.rows(user, Action.MANAGE_PEOPLE, Kader.objects.all(), on=on)
    roles = Role.objects.filter(Q(until__isnull=True) | Q(until__gt=on), user__person=OuterRef("pk"))
    if not _is_dinas(held):
        return Person.objects.filter(~Exists(roles), kader__in=kader, erased_at=None)
    health = scope.rows(user, Action.MANAGE_PEOPLE, Puskesmas.objects.all(), on=on)
    areas = scope.rows(user, Action.MANAGE_PEOPLE, Area.objects.all(), on=on)
    by_card = Q(kind__in=(Kind.PENILAI, Kind.PUSKESMAS, Kind.OBSERVER))
    below = Role.objects.filter(by_card, Q(puskesmas__in=health) | Q(area__in=areas)).values("pk")
    theirs, others = roles.filter(pk__in=below), roles.exclude(pk__in=below)
    # One role above the Dinas, or in another's place, and her account is not the Dinas's to open.
    return Person.objects.filter(Q(kader__in=kader) | Exists(theirs), ~Exists(others), erased_at=None)


@transaction.atomic
def confirm(row: Activation, *, by: User, now: datetime) -> None:
    """The officer sees its holder: this phone may choose the PIN, others with this card no longer. Raises Over."""
    row = _locked(row)
    if row.closed_at is not None or row.asked_at <= now - AGE or row.card.revoked_at is not None:
        raise Over
    if row.confirmed_at is None:
        row.confirmed_at, row.confirmed_by = now, by
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        Activation.objects.filter(card=row.card, closed_at=None).exclude(pk=row.pk).update(closed_at=now)
        _write(Act.PIN_CONFIRMED, row.card.person, by=by, now=now)


@transaction.atomic
def refuse(row: Activation, *, by: User, now: datetime) -> None:
    """That is not her: the phone no longer waits. Nothing happens to one that already does not."""
    if Activation.objects.filter(pk=row.pk, closed_at=None).update(closed_at=now):
        _write(Act.PIN_REFUSED, row.card.person, by=by, now=now)


@transaction.atomic
def choose_pin(row: Activation, pin: str, *, now: datetime) -> User:
    """The holder chooses her PIN on the confirmed phone. Raises Over, or UserError for a PIN that is too easy."""
    row = _locked(row)
    in_time = row.confirmed_at is not None and row.confirmed_at > now - AGE
    if row.closed_at is not None or not in_time or row.card.revoked_at is not None or not needs_pin(row.card):
        raise Over
    officer = row.confirmed_by
    user = accounts.activate(row.card.person, pin, now=now, is_demo=officer is not None and officer.is_demo)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    _write(Act.PIN_CHOSEN, row.card.person, by=user, now=now)
    return user


@transaction.atomic
def hand_over(kader: Kader, pin: str, *, by: User, now: datetime) -> User:
    """She types her PIN on the officer's own device, first one or new one. UserError for a PIN that is too easy."""
    user = accounts.activate(kader.person, pin, now=now, is_demo=by.is_demo)
    _write(Act.PIN_CONFIRMED, kader.person, by=by, now=now)
    _write(Act.PIN_CHOSEN, kader.person, by=by, now=now)
    return user


@transaction.atomic
def reset(person: Person, *, by: User, now: datetime) -> None:
    """A forgotten PIN: all her sessions end, and her card leads to choosing a new one, confirmed by an officer."""
    user = User.objects.filter(person=person).first()
    if user is not None and user.pin:
        user.pin, user.pin_set_at = "", None
        user.save(update_fields=["pin", "pin_set_at"])
        _write(Act.PIN_RESET, person, by=by, now=now)


def helps_officers(user: User, *, on: date) -> bool:
    """Does she help penilai and petugas of puskesmas too?"""
    return _is_dinas(scope.roles(user, Action.MANAGE_PEOPLE, on=on))


def _is_dinas(held: Sequence[Role]) -> bool:
    return any(role.kind == Kind.DINAS for role in held)


def _live(now: datetime) -> Q:
    """Waits since less than fifteen minutes, or was confirmed since then."""
    return Q(confirmed_at=None, asked_at__gt=now - AGE) | Q(confirmed_at__gt=now - AGE)


def _locked(row: Activation) -> Activation:
    # Of the row only: what it hangs on may be missing, and PostgreSQL locks no side that may be.
    return Activation.objects.select_for_update(of=("self",)).select_related("confirmed_by", *_SHOWN).get(pk=row.pk)


def _digest(phone: str) -> str:
    return keyed.digest("phone", phone)


def _free_number(taken: set[int]) -> int:
    return secrets.choice([number for number in range(10, 100) if number not in taken])


def _write(act: Act, person: Person, *, by: User, now: datetime) -> None:
    kader = Kader.objects.filter(person=person).first()
    audit.record(act, by=by, now=now, kader=kader, user=User.objects.filter(person=person).first())
