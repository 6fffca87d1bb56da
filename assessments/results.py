"""The result of an attempt as its kader may see it (DESIGN 5.4): score and what to read again, never the key."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments import marks, turns
from assessments.marks import Marks
from assessments.models import Attempt, Quiz
from assessments.queries import standing
from assessments.rules import misses_essential
from lms.areas.format import desimal
from lms.people.models import Kader
from lms.people.queries import rows_of
from modules.models import Competency
from modules.queries import lesson_links


def of(attempt: Attempt, *, now: datetime) -> dict[str, Any]:
    """For the result page: score and pass mark, whether an item that must be right was not, lessons to read again (in
    course order), when she may try again, her next step.
    """
    quiz, earned = attempt.quiz, marks.of(attempt)
    group = quiz.competency.group if quiz.competency else quiz.group
    stands = standing(attempt.kader, group.programme, now=now)  # type: ignore[union-attr]
    is_over = earned.passed or quiz.kind == Quiz.Kind.PRE
    may_again, again = (False, "") if is_over else turns.again(attempt.kader, quiz, now=now)
    return {
        "attempt": attempt,
        "earned": earned,
        "quiz": quiz,
        "group": next(one for one in stands.groups if one.group == group),
        "facts": _figures(attempt, earned),
        "is_pre_test": quiz.kind == Quiz.Kind.PRE,
        "misses_essential": _misses_essential(attempt, earned),
        "may_again": may_again,
        "again": again,
        "lessons": lessons_to_read(attempt, earned.marks),
        "next": stands.next,
    }


def _figures(attempt: Attempt, earned: Marks) -> list[dict[str, str]]:
    """Score and pass mark; a pre-test has none to pass."""
    found = [{"number": score(earned.score_percent), "label": "nilai"}]
    if attempt.quiz.kind != Quiz.Kind.PRE:
        found.append({"number": str(attempt.ticket.rule["pass_percent"]), "label": "batas lulus"})
    return found


def _misses_essential(attempt: Attempt, earned: Marks) -> bool:
    essential = attempt.ticket.rule.get("essential", ())
    return attempt.quiz.kind != Quiz.Kind.PRE and misses_essential(earned.marks, essential)


def score(percent: Decimal) -> str:
    """A score of 0 to 100 for people, cut off so that it never reads as passed when it was not: "66,6"; "100"."""
    tenths = int(percent * 10)
    return desimal(Decimal(tenths) / 10) if tenths % 10 else str(tenths // 10)


def told(earned: Marks) -> str:
    """What an attempt earned, in a few words: "lulus, nilai 83,3"."""
    outcome = _("lulus") if earned.passed else _("belum lulus")
    return _("%(outcome)s, nilai %(score)s") % {"outcome": outcome, "score": score(earned.score_percent)}


def lessons_of(kader: Kader, quiz: Quiz) -> list[dict[str, str]]:
    """What her newest attempt at a quiz asks her to read again."""
    last = Attempt.objects.filter(kader__in=rows_of(kader), quiz=quiz).order_by("-received_at").first()
    return lessons_to_read(last, marks.of(last).marks) if last else []


def lessons_to_read(attempt: Attempt, earned: Mapping[str, float]) -> list[dict[str, str]]:
    """The lessons behind the items that did not earn everything, once each, in the order of their modules."""
    items = attempt.ticket.items.select_related("version__question__competency")
    missed: dict[Competency, set[str]] = {}
    for item in items:
        if earned.get(str(item.position), 1) < 1:  # not there: it was not scored
            question = item.version.question
            missed.setdefault(question.competency, set()).add(question.lesson_key)
    return [
        {"title": title, "href": href, "badge": competency.key}
        for competency in sorted(missed, key=lambda competency: competency.position)
        for key, (title, href) in lesson_links(competency).items()
        if key in missed[competency]
    ]
