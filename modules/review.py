"""The clinical review of a lesson, bound to what it says: any change of text, picture or fact leaves it behind."""

from datetime import datetime

from django.db import transaction

from lms.people.models import User
from modules import facts, page_cache, rules
from modules.body import from_stream
from modules.models import ClinicalReview, LessonPage, TuntasImage


def content_hash(page: LessonPage) -> str:
    """SHA-256 (hex) of everything a reader is told, with facts resolved and pictures by the hash of their file.

    The template is left out: a new dress does not need a new review.
    """
    images = dict(TuntasImage.objects.values_list("pk", "file_hash"))
    said = [page.title, page.aim, from_stream(page.body.get_prep_value(), images)]
    known = facts.in_force()
    return rules.digest(rules.map_strings(said, lambda text: facts.resolve_with(text, known)))


def is_reviewed(page: LessonPage) -> bool:
    """Did a nakes approve the lesson as it reads now?"""
    try:
        now_hash = content_hash(page)
    except facts.UnknownFact:
        return False
    return ClinicalReview.objects.filter(page_id=page.pk, content_hash=now_hash).exists()


@transaction.atomic
def approve(page: LessonPage, *, reviewer: User, now: datetime) -> ClinicalReview:
    """A nakes approves the lesson as it reads now; twice is once. The caller has checked that they may review."""
    review, _ = ClinicalReview.objects.get_or_create(
        page=page, content_hash=content_hash(page), reviewer=reviewer, defaults={"reviewed_at": now}
    )
    transaction.on_commit(lambda: page_cache.purge([page.address]))
    return review
