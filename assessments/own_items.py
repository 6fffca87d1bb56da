"""Two items of her own test, to be asked aloud at a station: whoever let another take it is soon found out.

Of a counting item nothing leaves but what its sheet showed (decisions 0026 and 0035): no key, and not what she chose.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assessments import oral, types
from assessments.models import Question, QuestionVersion, TicketItem
from lms.people.models import Kader
from lms.people.queries import rows_of

KINDS = ("single", "multiple", "truefalse")  # what can be said and answered in half a minute
COUNT = 2


@dataclass(frozen=True)
class Asked:
    """``options``: in the order of her sheet. ``right``: the words of the right ones, of a practice item only."""

    stem: str
    options: Sequence[str]
    right: Sequence[str] = ()


def two(kader: Kader, competencies: Collection[int], *, seed: str) -> list[Asked]:
    """Of what she has handed in, drawn by the seed; practice items where that are too few. At most three queries."""
    hers = oral.draw(_answered(kader, competencies), COUNT, seed)
    asked = [_of(one.version, one.pin) for one in hers]
    if len(asked) < COUNT:
        practice = oral.draw(_practice(competencies), COUNT - len(asked), seed)
        asked += [_of_practice(version) for version in practice]
    return asked


def _answered(kader: Kader, competencies: Collection[int]) -> list[TicketItem]:
    rows = TicketItem.objects.filter(
        ticket__kader__in=rows_of(kader),
        ticket__attempt__isnull=False,
        version__question__competency__in=competencies,
        version__question__type__in=KINDS,
        version__question__status=Question.Status.ACTIVE,
    )
    found: dict[int, TicketItem] = {}
    for one in rows.select_related("version__question").order_by("ticket__issued_at", "position"):
        if not types.needs_eyes(one.version.question.type, one.version.content):
            found[one.version.question_id] = one  # the latest sheet on which it stood
    return list(found.values())


def _practice(competencies: Collection[int]) -> list[QuestionVersion]:
    rows = Question.objects.drawable().filter(
        use=Question.Use.PRACTICE, type__in=KINDS, competency__in=competencies, current__isnull=False
    )
    versions = [one.current for one in rows.select_related("current").order_by("key") if one.current]
    return [one for one in versions if not one.content.get("picture")]


def _of(version: QuestionVersion, pin: object) -> Asked:
    shown = types.payload(version.question.type, version.content, pin)
    return Asked(shown["stem"], [option["text"] for option in shown["options"]])


def _of_practice(version: QuestionVersion) -> Asked:
    options = version.content["options"]
    right = [option["text"] for option in options if option["correct"]]
    return Asked(version.content["stem"], [one["text"] for one in options], right)
