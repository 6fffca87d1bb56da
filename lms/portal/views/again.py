"""*Tiga soal pengingat*: stateless as all practice; which three they are follows from the month and her records."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import practice as practices
from lms.people.queries import kader_of, serving_somewhere
from lms.portal.guide import refresh


@never_cache
@login_required
@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """One of the three (``?soal=2``), explained (``&jawab=b``), or the end. Http404 for who is no kader."""
    kader, today = kader_of(request.user), timezone.localdate(timezone.now())
    if kader is None:
        raise Http404
    place = serving_somewhere([kader.pk], day=today).get(kader.pk)
    opens = refresh.opening_day(place, on=today)
    three = refresh.questions(kader, on=today, opens=opens)
    asked = request.GET.get("soal", "1")
    number = int(asked) if asked in ("2", "3", "4") else 1
    if number > len(three):
        modules = list({one.module.pk: one.module for one in three}.values())
        return render(request, "portal/again_end.html", {"modules": modules, "opens": opens})
    one = three[number - 1]
    drawn = reverse("practice-picture", args=[one.module.slug, one.number])
    shown = practices.show([each.question for each in three], number, request.GET, drawn=drawn)
    context = {
        "one": one,
        "shown": shown,
        "next": number + 1,
        "figure": f"{number} dari {len(three)}",
        "empty": "dijawab" in request.GET and shown.remarks is None,
    }
    return render(request, "portal/again.html", context)
