"""The clinical review of a page, bound to what it says: any change of text, picture or fact leaves it behind."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people.models import User
from lms.people.scope import Action
from modules import facts, markdown, page_cache, rules
from modules.body import card_from_stream, from_stream
from modules.models import ClinicalReview, Fact, LessonPage, LocalPage, ModulePage, TuntasDocument, TuntasImage
from modules.models.moderation import answers_for
from modules.models.pages import PublicPage


@dataclass(frozen=True)
class Ground:
    """What a page is read against: the facts in force, and what each picture and recording holds. Read once for many
    pages."""

    facts: Mapping[str, Fact]
    images: Mapping[int, str]
    files: Mapping[int, str]


def ground(area: Area | None = None) -> Ground:
    """The ground of pages of that area (None: of the nation)."""
    images, files = (dict(kind.objects.values_list("pk", "file_hash")) for kind in (TuntasImage, TuntasDocument))
    return Ground(facts.in_force(area=area), images, files)


def content_hash(page: PublicPage, on: Ground | None = None) -> str:
    """SHA-256 (hex) of everything a reader is told, with facts resolved and pictures, video and sound by the hash of
    their file. Of a module: its own words and its card, not its lessons. UnknownFact for one that is not in force.

    The template is left out: a new dress does not need a new review. So are, of a page of the nation, the numbers that
    areas chose: each was chosen by a nakes there, for her area alone.
    """
    on = on or ground(page.area)
    said = _said(page, on)
    told = rules.map_strings(said, lambda text: facts.resolve_with(text, on.facts))
    # Below a lesson stand the sentences of its facts, and whether they are settled.
    sentences = [[on.facts[key].wording, on.facts[key].status] for key in sorted(rules.cited_in(said))]
    return rules.digest([told, sentences] if sentences else told)


def source_hash(page: PublicPage, on: Ground) -> str:
    """The same with the citations themselves: it changes when somebody edits, and not when a fact does."""
    return rules.digest(_said(page, on))


def cited_facts(page: PublicPage, on: Ground) -> dict[str, str]:
    """Key of each fact that the page cites -> value and unit as they stand now."""
    return {key: markdown.written(on.facts.get(key)) for key in sorted(rules.cited_in(_said(page, on)))}


def _said(page: PublicPage, on: Ground) -> list[Any]:
    if isinstance(page, LessonPage):
        return [page.title, page.aim, from_stream(page.body.get_prep_value(), on.images, on.files)]
    if isinstance(page, ModulePage):
        return [page.title, page.summary, page.job, page.pairs, card_from_stream(page.card.get_prep_value())]
    if isinstance(page, LocalPage):
        return [page.title, page.lead, from_stream(page.body.get_prep_value(), on.images, on.files)]
    return [page.title, page.lead]


def reviewed(pages: Iterable[PublicPage], on: Ground) -> set[int]:
    """The ids of those pages that a nakes approved as they read on that ground. One query."""
    hashes: dict[int, str] = {}
    for page in pages:
        with suppress(facts.UnknownFact):
            hashes[page.pk] = content_hash(page, on)
    rows = ClinicalReview.objects.filter(page__in=list(hashes)).values_list("page_id", "content_hash")
    return {pk for pk, approved in rows if hashes[pk] == approved}


def is_reviewed(page: PublicPage) -> bool:
    """Did a nakes approve the page as it reads now?"""
    return page.pk in reviewed([page], ground(page.area))


@transaction.atomic
def approve(page: PublicPage, *, reviewer: User, now: datetime, seen: str = "") -> ClinicalReview:
    """A nakes approves a page as it reads now, without publishing anything; twice is once.

    ``seen``: the content hash of what she read; empty where nothing can have come in between. PermissionDenied if the
    page is not hers to review, UserError if it reads otherwise by now.
    """
    if seen:
        refuse_other_than(seen, page)
    review = write_down(page, reviewer=reviewer, now=now)
    transaction.on_commit(lambda: page_cache.purge(page.addresses))
    return review


def write_down(page: PublicPage, *, reviewer: User, now: datetime) -> ClinicalReview:
    """The review itself, of the page or draft as given. PermissionDenied if it is not theirs to review."""
    if not answers_for(reviewer, Action.REVIEW, page.area, on=timezone.localdate(now)):
        raise PermissionDenied
    on = ground(page.area)
    values = {"reviewed_at": now, "source_hash": source_hash(page, on), "facts": cited_facts(page, on)}
    review, _created = ClinicalReview.objects.get_or_create(
        page_id=page.pk, content_hash=content_hash(page, on), reviewer=reviewer, defaults=values
    )
    return review


def refuse_other_than(seen: str, page: PublicPage) -> None:
    """UserError if the page does not read as it was seen: somebody edited it, or a fact has changed."""
    if content_hash(page) != seen:
        raise UserError(_("Isi halaman berubah sejak Ibu/Bapak membukanya. Baca sekali lagi, lalu putuskan."))
