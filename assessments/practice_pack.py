"""The practice of a module as one fragment of its pack: every item with its key (DESIGN 5.4), no counting item ever."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_save
from django.template.loader import render_to_string
from django.urls import reverse

from assessments import practice
from assessments.models import Question
from assessments.sheet import ItemForm
from assessments.types import key
from assessments.types.substitute import named_in
from modules import page_cache
from modules.models import ModulePage
from modules.offline.fragments import Fragment

_KINDS = [
    (f"{correct:d}{chosen:d}", {"text": "…", "correct": correct, "chosen": chosen, "feedback": "…"})
    for correct in (True, False)
    for chosen in (True, False)
]


@dataclass(frozen=True)
class PackItem:
    """One item: its form, the question's own name, its key as JSON, and the place in the round of what may be answered
    instead (0: nothing)."""

    form: ItemForm
    question: str
    key: str
    explanation: str
    instead: int


def watch() -> None:
    """From now on packs are made anew when a practice item has changed. Called once, when all models are ready."""
    post_save.connect(_changed, sender=Question, dispatch_uid="practice-pack")


def _changed(instance: Question, **_more: Any) -> None:
    if instance.use == Question.Use.PRACTICE:
        page_cache.purge([])


def fragments(module: ModulePage) -> list[Fragment]:
    """The round of this module for its pack (``modules.offline.registry``); none where it has no practice yet."""
    questions = practice.items(module)
    if not questions:
        return []
    said = [[one.key, one.current.sha256, one.current.pictures_sha256] for one in questions]  # type: ignore[union-attr]
    path, title = reverse("practice", args=[module.slug]), f"Latihan {module.competency.key}"
    about = [title, module.title, module.address]
    return [Fragment(path, title, [about, said], lambda: _page(module, title, questions))]


def _page(module: ModulePage, title: str, questions: Sequence[Question]) -> str:
    places = {question.key: place for place, question in enumerate(questions, start=1)}
    context = {
        "module": module,
        "title": f"{title}: {module.title}",
        "items": [_item(question, places) for question in questions],
        "count": len(questions),
        "figure": f"1 dari {len(questions)}",
        "group": module.competency.group.key.lower(),
        "remarks": _KINDS,
    }
    return render_to_string("assessments/practice_round.html", context)


def _item(question: Question, places: Mapping[str, int]) -> PackItem:
    content = question.current.content  # type: ignore[union-attr]
    told = key(question.type, content, practice.pin(question))
    return PackItem(
        form=practice.form(question, places[question.key]),
        question=question.key,
        key=json.dumps(told, ensure_ascii=False, separators=(",", ":")),
        explanation=str(content.get("explanation", "")),
        instead=places.get(named_in(content), 0),
    )
