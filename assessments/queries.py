"""Reads where kader stand. A fixed number of queries, whatever they have done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from assessments import explain, marks, next_step, presets, short_path
from assessments.models import (
    Attempt,
    Coaching,
    CompetencyRecord,
    GroupRecord,
    Observation,
    OutsideEvidence,
    ProgrammeRecord,
    Quiz,
    Ticket,
)
from assessments.rules import CompetencyDays, GroupDays, ProgrammeDays
from assessments.standing import CompetencyStanding, GroupStanding, Standing, petal_state
from lms.people.models import Kader
from lms.people.queries import rows_of
from modules.models import Competency, CompetencyGroup, ModulePage, Programme, StudyMark
from modules.queries import module_pages

RECEIPTS = 5  # newest ones shown; all of them stand in her export


@dataclass
class _Facts:
    """What the database holds on one kader, by row ids."""

    competency_days: Mapping[int, CompetencyDays]
    group_days: Mapping[int, GroupDays]
    programme_days: ProgrammeDays
    studied: set[int]
    modules: Mapping[int, ModulePage]
    quizzes: Sequence[Quiz]
    attempts: Sequence[Any]  # Attempt, with its marks in force
    open_tickets: Sequence[Ticket]
    needs_evaluation: bool
    known: set[int]
    used: Counter[int]
    opened: Counter[int]


def standing(kader: Kader, programme: Programme, *, now: datetime) -> Standing:
    """Where she stands in all of the programme: petals, groups, what is missing, the one next step, receipts."""
    facts = _facts(kader, programme, now)
    groups = [_group(group, facts) for group in _structure(programme, kader)]
    return Standing(
        kader=kader,
        programme=programme,
        days=facts.programme_days,
        groups=groups,
        next=next_step.choose(groups, facts.open_tickets),
        receipts=facts.attempts[:RECEIPTS],
        open_tickets=facts.open_tickets,
    )


def _structure(programme: Programme, kader: Kader) -> list[CompetencyGroup]:
    """Its groups with their competencies, and whether she was assessed in each: elsewhere, and here."""
    about = {"kader__in": rows_of(kader), "competency": OuterRef("pk")}
    seen = Observation.objects.filter(**about, superseded_by__isnull=True).order_by("-skilled")
    competencies = Competency.objects.annotate(
        elsewhere=Exists(OutsideEvidence.objects.standing().filter(**about)), here=Subquery(seen.values("skilled")[:1])
    )
    return list(programme.groups.prefetch_related(Prefetch("competencies", competencies)).order_by("position"))


def _facts(kader: Kader, programme: Programme, now: datetime) -> _Facts:
    records = CompetencyRecord.objects.filter(kader=kader, competency__group__programme=programme)
    groups = GroupRecord.objects.filter(kader=kader, group__programme=programme)
    whole = ProgrammeRecord.objects.filter(kader=kader, programme=programme)
    hers = rows_of(kader)
    studied = StudyMark.objects.filter(kader__in=hers, competency__group__programme=programme)
    rows = marks.in_force(Attempt.objects.filter(kader__in=hers)).select_related("quiz", "ticket")
    tickets = Ticket.objects.filter(kader__in=hers, attempt__isnull=True, receive_until__gt=now, ahead=False)
    attempts = list(rows.order_by("-received_at").defer("body"))
    quizzes, used = list(Quiz.objects.filter(active=True)), Counter(attempt.quiz_id for attempt in attempts)
    return _Facts(
        competency_days={key: CompetencyDays(*days) for key, *days in records.values_list("competency", *_OF_ONE)},
        group_days={key: GroupDays(*days) for key, *days in groups.values_list("group", *_OF_GROUP)},
        programme_days=ProgrammeDays(*(whole.values_list(*_OF_ALL).first() or ())),
        studied=set(studied.values_list("competency_id", flat=True)),
        modules=modules_of(programme),
        quizzes=quizzes,
        attempts=attempts,
        open_tickets=list(tickets.select_related("quiz").order_by("issued_at")),
        needs_evaluation=presets.needs_evaluation(presets.in_force(programme)),
        known=short_path.known(attempts),
        used=used,
        opened=_opened(hers, quizzes, used),
    )


def _opened(hers: QuerySet[Kader], quizzes: Sequence[Quiz], used: Counter[int]) -> Counter[int]:
    """How many more attempts coaching has opened, by quiz. Asked only for one who has used all of hers."""
    full = [quiz.pk for quiz in quizzes if quiz.max_attempts and used[quiz.pk] >= quiz.max_attempts]
    coached = Coaching.objects.filter(kader__in=hers, quiz__in=full).values_list("quiz_id", flat=True)
    return Counter(coached if full else ())


_OF_ONE = ("study_closed_on", "assessed_on", "observed_skilled_on", "skilled_on")
_OF_GROUP = ("evaluation_passed_on", "trained_on", "assessed_on", "skilled_on")
_OF_ALL = ("trained_on", "assessed_on", "skilled_on")


def modules_of(programme: Programme) -> dict[int, ModulePage]:
    """The published module pages, by competency id."""
    return {page.competency_id: page for page in module_pages().filter(competency__group__programme=programme)}


def _group(group: CompetencyGroup, facts: _Facts) -> GroupStanding:
    days = facts.group_days.get(group.pk, GroupDays())
    quizzes = {quiz.kind: quiz for quiz in facts.quizzes if quiz.group_id == group.pk}
    evaluation = quizzes.get(Quiz.Kind.EVALUATION)
    standing = GroupStanding(
        group=group,
        days=days,
        competencies=[_competency(competency, days, facts) for competency in group.competencies.all()],
        evaluation=evaluation,
        attempts_left=_left(evaluation, facts) if evaluation else None,
        needs_evaluation=facts.needs_evaluation,
    )
    standing = replace(standing, **_before_and_after(quizzes, days, facts))
    told = [replace(petal, sentence=explain.competency(petal, standing)) for petal in standing.competencies]
    return replace(standing, competencies=told, sentence=explain.group(standing))


def _left(quiz: Quiz, facts: _Facts) -> int | None:
    if quiz.max_attempts is None:
        return None
    return max(0, quiz.max_attempts + facts.opened[quiz.pk] - facts.used[quiz.pk])


def _before_and_after(quizzes: Mapping[str, Quiz], days: GroupDays, facts: _Facts) -> dict[str, Any]:
    """The pre-test until she has taken it, the post-test after that, both while the group is not *dilatih*."""
    before, after = quizzes.get(Quiz.Kind.PRE), quizzes.get(Quiz.Kind.POST)
    taken = before is not None and facts.used[before.pk] > 0
    passed = {attempt.quiz_id for attempt in facts.attempts if attempt.passed_now}
    if days.trained_on or days.evaluation_passed_on:
        return {}
    ends = taken and after is not None and after.pk not in passed and _left(after, facts) != 0
    return {"pre_test": None if taken else before, "post_test": after if ends else None}


def _competency(competency: Any, group: GroupDays, facts: _Facts) -> CompetencyStanding:
    days = facts.competency_days.get(competency.pk, CompetencyDays())
    studied = competency.pk in facts.studied
    return CompetencyStanding(
        competency=competency,
        state=petal_state(days, trained_on=group.trained_on, studied=studied),
        days=days,
        studied=studied,
        module=facts.modules.get(competency.pk),
        quiz=next((quiz for quiz in facts.quizzes if quiz.competency_id == competency.pk), None),
        known=competency.pk in facts.known,
        elsewhere=competency.elsewhere,
        here=competency.here,
    )
