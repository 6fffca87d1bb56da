"""What the answers teach, in ``/cms/``: *dokter soal*, one question's figures, how far tests may be trusted."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from assessments import analyse, doctor, retire, tasks
from assessments.analysis.items import ENOUGH
from assessments.answers import choices
from assessments.models import Question
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action
from modules.cms import menu
from modules.models import Competency

PAGE = 25


@require_safe
def ill(request: HttpRequest) -> HttpResponse:
    """The questions that should be looked at, worst first, and those proposed to rest."""
    _may_see(request)
    asked = {"competency": request.GET.get("kompetensi", ""), "sign": request.GET.get("tanda", "")}
    everything = "semua" in request.GET
    page = Paginator(doctor.rows(**asked, everything=everything), PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "rows": [doctor.figures(row) for row in page],
        "asked": asked | {"everything": everything},
        "competencies": Competency.objects.order_by("group__position", "position").values_list("key", "short_title"),
        "signs": doctor.SIGNS.items(),
        "proposals": retire.waiting()[:PAGE],
        "may_decide": _may_decide(request.user),
        "young": doctor.waiting_for_answers(),
        "enough": ENOUGH,
        **_state(),
    }
    return _page(request, "figures.html", _("Dokter soal"), **context)


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """All that is known of one question, version by version and mode by mode."""
    _may_see(request)
    question = get_object_or_404(Question.objects.select_related("current", "competency"), key=key)
    content = question.current.content if question.current else question.written
    context = {
        "question": question,
        "stem": content.get("stem", ""),
        "choices": choices(content) if question.current else [],
        "found": [doctor.figures(row) for row in doctor.of(question)],
        "enough": ENOUGH,
    }
    return _page(request, "figures_one.html", key, **context)


@require_safe
def tests(request: HttpRequest) -> HttpResponse:
    """How far the result of each quiz may be trusted."""
    _may_see(request)
    return _page(request, "figures_tests.html", _("Keandalan tes"), rows=doctor.tests(), enough=ENOUGH, **_state())


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Have it all reckoned now. If no worker is there, the next one takes it up."""
    _may_see(request)
    run = analyse.ask(by=request.user, now=timezone.now())
    tasks.work_on_analysis.delay(run.pk)
    messages.success(request, _("Sedang dihitung. Muat ulang halaman ini sebentar lagi; angka yang lama tetap tampil."))
    return redirect("question-doctor")


@require_http_methods(["POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A nakes lets a question rest, or keeps it in use."""
    if not _may_decide(request.user):
        raise Http404
    proposal = get_object_or_404(retire.waiting(), pk=pk)
    rests, note = "istirahat" in request.POST, request.POST.get("catatan", "").strip()
    key = proposal.version.question.key
    if retire.decide(proposal, retired=rests, note=note, by=request.user, now=timezone.now()):
        said = _("%(key)s diistirahatkan.") if rests else _("%(key)s tetap dipakai.")
        messages.success(request, said % {"key": key})
    else:
        messages.warning(request, _("%(key)s sudah diputuskan orang lain.") % {"key": key})
    return redirect("question-doctor")


def _may_see(request: HttpRequest) -> None:
    """Http404 for all but authors and nakes."""
    if not _writes(request.user):
        raise Http404


def _writes(user: User) -> bool:
    today = timezone.localdate()
    return any(scope.may(user, action, on=today) for action in (Action.AUTHOR, Action.REVIEW))


def _may_decide(user: User) -> bool:
    return scope.may_nationwide(user, Action.REVIEW, on=timezone.localdate())


def _state() -> dict[str, Any]:
    return {"last": analyse.latest(), "running": analyse.is_running()}


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
        {"url": reverse("question-doctor"), "label": _("Dokter soal")},
    ]
    if template != "figures.html":
        crumbs.append({"url": "", "label": title})
    shell = {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs, "header_icon": "help"}
    return render(request, f"cms/{template}", shell | context)


class DoctorItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return menu.holds(request, *menu.TEACHING)


def menu_item() -> MenuItem:
    return DoctorItem(
        gettext_lazy("Dokter soal"), reverse("question-doctor"), name="dokter-soal", icon_name="help", order=30
    )


urls = [
    path("soal/dokter/", ill, name="question-doctor"),
    path("soal/dokter/hitung/", again, name="question-doctor-again"),
    path("soal/dokter/istirahat/<int:pk>/", decide, name="question-doctor-decide"),
    path("soal/dokter/tes/", tests, name="question-doctor-tests"),
    path("soal/dokter/soal/<slug:key>/", one, name="question-figures"),
]
