"""Practice items of a module: their key travels with them, nothing is kept (DESIGN 5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assessments.models import Question
from assessments.sheet import ItemForm, Posted, item_form, read
from assessments.types import TYPES
from assessments.types.base import Remark
from modules.models import ModulePage

NAME = "jawab"


@dataclass(frozen=True)
class Practice:
    """One practice item on the screen; ``remarks`` after the answer (None: not answered yet)."""

    item: ItemForm
    count: int
    lesson_key: str
    remarks: Sequence[Remark] | None
    explanation: str


def items(module: ModulePage) -> list[Question]:
    """The practice items of a module, in the order of their keys."""
    found = Question.objects.drawable().filter(competency=module.competency_id, use=Question.Use.PRACTICE)
    return list(found.select_related("current").order_by("key"))


def show(questions: Sequence[Question], number: int, posted: Posted) -> Practice:
    """Item ``number`` (from 1) as answered by the form; what is no answer to it counts as none."""
    question = questions[number - 1]
    kind, content = TYPES[question.type], question.current.content  # type: ignore[union-attr]
    pin = kind.pin(content, Random(question.key))  # noqa: S311 - a stable order, not a secret
    given = read(posted, NAME, kind)
    try:
        answer = None if given is None else kind.parse(given, content, pin)
    except ValueError:
        answer = given = None
    return Practice(
        item=item_form(number, NAME, question.type, content, pin, given),
        count=len(questions),
        lesson_key=question.lesson_key,
        remarks=None if answer is None else kind.feedback(answer, content, pin),
        explanation=str(content.get("explanation", "")),
    )
