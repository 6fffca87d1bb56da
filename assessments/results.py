"""The result of an attempt as its kader may see it (DESIGN 5.4): score and what to read again, never the key."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from assessments.models import Attempt
from assessments.queries import standing
from assessments.rules import misses_essential
from lms.areas.format import desimal
from modules.models import Competency
from modules.queries import lesson_links


def of(attempt: Attempt, *, now: datetime) -> dict[str, Any]:
    """Score, pass mark, whether an item that must be right was not, lessons to read again (in course order) and her next step, for the result page."""
    quiz = attempt.quiz
    group = quiz.competency.group if quiz.competency else quiz.group
    stands = standing(attempt.kader, group.programme, now=now)  # type: ignore[union-attr]
    return {
        "attempt": attempt,
        "quiz": quiz,
        "group": next(one for one in stands.groups if one.group == group),
        "facts": [
            {"number": score(attempt.score_percent), "label": "nilai"},
            {"number": str(attempt.ticket.rule["pass_percent"]), "label": "batas lulus"},
        ],
        "misses_essential": misses_essential(attempt.marks, attempt.ticket.rule.get("essential", ())),
        "lessons": lessons_to_read(attempt),
        "next": stands.next,
    }


def score(percent: Decimal) -> str:
    """A score of 0 to 100 for people, cut off so that it never reads as passed when it was not: "66,6"; "100"."""
    tenths = int(percent * 10)
    return desimal(Decimal(tenths) / 10) if tenths % 10 else str(tenths // 10)


def lessons_to_read(attempt: Attempt) -> list[dict[str, str]]:
    """The lessons behind the items that did not earn everything, once each, in the order of their modules."""
    items = attempt.ticket.items.select_related("version__question__competency")
    missed: dict[Competency, set[str]] = {}
    for item in items:
        if attempt.marks.get(str(item.position), 1) < 1:  # not there: it was not scored
            question = item.version.question
            missed.setdefault(question.competency, set()).add(question.lesson_key)
    return [
        {"title": title, "href": href, "badge": competency.key}
        for competency in sorted(missed, key=lambda competency: competency.position)
        for key, (title, href) in lesson_links(competency).items()
        if key in missed[competency]
    ]
