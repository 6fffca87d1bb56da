"""Calling back what was read: a page is withdrawn or seriously corrected, its readers are told, copies are named."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people.models import Kader, User
from lms.people.queries import rows_of
from lms.people.scope import Action
from modules import facts, page_cache, review
from modules.models import ClinicalReview, LessonPage, ModulePage, Recall, RecallSeen, StudyMark
from modules.models.moderation import answers_for
from modules.models.pages import PublicPage
from modules.reports import is_over_all

LONGEST = 300  # letters: a reader has to take it in at a glance
# For readers, where no person is there to write; stored as they are, since a recall is never changed.
LEFT = "Isi ini sudah tidak ada di kurikulum yang sekarang. Jangan dipakai lagi; ikuti modulnya yang terbaru."
EXPIRED = (
    "Masa berlaku isi ini sudah habis. Jangan dipakai lagi; ikuti modulnya yang terbaru, atau tanyakan kepada petugas."
)


@transaction.atomic
def withdraw(page: PublicPage, *, reason: str, by: User, now: datetime) -> Recall:
    """Take a live page away from readers, a module with all its lessons, and call it back.

    PermissionDenied for who neither writes nor reviews there; UserError without a sentence, or if it is not live.
    """
    row = _locked(page, by=by, now=now)
    sentence, gone = _sentence(reason), [row, *_lessons(row)]
    bad = _take_away(gone, by=by)
    return _record(row, Recall.Kind.WITHDRAWN, sentence, bad=bad, good="", by=by, now=now)


@transaction.atomic
def leave(page: PublicPage, *, now: datetime) -> None:
    """Take away a page that its package no longer has, and call it back in words that fit each: nobody in person does
    it. Only the page itself: the lessons of a module are pieces of their own. Nothing, if it is not live."""
    row: PublicPage = Page.objects.select_for_update().get(pk=page.pk).specific
    if row.live:
        _record(row, Recall.Kind.WITHDRAWN, LEFT, bad=_take_away([row]), good="", by=None, now=now)


@transaction.atomic
def expire(page: PublicPage, *, now: datetime) -> None:
    """Take away a page on the day that its author has set, a module with its lessons, and call it back. Nothing, if it
    is not live or was given another day meanwhile."""
    row: PublicPage = Page.objects.select_for_update().get(pk=page.pk).specific
    if row.live and row.expire_at and row.expire_at < now:
        bad = _take_away([row, *_lessons(row)], expired=True)
        _record(row, Recall.Kind.WITHDRAWN, EXPIRED, bad=bad, good="", by=None, now=now)


@transaction.atomic
def correct(page: PublicPage, *, reason: str, by: User, now: datetime, before: Iterable[str] = ()) -> Recall:
    """Tell readers that a page, live as it now reads, was seriously corrected.

    ``before``: content hashes known to be wrong beside those that a nakes once approved. PermissionDenied and UserError
    as for ``withdraw``.
    """
    row = _locked(page, by=by, now=now)
    good = said_now(row)
    if not good:
        raise UserError(_("Halaman ini mengutip fakta yang tidak berlaku. Perbaiki dulu; belum ada yang diumumkan."))
    bad = {*_approved(row), *before} - {good, ""}
    return _record(row, Recall.Kind.CORRECTED, _sentence(reason), bad=bad, good=good, by=by, now=now)


def may_recall(page: PublicPage, user: User, *, now: datetime) -> bool:
    """May the user withdraw or correct this page? Whoever writes or reviews there: taking away is always safe."""
    return may_recall_of(page.area, user, on=timezone.localdate(now))


def may_recall_of(area: Area | None, user: User, *, on: date) -> bool:
    """May the user do so with pages of that area (None: of the nation)?"""
    parts = (Action.AUTHOR, Action.REVIEW)
    return is_over_all(user, on=on) or any(answers_for(user, action, area, on=on) for action in parts)


def said_now(page: PublicPage) -> str:
    """The content hash of the page as given; empty where it cites a fact that is not in force."""
    try:
        return review.content_hash(page)
    except facts.UnknownFact:
        return ""


def _locked(page: PublicPage, *, by: User, now: datetime) -> PublicPage:
    row: PublicPage = Page.objects.select_for_update().get(pk=page.pk).specific
    if not may_recall(row, by, now=now):
        raise PermissionDenied
    if not row.live:
        raise UserError(_("Halaman ini sedang tidak terbit. Tidak ada yang ditarik atau diumumkan."))
    return row


def _take_away(pages: list[PublicPage], *, by: User | None = None, expired: bool = False) -> set[str]:
    """Out of readers' sight. Out: the content hashes that are no longer good."""
    bad = {said for one in pages for said in (*_approved(one), said_now(one)) if said}
    why = "wagtail.unpublish.scheduled" if expired else True
    for one in pages:
        # The caller has judged; Wagtail would ask whether she may do it without telling readers.
        act = UnpublishPageAction(one, user=by, set_expired=expired, log_action=why)
        act.execute(skip_permission_checks=True)
    return bad


def _sentence(reason: str) -> str:
    text = " ".join(reason.split())
    if not text or len(text) > LONGEST:
        raise UserError(
            _("Tulis satu atau dua kalimat untuk pembaca, paling banyak 300 huruf. Belum ada yang berubah.")
        )
    return text


def _lessons(page: PublicPage) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(page).live()) if isinstance(page, ModulePage) else []


def _approved(page: PublicPage) -> list[str]:
    return list(ClinicalReview.objects.filter(page_id=page.pk).values_list("content_hash", flat=True))


def _record(
    page: PublicPage, kind: str, sentence: str, *, bad: Iterable[str], good: str, by: User | None, now: datetime
) -> Recall:
    module = page.get_parent().specific if isinstance(page, LessonPage) else page
    row = Recall.objects.create(
        kind=kind,
        competency_id=module.competency_id,
        lesson_key="" if isinstance(page, ModulePage) else page.slug,
        area=page.area,
        page_key=page.pk,
        title=page.title,
        address=page.address,
        sentence=sentence,
        hashes=sorted(bad),
        good_hash=good,
        made_at=now,
        by=by,
    )
    transaction.on_commit(lambda: page_cache.purge([page_cache.RECALLS]))
    return row


def listed() -> list[Recall]:
    """Everything that was called back, the latest first; ``live_now``: may it be read today?"""
    rows = list(Recall.objects.select_related("competency__group", "area").order_by("-made_at", "-pk"))
    live = set(Page.objects.live().public().filter(pk__in={row.page_key for row in rows}).values_list("pk", flat=True))
    for row in rows:
        row.live_now = row.page_key in live
    return rows


def readers(page: PublicPage) -> int:
    """How many kader marked this lesson, or a lesson of this module: those who can be told."""
    return len(set(_marks_of(page).values_list("kader_id", flat=True)))


def _marks_of(page: PublicPage) -> QuerySet[StudyMark]:
    if isinstance(page, LessonPage):
        module = ModulePage.objects.get(pk=page.get_parent().pk)
        return StudyMark.objects.filter(competency=module.competency_id, lesson_key=page.lesson_key)
    if isinstance(page, ModulePage):
        return StudyMark.objects.filter(competency=page.competency_id)
    return StudyMark.objects.none()


def untold(kader: Kader) -> QuerySet[Recall]:
    """What was called back after she opened it, and of which she has not said that she read it; the latest first."""
    hers = rows_of(kader).values("pk")
    opened = StudyMark.objects.filter(
        kader__in=hers, competency=OuterRef("competency"), opened_at__lte=OuterRef("made_at")
    )
    lesson = Exists(opened.filter(lesson_key=OuterRef("lesson_key")))
    module = Q(lesson_key="") & Exists(opened)
    seen = Exists(RecallSeen.objects.filter(kader__in=hers, recall=OuterRef("pk")))
    return Recall.objects.filter(lesson | module, ~seen, area__isnull=True).order_by("-made_at", "-pk")


@transaction.atomic
def tell(kader: Kader, numbers: Iterable[int], *, now: datetime) -> None:
    """She has read of these; what is not hers to know of, or was read before, is passed over."""
    known = untold(kader).filter(pk__in=list(numbers))
    rows = [RecallSeen(kader=kader, recall=recall, seen_at=now) for recall in known]
    RecallSeen.objects.bulk_create(rows, ignore_conflicts=True)
