"""Practice items of a module: their key travels with them, nothing is kept (DESIGN 5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assessments.models import Question
from assessments.sheet import SheetItem, sheet_item
from assessments.types import TYPES
from assessments.types.base import Remark
from modules.models import ModulePage


@dataclass(frozen=True)
class Practice:
    """One practice item on the screen; ``remarks`` after the answer (None: not answered yet)."""

    item: SheetItem
    count: int
    lesson_key: str
    remarks: Sequence[Remark] | None
    share: float


def items(module: ModulePage) -> list[Question]:
    """The practice items of a module, in the order of their keys."""
    found = Question.objects.drawable().filter(competency=module.competency_id, use=Question.Use.PRACTICE)
    return list(found.select_related("current").order_by("key"))


def show(questions: Sequence[Question], number: int, values: Sequence[str]) -> Practice:
    """Item ``number`` (from 1) as answered by these values; what is no answer to it counts as none."""
    question = questions[number - 1]
    kind, content = TYPES[question.type], question.current.content  # type: ignore[union-attr]
    order = kind.order(content, Random(question.key))  # noqa: S311 - a stable order, not a secret
    try:
        given = kind.from_form(values)
        answer = None if given is None else kind.parse(given, content)
    except ValueError:
        answer = None
    remarks = None if answer is None else {remark["key"]: remark for remark in kind.feedback(answer, content)}
    return Practice(
        item=sheet_item(number, "jawab", kind.template, kind.payload(content, order), values),
        count=len(questions),
        lesson_key=question.lesson_key,
        remarks=None if remarks is None else [remarks[key] for key in order],
        share=0 if answer is None else float(kind.score(answer, content)),
    )
