"""*Kertas*: forms A and B drawn for a puskesmas, and what was written on them typed in, row by row.

A typed row becomes an envelope made here, so that the rules stay those of any hand-in.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import pictures, printed, types
from assessments.draw import forms
from assessments.envelope import seal
from assessments.models import Attempt, PaperForm, PaperItem, Question, Quiz, Ticket, TicketItem
from assessments.printed import Cell
from assessments.submit import Receipt, submit
from assessments.turns import attempts_left
from assessments.types.base import Answer, Payload
from lms.areas.errors import UserError
from lms.areas.models import Puskesmas
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import Kader, User
from lms.people.scope import Action, may, rows

WINDOW = timedelta(days=60)  # from the print to the typing: a training, a trip, an office with other work


def visible(user: User, *, on: date) -> QuerySet[PaperForm]:
    """The forms of the puskesmas where this officer assesses, newest first."""
    here = rows(user, Action.ASSESS, Puskesmas.objects.all(), on=on)
    found = PaperForm.objects.filter(puskesmas__in=here.values("pk"))
    related = ("quiz__competency__group__programme", "quiz__group__programme", "puskesmas", "made_by__person")
    return found.select_related(*related).order_by("-made_at", "letter")


@transaction.atomic
def make(quiz: Quiz, puskesmas: Puskesmas, *, by: User, now: datetime) -> list[PaperForm]:
    """Draw the items once and arrange them twice. The caller has checked scope.

    UserError: the quiz is closed, or the bank holds too few items that can be printed.
    """
    if not quiz.active:
        raise UserError(_("Cek kemampuan ini sedang ditutup. Pilih yang lain."))
    made = []
    for letter, (rule, items) in zip(PaperForm.Letter.values, forms(quiz, _printable(quiz)), strict=True):
        form = PaperForm.objects.create(
            quiz=quiz, puskesmas=puskesmas, letter=letter, rule=rule, made_by=by, made_at=now
        )
        PaperItem.objects.bulk_create(
            PaperItem(form=form, position=position, version=question.current, pin=pin)
            for position, (question, pin) in enumerate(items, start=1)
        )
        made.append(form)
    audit.record(Act.PAPER_MADE, by=by, now=now, puskesmas=puskesmas, detail={"quiz": quiz.key})
    return made


def twin(form: PaperForm) -> PaperForm | None:
    """The other form of the pair."""
    pair = PaperForm.objects.filter(quiz=form.quiz_id, puskesmas=form.puskesmas_id, made_at=form.made_at)
    return pair.exclude(pk=form.pk).first()


def items(form: PaperForm) -> list[tuple[PaperItem, Payload]]:
    """The items of a form with what is shown of each. One query."""
    found = form.items.select_related("version__question__competency").order_by("position")
    return [(item, types.payload(item.version.question.type, item.version.content, item.pin)) for item in found]


def cells(shown: Sequence[tuple[PaperItem, Payload]]) -> list[Cell]:
    """The boxes of the answer sheet, in order."""
    return [cell for item, payload in shown for cell in printed.cells(item.position, payload)]


def answers(shown: Sequence[tuple[PaperItem, Payload]], typed: Sequence[str]) -> dict[str, Answer]:
    """A typed row as wire answers by position. ``typed``: what ``Cell.read`` gave, box by box."""
    found, rest = {}, list(typed)
    for item, payload in shown:
        own = printed.cells(item.position, payload)
        given, rest = rest[: len(own)], rest[len(own) :]
        answer = printed.answer(payload, list(zip(own, given, strict=True)))
        if answer is not None:
            found[str(item.position)] = answer
    return found


def enter(form: PaperForm, kader: Kader, given: Mapping[str, Answer], *, day: date, by: User, now: datetime) -> Receipt:
    """What this kader wrote on this form on that day. The same row again gives the first receipt.

    UserError: not hers to assess, herself, a day outside the form's time, all attempts used. RefusedError: another row
    for the same form was accepted before, or it came too late; it is kept.
    """
    _check(form, kader, day, by, now)
    ticket = _ticket(form, kader, by)
    noon = datetime.combine(day, time(12), ZoneInfo(form.puskesmas.kab.time_zone))
    body = seal(
        id=uuid5(form.uuid, str(kader.uuid)),
        ticket=ticket.token,
        answers=given,
        started_at=form.made_at,
        finished_at=min(noon, now),
    )
    return submit(body, channel=Attempt.Channel.FORM, now=now, officer=by)


def _check(form: PaperForm, kader: Kader, day: date, by: User, now: datetime) -> None:
    if by.person_id is not None and by.person_id == kader.person_id:
        raise UserError(_("Lembar sendiri tidak dapat diketik sendiri. Minta petugas lain."))
    if not may(by, Action.ASSESS, kader, on=timezone.localdate(now)):
        raise UserError(_("Belum disimpan: kader ini tidak bertugas di wilayah Ibu/Bapak."))
    if not timezone.localdate(form.made_at) <= day <= timezone.localdate(now):
        raise UserError(_("Tanggal pelaksanaan harus antara tanggal cetak dan hari ini. Belum ada yang disimpan."))
    used = Ticket.objects.filter(kader=kader, paper=form).exists()
    if not used and attempts_left(kader, form.quiz) == 0:
        raise UserError(_("Semua kesempatannya sudah dipakai. Dampingi dulu; lembarnya simpan bersama berkas."))


def _ticket(form: PaperForm, kader: Kader, by: User) -> Ticket:
    """The ticket that stands for her copy of the form: one, however often it is typed."""
    hers = Ticket.objects.filter(kader=kader, paper=form)
    try:
        return hers.first() or _issue(form, kader, by)
    except IntegrityError as error:  # two officers typed her row at once, or she has just opened a sheet on her phone
        twin = hers.first()
        if twin is None:
            raise UserError(
                _("Belum disimpan, karena ada lembarnya yang baru saja dibuka. Simpan sekali lagi.")
            ) from error
        return twin


@transaction.atomic
def _issue(form: PaperForm, kader: Kader, by: User) -> Ticket:
    ticket = Ticket.objects.create(
        kader=kader,
        quiz=form.quiz,
        ordinal=Ticket.objects.filter(kader=kader, quiz=form.quiz).count() + 1,
        rule=form.rule,
        mode=Ticket.Mode.PAPER,
        paper=form,
        officer=by,
        issued_at=form.made_at,
        receive_until=form.made_at + WINDOW,
    )
    TicketItem.objects.bulk_create(
        TicketItem(ticket=ticket, position=item.position, version=item.version, pin=item.pin)
        for item in form.items.select_related("version")
    )
    return ticket


def _printable(quiz: Quiz) -> set[str]:
    """The keys of the items that paper can ask: of a type that can be printed, with its pictures at hand."""
    found = Question.objects.drawable().filter(use=Question.Use.COUNTING, type__in=printed.KINDS)
    group = quiz.competency.group if quiz.competency else quiz.group
    rows = list(found.filter(competency__group=group).select_related("current", "competency"))
    there = pictures.whole(pictures.of_version(row, row.current) for row in rows if row.current)
    return {row.key for row, whole in zip(rows, there, strict=True) if whole}
