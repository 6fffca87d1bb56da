"""Sheets that look alike, or came faster than they can be read: asked of the puskesmas, never decided here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.analysis import alike
from assessments.answers import Item, Read
from assessments.models import Inquiry, Ticket
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action
from modules.breath import Breath

FRESH = timedelta(days=30)  # nobody remembers longer how it was
CHUNK = 200


def look(reads: Sequence[Read], items: Mapping[int, Item], *, now: datetime) -> int:
    """Ask about what is new among all sheets of one quiz. Twice is the same. Out: how many look odd."""
    recent = [read for read in reads if read.received_at >= now - FRESH]
    if not recent:
        return 0
    everybody = alike.known(read.sheet for read in reads)
    found = [*_alike(recent, everybody, now), *_fast(recent, items, now)]
    breath = Breath()
    for at in range(0, len(found), CHUNK):
        Inquiry.objects.bulk_create(found[at : at + CHUNK], ignore_conflicts=True)
        breath.draw()
    return len(found)


def of(user: User, *, on: date) -> QuerySet[Inquiry]:
    """Those about sheets handed in where the user now looks after the people: open ones first, then the newest."""
    here, there = scope.memberships(user, Action.MANAGE_PEOPLE, on=on)
    rows = Inquiry.objects.filter(Q(attempt__membership__in=here) | Q(attempt__membership__in=there))
    people = [f"{sheet}__{what}" for sheet in ("attempt", "other") for what in ("kader__person", "ticket")]
    place = ("attempt__quiz", "attempt__membership__posyandu", "attempt__membership__pustu", "answered_by__person")
    return rows.select_related(*people, *place).order_by(F("answered_at").desc(nulls_first=True), "-asked_at", "pk")


@transaction.atomic
def answer(inquiry: Inquiry, note: str, *, by: User, now: datetime) -> None:
    """Write down what the officer found out. UserError: nothing was written, or somebody has answered already."""
    words = note.strip()
    if not words:
        raise UserError(_("Tulis dulu satu kalimat tentang apa yang didapat. Pertanyaannya tetap tersimpan."))
    still = Inquiry.objects.filter(pk=inquiry.pk, answered_at__isnull=True)
    if not still.update(note=words[:2000], answered_at=now, answered_by=by):
        raise UserError(_("Pertanyaan ini sudah dijawab. Jawaban pertama tetap tersimpan."))


def forget(*, before: datetime) -> int:
    """Delete what was asked before that moment. Out: how many."""
    return Inquiry.objects.filter(asked_at__lt=before).delete()[0]


def _alike(recent: Sequence[Read], everybody: Mapping[int, alike.Known], now: datetime) -> Iterator[Inquiry]:
    places: dict[int, list[Read]] = defaultdict(list)
    for read in sorted(recent, key=lambda read: (read.happened_at, read.attempt)):
        if read.posyandu is not None:
            places[read.posyandu].append(read)
    for together in places.values():
        for pair in alike.pairs([read.sheet for read in together], everybody):
            one, other = together[pair.one], together[pair.other]
            if one.kader != other.kader:
                figures = {"shared": pair.shared, "wrong": pair.wrong, "same": pair.same, "chance": pair.chance}
                yield _inquiry(Inquiry.Kind.ALIKE, one, other, figures, now)


def _fast(recent: Sequence[Read], items: Mapping[int, Item], now: datetime) -> Iterator[Inquiry]:
    for read in recent:
        if read.sheet.mode != Ticket.Mode.SELF:
            continue
        words = sum(items[reply.version].words for reply in read.sheet.replies)
        least = alike.reading_seconds(words)
        if read.took < least:
            figures = {"seconds": round(read.took), "words": words, "least": round(least)}
            yield _inquiry(Inquiry.Kind.FAST, read, None, figures, now)


def _inquiry(kind: Inquiry.Kind, one: Read, other: Read | None, figures: Mapping[str, float], now: datetime) -> Inquiry:
    return Inquiry(
        kind=kind,
        attempt_id=one.attempt,
        other_id=other.attempt if other else None,
        figures=figures,
        asked_at=now,
    )


def said(inquiry: Inquiry) -> str:
    """What it rests on, in one sentence."""
    figures = {name: angka(value) for name, value in inquiry.figures.items() if name != "chance"}
    if inquiry.kind == Inquiry.Kind.ALIKE:
        return _(
            "Dari %(shared)s soal yang sama-sama mereka terima, %(same)s dijawab salah dengan jawaban yang sama "
            "persis. Secara kebetulan itu terjadi pada kurang dari satu di antara seribu pasang lembar."
        ) % {name: figures[name] for name in ("shared", "same")}
    return _(
        "Lembar ini berisi %(words)s kata. Membacanya sekilas perlu paling sedikit %(least)s detik; dari diterima "
        "sampai dikirim hanya %(seconds)s detik."
    ) % {name: figures[name] for name in ("words", "least", "seconds")}
