"""The items of the bank that can be drawn now, as a blueprint sees them."""

from collections.abc import Collection

from assessments.blueprint import Item
from assessments.models import Question
from modules.models import Programme


def items(programme: Programme, competencies: Collection[str] | None = None) -> list[Item]:
    """The counting items in use, of these competencies (None: all), by key. Two queries at most.

    One whose *soal pengganti* cannot be given rests with it.
    """
    counting = Question.objects.drawable().filter(competency__group__programme=programme, use=Question.Use.COUNTING)
    asked = counting if competencies is None else counting.filter(competency__key__in=competencies)
    columns = ("key", "competency__key", "lesson_key", "type", "difficulty", "essential")
    rows = list(asked.order_by("key").values_list(*columns, "current__content__alternative"))
    named = {alternative for *_, alternative in rows if alternative}
    there = set(counting.filter(key__in=named).values_list("key", flat=True)) if named else set()
    return [
        Item(key, competency, lesson, type, difficulty, essential, family=alternative or key)
        for key, competency, lesson, type, difficulty, essential, alternative in rows
        if not alternative or alternative in there
    ]
