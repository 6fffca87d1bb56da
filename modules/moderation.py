"""The acts by which a page goes on: an author passes it to the nakes, a nakes approves, either sends it back."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState

from lms.areas.errors import UserError
from lms.people.models import User
from modules import recall, review
from modules.models import ClinicalCheck
from modules.models.moderation import Step
from modules.models.pages import PublicPage


def current_step(page: Page) -> tuple[Step, TaskState] | None:
    """The step that the page waits at now; None while nobody is asked."""
    state = page.current_workflow_task_state
    step = page.current_workflow_task if state else None
    return (step, state) if isinstance(step, Step) else None


@transaction.atomic
def pass_on(page: Page, *, by: User, seen: str, now: datetime, comment: str = "", correction: str = "") -> None:
    """The step is passed. At the last one the page is published (or scheduled) just as it was seen, and reviewed.

    ``seen``: the content hash of what was read. ``correction``: a sentence for those who read the page as it was, where
    that matters. PermissionDenied if the step is not theirs; UserError if the page no longer waits there, or reads
    otherwise by now.
    """
    draft, step, state = _locked(page, by=by, now=now)
    review.refuse_other_than(seen, draft)
    if isinstance(step, ClinicalCheck):
        review.write_down(draft, reviewer=by, now=now)
    before = _said_before(draft, now=now) if correction else ""
    state.approve(user=by, comment=comment)
    if correction:
        recall.correct(draft, reason=correction, before=[before], by=by, now=now)


def _said_before(draft: PublicPage, *, now: datetime) -> str:
    """How the live page reads that this draft will replace at once. UserError if there is none, or not at once."""
    live: PublicPage = Page.objects.get(pk=draft.pk).specific
    step = current_step(live)
    scheduled = draft.go_live_at is not None and draft.go_live_at > now
    if not live.live or scheduled or not (step and isinstance(step[0], ClinicalCheck)):
        raise UserError(_("Koreksi penting diumumkan saat menerbitkan. Kosongkan kalimatnya, lalu putuskan lagi."))
    return recall.said_now(live)


@transaction.atomic
def send_back(page: Page, *, by: User, reason: str, now: datetime) -> None:
    """The page goes back to its author with the reason. PermissionDenied and UserError as for ``pass_on``."""
    _draft, _step, state = _locked(page, by=by, now=now)
    if not reason.strip():
        raise UserError(_("Tulis apa yang perlu diperbaiki, supaya penyusun tahu. Belum ada yang dikembalikan."))
    state.reject(user=by, comment=reason.strip())


def _locked(page: Page, *, by: User, now: datetime) -> tuple[PublicPage, Step, TaskState]:
    """The draft, the step and its state, with nobody else writing meanwhile; the right to act is checked here."""
    row: Any = Page.objects.select_for_update().get(pk=page.pk)
    waiting = current_step(row)
    if waiting is None:
        raise UserError(_("Halaman ini sudah tidak menunggu: orang lain mendahului, atau penyusun menariknya."))
    step, state = waiting
    if not step.may_act(by, row, on=timezone.localdate(now)):
        raise PermissionDenied
    # Autosave writes into the newest revision in place: it is held until what was read of it is published.
    draft = Revision.objects.select_for_update().get(pk=row.latest_revision_id).as_object()
    return draft, step, state
