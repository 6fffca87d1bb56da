"""Printing *kartu masuk*: who has a valid card keeps it, who has none gets one, and the print is written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.people import audit, card_sheet, cards
from lms.people.audit import Act
from lms.people.card_sheet import Printed
from lms.people.cards import IssuedCard
from lms.people.holders import HasCard, Holder
from lms.people.models import Kader, Person, User

MOST = 800  # cards of one PDF: a big puskesmas, in a few seconds


@dataclass(frozen=True)
class Sheets:
    """A PDF of cards, how many there are, and how many of them are new."""

    pdf: bytes
    count: int
    new: int


def print_sheets(holders: Sequence[HasCard], *, missing: bool, by: User, now: datetime, **place: Any) -> Sheets:
    """The cards of these people, or only of those who have none; their valid cards stay as they are.

    ``place`` is what the audit trail says: posyandu or puskesmas. UserError if there is nobody, or are too many.
    """
    chosen = [holder for holder in holders if not (missing and holder.has_card)]
    _refuse_odd_numbers(len(chosen), missing=missing)
    printed = [one for some in _in_chunks(chosen) for one in _printed(some, by=by, now=now)]
    new = sum(not holder.has_card for holder in chosen)
    audit.record(Act.CARDS_PRINTED, by=by, now=now, count=len(printed), detail={"new": new}, **place)
    return Sheets(card_sheet.pdf(printed, now=now), len(printed), new)


def print_one(holder: Holder, *, by: User, now: datetime) -> Sheets:
    """The valid card of one kader, or her first one."""
    printed = _printed([holder], by=by, now=now)
    detail = {"new": int(not holder.has_card)}
    audit.record(Act.CARDS_PRINTED, by=by, now=now, kader=holder.kader, count=1, detail=detail)
    return Sheets(card_sheet.pdf(printed, now=now), 1, detail["new"])


def file_name(place: str) -> str:
    """``kartu-masuk-semampir-melati.pdf``; says CONTOH in demo mode."""
    return f"{'CONTOH-' if settings.DEMO else ''}kartu-masuk-{slugify(place)}.pdf"


@transaction.atomic
def replace(person: Person, *, by: User, now: datetime) -> IssuedCard:
    """A lost card: it opens nothing any more, and she has a new one. Her PIN and her sessions stay.

    UserError if her data were erased.
    """
    if person.erased_at is not None:
        raise UserError(_("Data orang ini sudah dihapus, jadi kartunya tidak dibuat lagi."))
    issued = cards.issue(person, by=by, now=now)
    kader = Kader.objects.filter(person=person).first()
    audit.record(Act.CARD_REPLACED, by=by, now=now, kader=kader, user=User.objects.filter(person=person).first())
    return issued


def _printed(holders: Sequence[HasCard], *, by: User, now: datetime) -> list[Printed]:
    issued = cards.ensure_many([holder.person for holder in holders], by=by, now=now)
    return [
        Printed(card, holder.person.name, holder.where, holder.served_by, holder.title)
        for card, holder in zip(issued, holders, strict=True)
    ]


def _in_chunks(holders: Sequence[HasCard]) -> Iterator[Sequence[HasCard]]:
    """At most 200 cards a transaction, so that those who hand in answers never wait for a printer."""
    for start in range(0, len(holders), cards.BULK):
        yield holders[start : start + cards.BULK]


def _refuse_odd_numbers(count: int, *, missing: bool) -> None:
    if not count and missing:
        raise UserError(_("Semua kader di sini sudah punya kartu. Untuk mencetak lagi, pilih cetak semua."))
    if not count:
        raise UserError(_("Belum ada kader yang tercatat di sini, jadi tidak ada kartu untuk dicetak."))
    if count > MOST:
        raise UserError(
            _("Ada %(count)s kartu, terlalu banyak untuk satu berkas (paling banyak %(most)s). Cetak per kelurahan.")
            % {"count": angka(count), "most": angka(MOST)}
        )
