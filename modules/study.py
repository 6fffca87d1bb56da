"""Study marks: a kader opened or finished a lesson. Study, never proof."""

from datetime import datetime

from lms.people.models import Kader
from modules.models import Competency, StudyMark


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
