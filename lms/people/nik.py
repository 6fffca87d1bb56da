"""NIK of kader: sealed beside who she is, found again by a keyed index, shown only on the record.

Neither column says a digit without ``CARD_KEY``, which stands outside the database. A plain hash would: all NIK there
can be are tried in minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.people import audit, keyed, nik_policy, scope
from lms.people.audit import Act
from lms.people.identity import read_nik
from lms.people.models import Kader, Person, User
from lms.people.scope import Action

PURPOSE = "nik"
UNKNOWN = "????"


@dataclass(frozen=True)
class Wrapped:
    """A NIK on its way to a person: ``sealed`` is bound to ``index``, and opens with no other."""

    index: str
    sealed: str


def index_of(nik: str) -> str:
    """What stands in the database to find sixteen digits by: 64 hexadecimal characters."""
    return keyed.digest(PURPOSE, nik)


def wrap(nik: str) -> Wrapped:
    """Sixteen digits as a planned row keeps them."""
    index = index_of(nik)
    return Wrapped(index, keyed.seal(PURPOSE, nik, to=index))


def find(nik: str) -> Person | None:
    """Whose NIK that is; None if nobody's, or no NIK."""
    digits = read_nik(nik)
    return Person.objects.filter(nik_index=index_of(digits)).first() if digits else None


def last4(person: Person) -> str:
    """The last four digits; "" if none is kept, "????" if it was sealed under another key."""
    return (_open(person) or UNKNOWN)[-4:] if person.nik_sealed else ""


@transaction.atomic
def store(kader: Kader, nik: str, *, by: User | None, now: datetime) -> None:
    """Keep her NIK, in the place of another one.

    UserError: no NIK, a damaged one, one of somebody else (named only within the officer's reach), or not turned on.
    """
    digits = read_nik(nik)
    if not digits:
        raise UserError(_("Ini bukan NIK yang utuh, jadi tidak disimpan. Ketik 16 angkanya seperti di KTP."))
    if not nik_policy.covers(kader, on=timezone.localdate(now)):
        raise UserError(_("Dinas tidak menyalakan penyimpanan NIK di sini, jadi NIK tidak disimpan."))
    holder = Kader.objects.filter(person__nik_index=index_of(digits)).exclude(pk=kader.pk).first()
    if holder is not None and holder.merged_into_id == kader.pk:  # the same person, by an officer's word
        Person.objects.filter(pk=holder.person_id).update(nik_index="", nik_sealed="")
    elif holder is not None:
        raise UserError(_conflict(holder, by, now))
    try:
        with transaction.atomic():
            fill({kader.person: wrap(digits)})
    except IntegrityError:
        raise UserError(_("NIK ini baru saja dicatat pada orang lain. Muat ulang halaman, lalu periksa.")) from None
    audit.record(Act.NIK_STORED, by=by, now=now, kader=kader)


def fill(found: Mapping[Person, Wrapped]) -> None:
    """Give up to 200 people the NIK that came with their rows. IntegrityError if one is somebody else's."""
    for person, wrapped in found.items():
        digits = keyed.unseal(PURPOSE, wrapped.sealed, to=wrapped.index)
        if digits is None:
            raise UserError(_("NIK pada baris ini disimpan dengan kunci lain. Unggah berkasnya sekali lagi."))
        person.nik_index, person.nik_sealed = wrapped.index, keyed.seal(PURPOSE, digits, to=person.uuid)
    Person.objects.bulk_update(found, ["nik_index", "nik_sealed"])


@transaction.atomic
def reveal(kader: Kader, *, by: User, now: datetime) -> str:
    """Her sixteen digits, once, for an officer; that she looked is written down. UserError if there is none to show."""
    if not nik_policy.covers(kader, on=timezone.localdate(now)) or not kader.person.nik_sealed:
        raise UserError(_("NIK kader ini tidak disimpan."))
    digits = _open(kader.person)
    if digits is None:
        raise UserError(_("NIK ini disimpan dengan kunci lain (CARD_KEY), jadi tidak terbaca. Catat sekali lagi."))
    audit.record(Act.NIK_REVEALED, by=by, now=now, kader=kader)
    return digits


@transaction.atomic
def remove(kader: Kader, *, by: User | None, now: datetime) -> None:
    """Keep her NIK no longer. Nothing happens if none is kept."""
    if Person.objects.filter(pk=kader.person_id).exclude(nik_index="").update(nik_index="", nik_sealed=""):
        audit.record(Act.NIK_REMOVED, by=by, now=now, kader=kader)


def _open(person: Person) -> str | None:
    return keyed.unseal(PURPOSE, person.nik_sealed, to=person.uuid)


def _conflict(holder: Kader, by: User | None, now: datetime) -> str:
    near = by is not None and scope.known(
        by, Action.MANAGE_PEOPLE, Kader.objects.filter(pk=holder.pk), on=timezone.localdate(now)
    )
    if near:
        sentence = _("NIK ini sudah tercatat pada %(name)s, jadi tidak disimpan. Periksa apakah ia orang yang sama.")
        return sentence % {"name": holder.person.name}
    return _("NIK ini sudah tercatat pada orang di luar wilayah Ibu/Bapak, jadi tidak disimpan. Hubungi Dinas.")
