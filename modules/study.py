"""Study marks: a kader opened or finished a lesson. Study, never proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from lms.people.models import Kader
from lms.people.parcels import UNKNOWN_SUBJECT, Letter, refuse
from lms.people.sealed import UnreadableError, name
from modules.models import Competency, ModulePage, StudyMark

MOST = 50  # marks in one envelope
KEPT = "Tanda belajar Ibu/Bapak sudah kami terima."
_FINISHED = {"opened": False, "finished": True}


@dataclass(frozen=True)
class Mark:
    """One mark as a phone tells it; ``module`` is the slug of its page."""

    module: str
    lesson_key: str
    finished: bool
    at: datetime


def open_lesson(kader: Kader, competency: Competency, lesson_key: str, *, now: datetime) -> StudyMark:
    """Mark the lesson as opened; the first time counts."""
    mark, _ = StudyMark.objects.get_or_create(
        kader=kader, competency=competency, lesson_key=lesson_key, defaults={"opened_at": now}
    )
    return mark


def finish_lesson(kader: Kader, competency: Competency, lesson_key: str, *, now: datetime) -> StudyMark:
    """Mark the lesson as finished; a second time changes nothing."""
    mark = open_lesson(kader, competency, lesson_key, now=now)
    if mark.finished_at is None:
        mark.finished_at = now
        mark.save(update_fields=["finished_at"])
    return mark


def take(letter: Letter) -> None:
    """What a phone marked without a signal (``parcels.register_letters``): ``{"marks": [{"lesson": "<module's
    slug>/<lesson key>", "state": "opened" or "finished", "at": iso}]}``.

    It adds, and moves a first time to an earlier one; it never takes anything away. The lesson's page may be gone by
    now, its module's must be known.
    """
    marks = _read(letter)
    slugs = {mark.module for mark in marks}
    pages = ModulePage.objects.filter(slug__in=slugs).order_by("pk")
    competencies = dict(pages.values_list("slug", "competency_id"))
    if slugs - competencies.keys():
        raise refuse(UNKNOWN_SUBJECT, letter.kader)
    for mark in marks:
        _add(letter.kader, competencies[mark.module], mark)


def _add(kader: Kader, competency: int, mark: Mark) -> None:
    finished = mark.at if mark.finished else None
    row, is_new = StudyMark.objects.get_or_create(
        kader=kader,
        competency_id=competency,
        lesson_key=mark.lesson_key,
        defaults={"opened_at": mark.at, "finished_at": finished},
    )
    if is_new:
        return
    rows = StudyMark.objects.filter(pk=row.pk)
    rows.filter(opened_at__gt=mark.at).update(opened_at=mark.at)
    if mark.finished:
        rows.filter(Q(finished_at=None) | Q(finished_at__gt=mark.at)).update(finished_at=mark.at)


def _read(letter: Letter) -> list[Mark]:
    """UnreadableError: a mark that says nothing we know."""
    marks = letter.data.get("marks")
    if not isinstance(marks, list) or not 0 < len(marks) <= MOST:
        raise UnreadableError("no marks, or too many")
    return [_mark(letter, one) for one in marks]


def _mark(letter: Letter, data: Mapping[str, Any]) -> Mark:
    if not isinstance(data, dict) or data.get("state") not in _FINISHED:
        raise UnreadableError("no state of a lesson")
    module, _, lesson = str(data.get("lesson", "")).partition("/")
    return Mark(name(module), name(lesson), _FINISHED[data["state"]], letter.moment(data.get("at")))
