"""Two items of her own test, to be asked aloud at a station: whoever let another take it is soon found out.

Of a counting item nothing leaves but what its sheet showed (decisions 0026 and 0035): no key, and not what she chose.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from assessments import oral, types
from assessments.models import Question, QuestionVersion, TicketItem
from lms.people.models import Kader

KINDS = ("single", "multiple", "truefalse")  # what can be said and answered in half a minute
COUNT = 2


@dataclass(frozen=True)
class Asked:
    """``options``: in the order of her sheet. ``right``: the words of the right ones, of a practice item only."""

    stem: str
    options: Sequence[str]
    right: Sequence[str] = ()


class Items:
    """What may be asked of some kader in some competencies, read at once. Two queries, the second only at need."""

    def __init__(self, kader: Collection[int], competencies: Collection[int]) -> None:
        """``kader``: the ids of those who count after a merge."""
        self._competencies = competencies
        self._answered = _answered(kader, competencies)

    def two(self, kader: Kader, competencies: Collection[int], *, seed: str) -> list[Asked]:
        """Of what she has handed in, drawn by the seed; practice items where that are too few."""
        answered = [one for one in self._answered[kader.pk] if one.version.question.competency_id in competencies]
        hers = oral.draw(answered, COUNT, seed)
        asked = [_of(one.version, one.pin) for one in hers]
        if len(asked) < COUNT:
            fitting = [one for one in self._practice if one.question.competency_id in competencies]
            asked += [_of_practice(version) for version in oral.draw(fitting, COUNT - len(asked), seed)]
        return asked

    @cached_property
    def _practice(self) -> list[QuestionVersion]:
        return _practice(self._competencies)


def two(kader: Kader, competencies: Collection[int], *, seed: str) -> list[Asked]:
    """The two of one kader. At most two queries."""
    return Items([kader.pk], competencies).two(kader, competencies, seed=seed)


def _answered(kader: Collection[int], competencies: Collection[int]) -> Mapping[int, list[TicketItem]]:
    rows = TicketItem.objects.filter(
        Q(ticket__kader__in=kader) | Q(ticket__kader__merged_into__in=kader),
        ticket__attempt__isnull=False,
        version__question__competency__in=competencies,
        version__question__type__in=KINDS,
        version__question__status=Question.Status.ACTIVE,
    )
    found: dict[int, dict[int, TicketItem]] = defaultdict(dict)
    for one in rows.select_related("version__question", "ticket__kader").order_by("ticket__issued_at", "position"):
        if not types.needs_eyes(one.version.question.type, one.version.content):
            # the latest sheet on which it stood
            found[one.ticket.kader.merged_into_id or one.ticket.kader_id][one.version.question_id] = one
    return defaultdict(list, {pk: list(items.values()) for pk, items in found.items()})


def _practice(competencies: Collection[int]) -> list[QuestionVersion]:
    rows = Question.objects.drawable().filter(
        use=Question.Use.PRACTICE, type__in=KINDS, competency__in=competencies, current__isnull=False
    )
    versions = [one.current for one in rows.select_related("current__question").order_by("key") if one.current]
    return [one for one in versions if not one.content.get("picture")]


def _of(version: QuestionVersion, pin: object) -> Asked:
    shown = types.payload(version.question.type, version.content, pin)
    return Asked(shown["stem"], [option["text"] for option in shown["options"]])


def _of_practice(version: QuestionVersion) -> Asked:
    options = version.content["options"]
    right = [option["text"] for option in options if option["correct"]]
    return Asked(version.content["stem"], [one["text"] for one in options], right)
