"""What waits for whom and since when; what a nakes has not reviewed as it reads now, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState, get_default_page_content_type

from lms.areas.models import Area
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action
from modules import facts, markdown, review
from modules.models import AreaPage, ClinicalCheck, ClinicalReview, Fact, LocalPage
from modules.models.local import teaching_types
from modules.models.moderation import answers_for, who_answers
from modules.models.pages import PublicPage

People = Callable[[Action, Area | None], list[User]]
PARTS = (Action.AUTHOR, Action.REVIEW)


@dataclass(frozen=True)
class Row:
    """One page that somebody has to look at. ``people``: for whom it waits; ``why``: what was said or what changed."""

    page: PublicPage
    state: str
    since: datetime | None
    days: int
    people: list[User] = field(default_factory=list)
    why: str = ""

    @property
    def title(self) -> str:
        return str(self.page.draft_title or self.page.title)

    @property
    def kind(self) -> str:
        return str(self.page._meta.verbose_name)

    @property
    def names(self) -> str:
        return ", ".join(map(name_of, self.people)) or _("belum ada orangnya")


def name_of(user: User) -> str:
    return user.person.name if user.person else user.get_username()


def sees(user: User, area: Area | None, *, on: Any) -> bool:
    """May the user follow what becomes of pages of that area? Pages of the nation: whoever writes or reviews any."""
    if user.is_superuser or scope.may(user, Action.ADMIN, on=on):
        return True
    if area is None:
        return bool(scope.actions(user, on=on) & set(PARTS))
    return any(answers_for(user, action, area, on=on) for action in PARTS)


def waiting(*, now: datetime) -> list[Row]:
    """The pages on their way to being published, those that wait longest first."""
    people = _people(now)
    states = WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())
    states = states.select_related("current_task_state__task", "requested_by__person").prefetch_related(
        "content_object"
    )
    rows = [_on_its_way(state, people, now) for state in states if state.content_object and state.current_task_state]
    return sorted(rows, key=lambda row: row.since or now)


def unreviewed(*, now: datetime) -> list[Row]:
    """The live pages that no nakes has approved as they read now, with the reason."""
    people, grounds, pages = _people(now), cache(review.ground), _live()
    last, approved = _reviews(pages)
    rows = []
    for page in pages:
        words, since = _loss(page, last.get(page.pk), grounds(page.area), approved)
        if words:
            since = since or page.last_published_at
            rows.append(_row(page, words[0], since, now, people(Action.REVIEW, page.area), "; ".join(words[1:])))
    return sorted(rows, key=lambda row: row.since or now)


def _live() -> list[Any]:
    """Every live page that teaches; those of areas know theirs without a question each."""
    kinds = [kind.objects.live().select_related("live_revision__user__person") for kind in teaching_types()]
    pages = [page for rows in kinds for page in rows]
    places = {row.path: row.place for row in AreaPage.objects.select_related("place")}
    for page in pages:
        if isinstance(page, LocalPage):
            page.area = places[page.path[: -page.steplen]]
    return pages


def for_me(user: User, *, now: datetime) -> list[Row]:
    """Of what waits, that which this user may act on."""
    return [row for row in waiting(now=now) if user in row.people]


def _people(now: datetime) -> People:
    today = timezone.localdate(now)

    @cache
    def find(action: Action, area: Area | None) -> list[User]:
        return list(who_answers(action, area, on=today))

    return find


def _on_its_way(state: WorkflowState, people: People, now: datetime) -> Row:
    page, task_state = state.content_object.specific, state.current_task_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        author = [state.requested_by] if state.requested_by else []
        return _row(page, _("Dikembalikan untuk diperbaiki"), task_state.finished_at, now, author, task_state.comment)
    step = task_state.task.specific
    words = _("Menunggu telaah nakes") if isinstance(step, ClinicalCheck) else _("Menunggu pemeriksaan penyusun")
    asked = [user for user in people(step.action, page.area) if _is_asked(user, step, state)]
    why = _("Diajukan oleh %(name)s.") % {"name": name_of(state.requested_by)} if state.requested_by else ""
    return _row(page, words, task_state.started_at, now, asked, why)


def _is_asked(user: User, step: Any, state: WorkflowState) -> bool:
    return isinstance(step, ClinicalCheck) or user.pk != state.requested_by_id


def _row(page: PublicPage, state: str, since: datetime | None, now: datetime, people: list[User], why: str) -> Row:
    days = (timezone.localdate(now) - timezone.localdate(since)).days if since else 0
    return Row(page, state, since, max(days, 0), people, why)


def _reviews(pages: Iterable[PublicPage]) -> tuple[dict[int, ClinicalReview], set[tuple[int, str]]]:
    """The latest review of each page, and every text that was approved."""
    found = ClinicalReview.objects.filter(page__in=[page.pk for page in pages]).order_by("reviewed_at", "pk")
    rows = list(found)
    return {row.page_id: row for row in rows}, {(row.page_id, row.content_hash) for row in rows}


def _loss(
    page: PublicPage, last: ClinicalReview | None, on: review.Ground, approved: set[tuple[int, str]]
) -> tuple[list[str], datetime | None]:
    """Nothing where the page is reviewed; else in a word what it lacks, then what changed, and since when."""
    try:
        if (page.pk, review.content_hash(page, on)) in approved:
            return [], None
    except facts.UnknownFact as error:
        return [_("Belum ditelaah"), str(error)], None
    if last is None:
        return [_("Belum pernah ditelaah")], None
    changed = {key: was for key, was in last.facts.items() if markdown.written(on.facts.get(key)) != was}
    words = [_changed(key, was, on.facts.get(key)) for key, was in changed.items()]
    if last.source_hash != review.source_hash(page, on):
        return [_("Telaahnya gugur"), _edited(page), *words], None
    return [_("Telaahnya gugur"), *(words or [_("kalimat atau status sebuah fakta berubah")])], _since(changed, on)


def _edited(page: PublicPage) -> str:
    by = page.live_revision.user if page.live_revision else None
    return (
        _("disunting oleh %(name)s") % {"name": name_of(by)} if by else _("isinya diganti, misalnya oleh impor paket")
    )


def _changed(key: str, was: str, fact: Fact | None) -> str:
    words = {"key": key, "was": was, "now": markdown.written(fact)}
    return _("fakta %(key)s berubah dari %(was)s menjadi %(now)s") % words


def _since(changed: Iterable[str], on: review.Ground) -> datetime | None:
    days = [on.facts[key].valid_from for key in changed if key in on.facts]
    return timezone.make_aware(datetime.combine(max(days), time())) if days else None
