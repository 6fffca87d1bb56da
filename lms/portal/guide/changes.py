"""What reads otherwise in a module since she passed it: one kind line each, which goes by itself after two months.

What was *wrong* is called back (``modules.recall``); this is about lessons made better, and numbers that changed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assessments.standing import CompetencyStanding, Standing
from lms.people.models import Kader
from lms.people.queries import rows_of
from modules.models import Fact, FactUsage, LessonPage, StudyMark
from modules.receivers import LESSON

SHOWN = 2
TOLD_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Change:
    """A lesson that reads otherwise since that day, or is new there."""

    competency: str
    lesson: str
    address: str
    on: date
    is_new: bool


def learnt_on(petal: CompetencyStanding) -> date | None:
    """The day on which she last showed this skill, by a kuis or in practice; None: not yet."""
    days = (petal.days.study_closed_on, petal.days.observed_skilled_on, petal.days.skilled_on)
    return max((day for day in days if day), default=None)


def since_she_passed(kader: Kader, hers: Standing, *, now: datetime) -> list[Change]:
    """The latest changes in what she has passed. Two queries; up to four where something did change."""
    passed = {petal.module.address: petal for petal in hers.competencies if petal.module and learnt_on(petal)}
    if not passed:
        return []
    changed = _changed(timezone.localdate(now - TOLD_FOR))
    own = {lesson: petal for lesson in changed if (petal := passed.get(_module_of(lesson)))}
    read = _read(kader, own)
    found = [
        _change(lesson, petal, read.get((petal.competency.pk, lesson.lesson_key)), changed[lesson])
        for lesson, petal in own.items()
    ]
    return sorted((one for one in found if one), key=lambda one: one.on, reverse=True)[:SHOWN]


def _module_of(lesson: LessonPage) -> str:
    return lesson.address.rsplit("/", 2)[0] + "/"


def _changed(since: date) -> Mapping[LessonPage, date]:
    """The live lessons that were published anew since, or cite a number that changed -> when."""
    numbers = _numbers(since)
    rows = LessonPage.objects.live().filter(Q(last_published_at__date__gte=since) | Q(pk__in=numbers))
    lessons = rows.only("title", "slug", "url_path", "depth", "first_published_at", "last_published_at")
    return {one: max(_day(one.last_published_at), numbers.get(one.pk, date.min)) for one in lessons}


def _numbers(since: date) -> Mapping[int, date]:
    """Lesson -> the day from which a number in it is another one."""
    before = Fact.objects.filter(key=OuterRef("key"), area=None, valid_until=OuterRef("valid_from"))
    rows = Fact.objects.filter(Exists(before), area=None, valid_until=None, valid_from__gte=since)
    days = dict(rows.values_list("key", "valid_from"))
    if not days:
        return {}
    usage = FactUsage.objects.filter(kind=LESSON, fact_key__in=days).order_by("fact_key")
    return {int(target): days[key] for key, target in usage.values_list("fact_key", "target")}


def _read(kader: Kader, lessons: Collection[LessonPage]) -> Mapping[tuple[int, str], date]:
    """Competency and lesson -> the day on which she last marked it."""
    if not lessons:
        return {}
    keys = {lesson.lesson_key for lesson in lessons}
    marks = StudyMark.objects.filter(kader__in=rows_of(kader), lesson_key__in=keys)
    rows = marks.values_list("competency_id", "lesson_key", "finished_at", "opened_at")
    return {(one, key): timezone.localdate(last or opened) for one, key, last, opened in rows}


def _change(lesson: LessonPage, petal: CompetencyStanding, read: date | None, changed: date) -> Change | None:
    """None where she knew it so, or never met it here: who passed before this module was opened has nothing to miss."""
    since, module = read or learnt_on(petal), petal.module
    if since is None or module is None or changed <= since or _day(module.first_published_at) > since:
        return None
    is_new = _day(lesson.first_published_at) > since
    return Change(petal.competency.key, lesson.title, lesson.address, changed, is_new)


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment) if moment else date.min
