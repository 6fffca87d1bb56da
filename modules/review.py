"""The clinical review of a page, bound to what it says: any change of text, picture or fact leaves it behind."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lms.people.models import User
from modules import facts, page_cache, rules
from modules.body import card_from_stream, from_stream
from modules.models import ClinicalReview, LessonPage, ModulePage, TuntasDocument, TuntasImage

Reviewed = LessonPage | ModulePage


def content_hash(page: Reviewed) -> str:
    """SHA-256 (hex) of everything a reader is told, with facts resolved and pictures, video and sound by the hash of
    their file. Of a module: its own words and its card, not its lessons.

    The template is left out: a new dress does not need a new review.
    """
    said = _lesson(page) if isinstance(page, LessonPage) else _module(page)
    known = facts.in_force()
    return rules.digest(rules.map_strings(said, lambda text: facts.resolve_with(text, known)))


def _lesson(page: LessonPage) -> list[Any]:
    images = dict(TuntasImage.objects.values_list("pk", "file_hash"))
    files = dict(TuntasDocument.objects.values_list("pk", "file_hash"))
    return [page.title, page.aim, from_stream(page.body.get_prep_value(), images, files)]


def _module(page: ModulePage) -> list[Any]:
    return [page.title, page.summary, page.job, page.pairs, card_from_stream(page.card.get_prep_value())]


def is_reviewed(page: Reviewed) -> bool:
    """Did a nakes approve the page as it reads now?"""
    try:
        now_hash = content_hash(page)
    except facts.UnknownFact:
        return False
    return ClinicalReview.objects.filter(page_id=page.pk, content_hash=now_hash).exists()


@transaction.atomic
def approve(page: Reviewed, *, reviewer: User, now: datetime) -> ClinicalReview:
    """A nakes approves the page as it reads now; twice is once. The caller has checked that they may review."""
    review, _ = ClinicalReview.objects.get_or_create(
        page=page, content_hash=content_hash(page), reviewer=reviewer, defaults={"reviewed_at": now}
    )
    transaction.on_commit(lambda: page_cache.purge(page.addresses))
    return review
