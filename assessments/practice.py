"""Practice items of a module: their key travels with them, nothing is kept (DESIGN 5.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from assessments.models import Question
from assessments.pictures import Seen, files_of, of_version, seen, stored
from assessments.sheet import ItemForm, Posted, item_form, read
from assessments.types import TYPES, draw
from assessments.types.base import Pin, Remark
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
    return list(found.select_related("current", "competency").order_by("key"))


def picture(question: Question, look: str) -> bytes | None:
    """The picture that the type of the item draws of it; None: it draws none."""
    return draw(question.type, question.current.content, pin(question), look)  # type: ignore[union-attr]


def show(questions: Sequence[Question], number: int, posted: Posted, *, drawn: str = "") -> Practice:
    """Item ``number`` (from 1) as answered by the form; what is no answer to it counts as none. ``drawn``: the address
    of its picture, if its type draws one."""
    question = questions[number - 1]
    kind, content, fixed = TYPES[question.type], question.current.content, pin(question)  # type: ignore[union-attr]
    given = read(posted, NAME, kind)
    try:
        answer = None if given is None else kind.parse(given, content, fixed)
    except ValueError:
        answer = given = None
    return Practice(
        item=item_form(number, NAME, question.type, content, fixed, given, _seen(question, drawn)),
        count=len(questions),
        lesson_key=question.lesson_key,
        remarks=None if answer is None else kind.feedback(answer, content, fixed),
        explanation=str(content.get("explanation", "")),
    )


def form(question: Question, number: int) -> ItemForm:
    """The empty form of an item of a round on a phone, where each has a name of its own, and files for pictures."""
    content, fixed = question.current.content, pin(question)  # type: ignore[union-attr]
    drawn = draw(question.type, content, fixed)
    shows = replace(_seen(question, ""), drawn=stored(drawn) if drawn else "", lettered="")  # a script sets the point
    return item_form(number, f"soal-{number}", question.type, content, fixed, None, shows)


def pin(question: Question) -> Pin:
    """What practice fixes of the item, the same for everybody and each time."""
    content = question.current.content  # type: ignore[union-attr]
    return TYPES[question.type].pin(content, Random(question.key))  # noqa: S311 - a stable order, not a secret


def _seen(question: Question, drawn: str) -> Seen:
    """``?v``: another version is another picture, so that a phone may keep this one."""
    version = question.current
    (files,) = files_of([of_version(question, version)])  # type: ignore[arg-type]
    return seen(question.type, f"{drawn}?v={version.sha256[:8]}", files)  # type: ignore[union-attr]
