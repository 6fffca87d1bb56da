"""What stands in the public pages of modules, read once for many of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from lms.areas.models import Area
from modules import facts, frames, review
from modules.models import AreaPage, Fact, LessonPage, LocalPage, ModulePage
from modules.models.pages import PublicPage
from modules.offline.fragments import Fragment, of_page


@dataclass(frozen=True)
class Library:
    """Lessons by the tree path of their module, leaves of areas by competency; ``open``: lessons for everybody."""

    ground: review.Ground
    facts: Mapping[str, Fact]
    reviewed: set[int]
    lessons: Mapping[str, list[LessonPage]]
    open: set[int]
    leaves: Mapping[int, list[tuple[LocalPage, Area]]]

    def of_module(self, module: ModulePage) -> list[Fragment]:
        """The module's own page, its card, and the lessons that anybody may read, in their order."""
        lessons = self.lessons[module.path]
        found = [self._module(module, lessons)]
        if module.card:
            found.append(self._card(module))
        return found + [self._lesson(module, lessons, at) for at in range(len(lessons)) if lessons[at].pk in self.open]

    def _module(self, page: ModulePage, lessons: list[LessonPage]) -> Fragment:
        competency = page.competency
        said = [
            [competency.key, competency.title, competency.group.title, page.card_address],
            _dress(page),
            [[*_link(lesson), lesson.minutes, lesson.kind, lesson.lesson_key] for lesson in lessons],
            [[*_link(leaf), area.code, area.name] for leaf, area in self.leaves[page.competency_id]],
            self._said(page, [page.summary, page.job, page.pairs, page.card.get_prep_value()]),
        ]
        return of_page(page, page.address, page.title, said, page.template)

    def _card(self, page: ModulePage) -> Fragment:
        data = [page.summary, page.job, page.pairs, page.card.get_prep_value()]
        said = [page.address, page.competency.key, _dress(page), self._said(page, data)]
        title = f"Kartu kerja: {page.title}"
        return of_page(page, page.card_address, title, said, "modules/card.html")

    def _lesson(self, module: ModulePage, lessons: list[LessonPage], at: int) -> Fragment:
        page = lessons[at]
        near = [_link(lessons[place]) if 0 <= place < len(lessons) else None for place in (at - 1, at + 1)]
        said = [
            [*_link(module), module.competency.key, *_dress(module), at + 1, len(lessons), *near],
            [page.minutes, page.kind],
            self._said(page, [page.aim, page.body.get_prep_value()]),
        ]
        return of_page(page, page.address, page.title, said, page.template)

    def _said(self, page: PublicPage, data: list[Any]) -> list[Any]:
        """Its words with facts and pictures resolved, whether they were reviewed, and what its facts bring along."""
        sources = [[one.title, one.url, one.wordings] for one in frames.sources(data, dict(self.facts))]
        return [self._told(page), page.pk in self.reviewed, sources, self._chosen(data)]

    def _told(self, page: PublicPage) -> str:
        try:
            return review.content_hash(page, self.ground)
        except facts.UnknownFact:  # shown with a gap until somebody repairs it
            return review.source_hash(page, self.ground)

    def _chosen(self, data: list[Any]) -> list[Any]:
        chosen = frames.chosen(data, dict(self.facts))
        return [
            [row.area.code, row.value, row.unit, row.wording, row.source_title, row.valid_from]
            for row in chosen
            if row.area
        ]


def library(modules: Sequence[ModulePage]) -> Library:
    """All that those modules show. The same number of queries for any number of them."""
    within = reduce(or_, (Q(path__startswith=module.path) for module in modules), Q(pk=None))
    rows = LessonPage.objects.live().filter(within)
    lessons: dict[str, list[LessonPage]] = defaultdict(list)
    for lesson in rows.order_by("path"):
        lessons[lesson.path[: -lesson.steplen]].append(lesson)
    on = review.ground()
    return Library(
        ground=on,
        facts=facts.for_everyone(),
        reviewed=review.reviewed([*modules, *(one for found in lessons.values() for one in found)], on),
        lessons=lessons,
        open=set(rows.public().values_list("pk", flat=True)),
        leaves=_leaves(),
    )


def _leaves() -> Mapping[int, list[tuple[LocalPage, Area]]]:
    """What areas add, by competency, as ``queries.leaves_on`` has it for one."""
    homes = {home.path: home.place for home in AreaPage.objects.live().select_related("place")}
    leaves: dict[int, list[tuple[LocalPage, Area]]] = defaultdict(list)
    for leaf in LocalPage.objects.live().order_by("path"):
        if area := homes.get(leaf.path[: -leaf.steplen]):
            leaves[leaf.competency_id].append((leaf, area))
    return leaves


def _link(page: PublicPage) -> list[str]:
    return [page.title, page.address]


def _dress(module: ModulePage) -> list[str]:
    """The group, and whom a reader of that programme asks."""
    group = module.competency.group
    return [group.key, group.programme.officer]
