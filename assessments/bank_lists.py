"""Reading the bank: the list with what is known of each item, its past, who could draw it, who was given it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.blueprint import Item
from assessments.models import (
    Question,
    QuestionDraft,
    QuestionFlag,
    QuestionProposal,
    QuestionStep,
    QuestionVersion,
    Quiz,
    TicketItem,
)
from modules.models import FactUsage, LessonPage, ModulePage

USAGE = "question"
READ = (QuestionStep.Act.REVIEWED, QuestionStep.Act.TAKEN)


@dataclass(frozen=True)
class Lesson:
    """A lesson that items can test, live or not."""

    competency_id: int
    competency: str
    key: str
    title: str

    @property
    def name(self) -> str:
        return f"{self.competency} · {self.title}"

    @property
    def value(self) -> str:
        """What a form says of it."""
        return f"{self.competency_id}:{self.key}"


@dataclass(frozen=True)
class Given:
    """How often a version was given, and how often answered."""

    tickets: int = 0
    attempts: int = 0


def listed() -> QuerySet[Question]:
    """All items by their keys, with ``versions_count``, ``flags_count`` (of what it says now), ``drafted`` (does other
    text wait?), ``waits`` (has a fact changed?) and ``read`` (did a nakes approve what is in use?)."""
    versions = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by().values("question")
    flags = QuestionFlag.objects.filter(version=OuterRef("current")).order_by().values("version")
    return (
        Question.objects.select_related("competency", "current", "draft")
        .annotate(
            versions_count=Coalesce(Subquery(versions.annotate(n=Count("pk")).values("n")), 0),
            flags_count=Coalesce(Subquery(flags.annotate(n=Count("pk")).values("n")), 0),
            drafted=Exists(QuestionDraft.objects.filter(question=OuterRef("pk"))),
            waits=_waits(),
            read=Exists(_read()),
        )
        .order_by("key")
    )


def _read() -> QuerySet[QuestionStep]:
    return QuestionStep.objects.filter(question=OuterRef("pk"), sha256=OuterRef("current__sha256"), act__in=READ)


def with_word(rows: QuerySet[Question], words: str) -> QuerySet[Question]:
    """Those whose key, or whose question as it is or shall be, holds these words."""
    return rows.filter(
        Q(key__icontains=words) | Q(current__content__stem__icontains=words) | Q(draft__written__stem__icontains=words)
    )


def citing(rows: QuerySet[Question], fact: str) -> QuerySet[Question]:
    """Those that cite the fact in what they say now."""
    return rows.filter(key__in=FactUsage.objects.filter(kind=USAGE, fact_key=fact).values("target"))


def to_review(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Those with words that a nakes has not read yet."""
    return rows.exclude(status=Question.Status.RETIRED).filter(draft__reviewed_sha256="")


def unread(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Those in use that no nakes has approved as they read now."""
    return rows.filter(~Exists(_read()), status=Question.Status.ACTIVE, current__isnull=False)


def cited_facts() -> list[str]:
    """The facts that items cite, by their keys."""
    found = FactUsage.objects.filter(kind=USAGE).order_by("fact_key")
    return list(found.values_list("fact_key", flat=True).distinct())


def answered(items: Collection[int]) -> dict[int, int]:
    """How often each of these items stood on a ticket that was handed in; one query, so ask for one page of them."""
    rows = TicketItem.objects.filter(version__question__in=items, ticket__attempt__isnull=False)
    return dict(rows.order_by().values_list("version__question").annotate(n=Count("pk")))


def given(question: Question) -> dict[int, Given]:
    """Per version (its id) on how many tickets it stood, and how many of them were handed in."""
    rows = TicketItem.objects.filter(version__question=question).order_by().values("version")
    counted = rows.annotate(tickets=Count("pk"), attempts=Count("ticket__attempt"))
    return {row["version"]: Given(row["tickets"], row["attempts"]) for row in counted}


def lessons() -> list[Lesson]:
    """Every lesson of every module, in their order. Two queries."""
    modules = {page.path: page for page in ModulePage.objects.select_related("competency__group")}
    found = []
    for page in LessonPage.objects.order_by("path").only("path", "depth", "title", "slug"):
        module = modules.get(page.path[: -page.steplen])
        if module:
            found.append((module.competency, page))
    found.sort(key=lambda pair: (pair[0].group.position, pair[0].position, pair[1].path))
    return [Lesson(competency.pk, competency.key, page.lesson_key, page.title) for competency, page in found]


def drawers(question: Question) -> list[Quiz]:
    """The open quizzes of whose blueprint a line fits the item; none draws one for practice."""
    if question.use != Question.Use.COUNTING:
        return []
    item = Item(
        key=question.key,
        competency=question.competency.key,
        lesson=question.lesson_key,
        type=question.type,
        difficulty=question.difficulty,
        essential=question.essential,
        family=question.key,
    )
    quizzes = Quiz.objects.filter(active=True).select_related("competency__group", "group", "pair").order_by("title")
    programme = question.competency.group.programme_id
    mine = [quiz for quiz in quizzes if _programme(quiz) == programme]
    return [quiz for quiz in mine if any(line.takes(item) for line in quiz.lines)]


def _programme(quiz: Quiz) -> int:
    group = quiz.competency.group if quiz.competency else quiz.group
    return group.programme_id  # type: ignore[union-attr]


def steps(question: Question) -> QuerySet[QuestionStep]:
    """What became of the item, the latest first."""
    return question.steps.select_related("by__person").order_by("-at", "-pk")


def flags(question: Question) -> dict[int, list[QuestionFlag]]:
    """Per version (its id) what those who answered found confusing, the latest first."""
    found: dict[int, list[QuestionFlag]] = defaultdict(list)
    for flag in question.flags.order_by("-received_at", "pk"):
        found[flag.version_id].append(flag)
    return dict(found)


def ready(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Those whose draft a nakes has read: it only has to be taken into use."""
    return rows.exclude(Q(status=Question.Status.RETIRED) | Q(draft__isnull=True) | Q(draft__reviewed_sha256=""))


def confusing(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Those that somebody found confusing as they read now, the most often first."""
    flagged = Exists(QuestionFlag.objects.filter(version=OuterRef("current")))
    return rows.filter(flagged).order_by(F("flags_count").desc(), "key")


def held(rows: QuerySet[Question]) -> QuerySet[Question]:
    """Those that wait since a fact has changed."""
    return rows.filter(_waits())


def _waits() -> Exists:
    return Exists(QuestionProposal.objects.filter(question=OuterRef("pk"), decided_at__isnull=True))
