"""What stands around the words of a public page: way here, neighbours, sources, review. Read once a page."""

from dataclasses import dataclass
from typing import Any

from modules import facts, review, rules
from modules.models import AreaPage, Fact, LessonPage, LocalPage, ModulePage
from modules.queries import leaves_on, lessons_of, module_pages


@dataclass(frozen=True)
class Source:
    """Where one or more of the cited numbers come from."""

    title: str
    url: str
    wordings: list[str]


@dataclass(frozen=True)
class LessonFrame:
    module: ModulePage
    facts: dict[str, Fact]
    number: int
    total: int
    previous: LessonPage | None
    next: LessonPage | None
    reviewed: bool
    sources: list[Source]
    chosen: list[Fact]

    @property
    def group(self) -> str:
        return self.module.competency.group.key.lower()

    @property
    def officer(self) -> str:
        return self.module.competency.group.programme.officer


@dataclass(frozen=True)
class ModuleFrame:
    """``officer``: whom the kader of its programme tell and ask."""

    lessons: list[LessonPage]
    facts: dict[str, Fact]
    minutes: int
    reviewed: bool
    leaves: list[LocalPage]
    chosen: list[Fact]
    officer: str

    @property
    def first(self) -> LessonPage | None:
        return self.lessons[0] if self.lessons else None


@dataclass(frozen=True)
class LocalFrame:
    """``home``: the page of the area; ``module``: the national one that this leaf adds to, if it is live."""

    home: AreaPage
    module: ModulePage | None
    facts: dict[str, Fact]
    reviewed: bool
    sources: list[Source]
    officer: str


def lesson_frame(page: LessonPage) -> LessonFrame:
    module = ModulePage.objects.select_related("competency__group__programme").get(pk=page.get_parent().pk)
    others = [lesson for lesson in lessons_of(module) if lesson.pk != page.pk]
    lessons = sorted([*others, page], key=lambda lesson: lesson.path)  # a draft stands where it will be published
    at = len([lesson for lesson in others if lesson.path < page.path])
    known, data = facts.for_everyone(), [page.aim, page.body.get_prep_value()]
    return LessonFrame(
        module=module,
        facts=known,
        number=at + 1,
        total=len(lessons),
        previous=lessons[at - 1] if at else None,
        next=lessons[at + 1] if at + 1 < len(lessons) else None,
        reviewed=review.is_reviewed(page),
        sources=sources(data, known),
        chosen=chosen(data, known),
    )


def module_frame(page: ModulePage) -> ModuleFrame:
    lessons, known = lessons_of(page), facts.for_everyone()
    return ModuleFrame(
        lessons=lessons,
        facts=known,
        minutes=sum(lesson.minutes for lesson in lessons),
        reviewed=review.is_reviewed(page),
        leaves=leaves_on(page.competency),
        chosen=chosen([page.summary, page.job, page.pairs, page.card.get_prep_value()], known),
        officer=page.competency.group.programme.officer,
    )


def local_frame(page: LocalPage) -> LocalFrame:
    known = facts.in_force(area=page.area)
    return LocalFrame(
        home=page.get_parent().specific,
        module=module_pages().filter(competency=page.competency_id).first(),
        facts=known,
        reviewed=review.is_reviewed(page),
        sources=sources([page.lead, page.body.get_prep_value()], known),
        officer=page.competency.group.programme.officer,
    )


def sources(data: Any, known: dict[str, Fact]) -> list[Source]:
    """One entry a source, with what it is cited for."""
    found: dict[tuple[str, str], Source] = {}
    for key in sorted(rules.cited_in(data) & known.keys()):
        fact = known[key]
        source = found.setdefault((fact.source_title, fact.source_url), Source(fact.source_title, fact.source_url, []))
        settled = fact.status == Fact.Status.SETTLED
        source.wordings.append(fact.wording if settled else f"{fact.wording} (masih perlu dipastikan)")
    return list(found.values())


def chosen(data: Any, known: dict[str, Fact]) -> list[Fact]:
    """What areas chose in place of the cited numbers."""
    return [row for key in sorted(rules.cited_in(data) & known.keys()) for row in known[key].elsewhere]
