"""What readers report: received without asking who they are, taken up and answered by authors, with a clock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action
from modules import facts, review
from modules.models import ContentReport
from modules.models.moderation import answers_for
from modules.models.pages import PublicPage

# An officer with five other programmes comes to her desk once a week at least; what may hurt cannot wait for that.
LATE_DAYS = 7
HARM_LATE_DAYS = 1
Kind, State, Outcome = ContentReport.Kind, ContentReport.State, ContentReport.Outcome


@dataclass(frozen=True)
class Words:
    """What the reader chose and wrote. ``form``: the number that her form was given."""

    form: UUID
    kind: str
    text: str
    who: str = ""


@transaction.atomic
def receive(page: PublicPage, words: Words, *, now: datetime) -> ContentReport:
    """The report of a page as it reads now. The same words from the same form are one report."""
    values = {
        "page_id": page.pk,
        "area": page.area,
        "title": page.title,
        "address": page.address,
        "content_hash": _hash(page),
        "kind": words.kind,
        "who": words.who,
        "text": words.text,
        "received_at": now,
    }
    key = uuid5(words.form, f"{page.pk} {words.kind} {words.who} {words.text}")
    return ContentReport.objects.get_or_create(id=key, defaults=values)[0]


def _hash(page: PublicPage) -> str:
    try:
        return review.content_hash(page)
    except facts.UnknownFact:
        return ""


@transaction.atomic
def take_up(report: ContentReport, *, by: User, now: datetime) -> None:
    """An author looks after it. PermissionDenied if it is not hers; UserError if somebody else was first."""
    row = _locked(report, by=by, now=now)
    if row.state != State.NEW:
        raise UserError(_("Laporan ini sudah ditangani orang lain. Muat ulang halaman untuk melihatnya."))
    row.state, row.taken_by, row.taken_at = State.TAKEN, by, now
    row.save(update_fields=["state", "taken_by", "taken_at"])


@transaction.atomic
def close(report: ContentReport, *, outcome: str, answer: str, by: User, now: datetime) -> None:
    """The report is answered. PermissionDenied if it is not hers; UserError without a reason, or if it is closed."""
    row = _locked(report, by=by, now=now)
    if row.state == State.CLOSED:
        raise UserError(_("Laporan ini sudah selesai. Jawaban yang pertama tetap berlaku."))
    if outcome not in Outcome.values or not answer.strip():
        raise UserError(_("Pilih hasilnya dan tulis jawaban singkat untuk pelapor. Laporan masih terbuka."))
    row.state, row.outcome, row.answer = State.CLOSED, outcome, answer.strip()
    row.closed_by, row.closed_at = by, now
    row.save(update_fields=["state", "outcome", "answer", "closed_by", "closed_at"])


def _locked(report: ContentReport, *, by: User, now: datetime) -> ContentReport:
    row = ContentReport.objects.select_for_update().get(pk=report.pk)
    if not may_act(by, row.area, on=timezone.localdate(now)):
        raise PermissionDenied
    return row


def may_act(user: User, area: Area | None, *, on: date) -> bool:
    """May the user take up and answer reports about pages of that area (None: of the nation)?"""
    return is_over_all(user, on=on) or answers_for(user, Action.AUTHOR, area, on=on)


def is_over_all(user: User, *, on: date) -> bool:
    return user.is_superuser or scope.may(user, Action.ADMIN, on=on)


def visible(user: User, *, on: date) -> QuerySet[ContentReport]:
    """The reports that the user may read: an author's and a reviewer's of her own place, all for the nation's."""
    rows = ContentReport.objects.all()
    if is_over_all(user, on=on):
        return rows
    mine = Q(pk__in=[])
    for action in (Action.AUTHOR, Action.REVIEW):
        if answers_for(user, action, None, on=on):
            return rows
        mine |= Q(area__in=scope.rows(user, action, Area.objects.all(), on=on).order_by().values("pk"))
    return rows.filter(mine)


def in_order(rows: QuerySet[ContentReport]) -> QuerySet[ContentReport]:
    """What may hurt somebody first, then the oldest; what is closed comes last."""
    closed, harm = When(state=State.CLOSED, then=Value(2)), When(kind=Kind.HARM, then=Value(0))
    rank = Case(closed, harm, default=Value(1), output_field=IntegerField())
    return rows.annotate(rank=rank).order_by("rank", "received_at", "pk")


def open_of(rows: QuerySet[ContentReport]) -> QuerySet[ContentReport]:
    return rows.exclude(state=State.CLOSED)


def waits(report: ContentReport, *, now: datetime) -> int:
    """Days since it came, or that it took."""
    return max((timezone.localdate(report.closed_at or now) - timezone.localdate(report.received_at)).days, 0)


def is_late(report: ContentReport, *, now: datetime) -> bool:
    """Has it waited longer than it may?"""
    limit = HARM_LATE_DAYS if report.kind == Kind.HARM else LATE_DAYS
    return report.state != State.CLOSED and waits(report, now=now) >= limit


def forget_words(*, before: datetime) -> int:
    """Blank what was written in reports closed before then. Out: how many."""
    return ContentReport.objects.filter(closed_at__lt=before).exclude(text="").update(text="")
