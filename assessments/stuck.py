"""Who has used all her attempts at a quiz without passing: for the officer who will sit down with her."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments import marks
from assessments.models import Attempt, Coaching, GroupRecord, Quiz
from lms.people.models import Kader, User
from lms.people.queries import listed, listed_name, place_name, serving
from lms.people.scope import Action, rows
from modules.models import Programme

KINDS = (Quiz.Kind.EVALUATION, Quiz.Kind.POST)
MOST = 200  # in one list; who is coached leaves it


@dataclass(frozen=True)
class Stuck:
    """She and the quiz that waits for an officer; ``used``: how many attempts she has made."""

    kader: Kader
    name: str
    place: str
    quiz: Quiz
    used: int


def within_reach(user: User, programme: Programme, *, on: date) -> list[Stuck]:
    """The kader whom the user may coach and who wait for it, by name. A fixed number of queries."""
    hers = listed(rows(user, Action.COACH, Kader.objects.all(), on=on), on=on)
    found = list(_without_turn(programme).filter(who__in=hers.values("pk"))[:MOST])
    people = Kader.objects.select_related("person").in_bulk([row["who"] for row in found])
    quizzes = Quiz.objects.select_related("group").in_bulk([row["quiz"] for row in found])
    places = serving(list(people), field=programme.field, day=on)
    stuck = [_line(people[row["who"]], quizzes[row["quiz"]], row["used"], places, on) for row in found]
    return sorted(stuck, key=lambda one: (one.name, one.quiz.title))


def number_within_reach(user: User, programme: Programme, *, on: date) -> int:
    """How many wait."""
    hers = listed(rows(user, Action.COACH, Kader.objects.all(), on=on), on=on)
    return _without_turn(programme).filter(who__in=hers.values("pk")).count()


def _line(kader: Kader, quiz: Quiz, used: int, places: dict, on: date) -> Stuck:
    place = place_name(places[kader.pk]) if kader.pk in places else ""
    return Stuck(kader, listed_name(kader.person, on=on), place, quiz, used)


def _without_turn(programme: Programme) -> QuerySet:
    """Kader (the row that counts) and quiz, where she has passed nothing of it and no attempt is left."""
    same = Q(kader=OuterRef("who")) | Q(kader__merged_into=OuterRef("who"))
    coached = Coaching.objects.filter(same, quiz=OuterRef("quiz")).order_by().values("quiz")
    opened = Subquery(coached.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    done = GroupRecord.objects.filter(
        Q(evaluation_passed_on__isnull=False, group=OuterRef("quiz__group"), kader=OuterRef("who"))
        | Q(skilled_on__isnull=False, group=OuterRef("quiz__group"), kader=OuterRef("who"))
    )
    passed = marks.passed(Attempt.objects.filter(same, quiz=OuterRef("quiz")))
    attempts = Attempt.objects.filter(
        quiz__active=True, quiz__kind__in=KINDS, quiz__max_attempts__isnull=False, quiz__group__programme=programme
    )
    return (
        attempts.annotate(who=Coalesce("kader__merged_into", "kader"))
        .filter(~Exists(done), ~Exists(passed))
        .values("who", "quiz", "quiz__max_attempts")
        .annotate(used=Count("pk"), opened=Coalesce(opened, 0))
        .filter(used__gte=F("quiz__max_attempts") + F("opened"))
        .order_by("who", "quiz")
    )
