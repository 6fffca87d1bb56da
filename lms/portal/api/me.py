"""What a small script draws into the public pages for the one who is signed in."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from lms.people.models import Kader
from lms.people.queries import kab_of, kader_of, rows_of
from modules.models import StudyMark

router = Router(tags=["saya"])


class Me(Schema):
    """Who reads: her first name, the kab/kota where she serves, and the lessons she has finished by competency
    (``{"B3": ["..."]}``)."""

    signed_in: bool
    name: str = ""
    area: str = ""
    finished: dict[str, list[str]] = {}


@router.get("/saya", response=Me)
def saya(request: HttpRequest, response: HttpResponse) -> Me:
    """Empty for somebody who is not signed in, so that a public page may always ask."""
    response["Cache-Control"] = "no-store"
    if not request.user.is_authenticated:
        return Me(signed_in=False)
    kader = kader_of(request.user)
    name = request.user.person.name.split()[0] if request.user.person else request.user.username
    if kader is None:
        return Me(signed_in=True, name=name)
    area = kab_of(kader, day=timezone.localdate())
    return Me(signed_in=True, name=name, area=area, finished=_finished(rows_of(kader)))


def _finished(hers: QuerySet[Kader]) -> dict[str, list[str]]:
    marks = StudyMark.objects.filter(kader__in=hers, finished_at__isnull=False).order_by("finished_at")
    lessons: dict[str, list[str]] = {}
    for competency, lesson in marks.values_list("competency__key", "lesson_key"):
        lessons.setdefault(competency, []).append(lesson)
    return lessons
