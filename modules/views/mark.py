from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.people.models import Kader
from lms.people.queries import kader_of
from modules import study
from modules.models import LessonPage, StudyMark
from modules.queries import lessons_of, module_pages


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def lesson_done(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """The form that marks a lesson as finished, for the kader who is signed in; others get a 404."""
    kader, page = kader_of(request.user), module_pages().filter(slug=module).first()
    lessons = lessons_of(page) if page else []
    found = next((at for at, row in enumerate(lessons) if row.slug == lesson), None)
    if kader is None or found is None:
        raise Http404
    here = lessons[found]
    if request.method == "POST":
        study.finish_lesson(kader, page.competency, here.lesson_key, now=timezone.now())
        return redirect(request.path)
    following = lessons[found + 1] if found + 1 < len(lessons) else None
    mark = _mark(kader, here, page.competency_id)
    return render(request, "modules/mark.html", {"lesson": here, "module": page, "mark": mark, "next": following})


def _mark(kader: Kader, lesson: LessonPage, competency_id: int) -> StudyMark | None:
    return StudyMark.objects.filter(kader=kader, competency_id=competency_id, lesson_key=lesson.lesson_key).first()
