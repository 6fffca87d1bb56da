"""*Pendampingan*: who has used all her attempts, and the act by which an officer opens one more."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import coach as verb
from assessments import results, stuck
from assessments.forms import CoachingForm
from assessments.models import Quiz
from assessments.turns import attempts_left
from lms.areas.errors import UserError
from lms.people.models import Kader
from lms.people.scope import Action, get_or_404, may
from modules.queries import programmes


@require_safe
@login_required
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """The kader within her reach who wait for an officer."""
    today = timezone.localdate()
    if not may(request.user, Action.COACH, on=today):
        raise Http404
    found = [one for whole in programmes() for one in stuck.within_reach(request.user, whole, on=today)]
    return render(
        request, "assessments/coaching.html", {"waiting": found, "assesses": may(request.user, Action.ASSESS, on=today)}
    )


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def coach(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """One kader and the quiz she is stuck at: what to read together, and that it was done."""
    now, today = timezone.now(), timezone.localdate()
    people = Kader.objects.select_related("person")
    kader = get_or_404(request.user, Action.COACH, people, on=today, uuid=uuid)
    quiz = get_object_or_404(Quiz.objects.filter(kind__in=stuck.KINDS).select_related("group__programme"), key=key)
    if attempts_left(kader, quiz) != 0:
        raise Http404
    form = CoachingForm(request.POST or None, today=today)
    if form.is_valid():
        given = form.cleaned_data
        try:
            verb.coach(kader, quiz, on=given["on"], note=given["note"], by=request.user, now=now)
            messages.success(request, _("Pendampingan tercatat. Satu kesempatan lagi sudah terbuka untuk kader ini."))
            return redirect("coaching")
        except UserError as error:
            form.add_error(None, str(error))
    context = {"kader": kader, "quiz": quiz, "form": form, "lessons": results.lessons_of(kader, quiz)}
    return render(request, "assessments/coach.html", context)
