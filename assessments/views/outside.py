"""``/kegiatan/bukti/``: proof from elsewhere, one paper at a time with a picture, or a list with its plan first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import outside, outside_list, outside_papers, presets
from assessments.event_forms import ReasonForm
from assessments.models import OutsideEvidence, ProofPhoto
from assessments.outside_forms import ProofForm, ProofListForm
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.people import scope
from lms.people.lists.asked import clean
from lms.people.models import Kader
from lms.people.queries import listed as listable
from lms.people.queries import place_name, rows_of, serving_somewhere
from lms.people.scope import Action
from modules.models import Programme
from modules.queries import chosen, programmes

FOUND = 30


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """Whose paper it is. A search is posted: names stand in no address."""
    today = timezone.localdate()
    if not scope.may(request.user, Action.AWARD, on=today):
        raise Http404
    words = clean(request.POST.get("cari", ""))
    people: list[Kader] = []
    if len(words) > 1:
        rows = scope.rows(request.user, Action.AWARD, Kader.objects.select_related("person"), on=today)
        people = list(
            listable(rows, on=today).filter(person__name__icontains=words).order_by("person__name", "pk")[:FOUND]
        )
    at = serving_somewhere([one.pk for one in people], day=today)
    found = [{"kader": one, "place": place_name(at[one.pk]) if one.pk in at else ""} for one in people]
    return render(request, "assessments/outside.html", {"search": words, "found": found})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One kader: what was accepted of her, and one paper more."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Kader.objects.select_related("person")
    kader = scope.get_or_404(request.user, Action.AWARD, rows, on=today, uuid=uuid)
    programme = _programme(request)
    form = ProofForm(programme, request.POST or None, request.FILES or None, today=today)
    if form.is_valid() and _accept(request, kader, form, programme, now):
        return redirect("outside-kader", kader.uuid)
    evidence = OutsideEvidence.objects.filter(kader__in=rows_of(kader)).select_related("group", "competency")
    counting = set(OutsideEvidence.objects.standing().filter(kader__in=rows_of(kader)).values_list("pk", flat=True))
    context = {
        "kader": kader,
        "form": form,
        "switch": _switch(programme),
        "weight": presets.in_force(programme).get_outside_up_to_display(),
        "evidence": evidence.order_by("-happened_at", "group__position", "competency__key"),
        "counting": counting,
        "photos": ProofPhoto.objects.filter(kader=kader).order_by("-added_at"),
    }
    return render(request, "assessments/outside_kader.html", context, status=409 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def correct(request: HttpRequest, uuid: UUID, evidence: UUID) -> HttpResponse:
    """One piece is taken back, or counts again: with a reason; it stays."""
    now = timezone.now()
    rows = Kader.objects.select_related("person")
    kader = scope.get_or_404(request.user, Action.AWARD, rows, on=timezone.localdate(now), uuid=uuid)
    told = OutsideEvidence.objects.select_related("group__programme", "competency__group__programme")
    piece = get_object_or_404(told, pk=evidence, kader__in=rows_of(kader))
    counts = OutsideEvidence.objects.standing().filter(pk=piece.pk).exists()
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            outside.rule(piece, counts=not counts, by=request.user, now=now, **form.cleaned_data)
            messages.success(request, _("Dikoreksi. Catatan lama tetap tersimpan."))
            return redirect("outside-kader", kader.uuid)
        except UserError as error:
            form.add_error(None, str(error))
    said = piece.rulings.select_related("by__person").order_by("-at", "-pk")
    context = {"kader": kader, "piece": piece, "counts": counts, "form": form, "said": said}
    return render(request, "assessments/outside_correct.html", context, status=409 if form.errors else 200)


@require_safe
@login_required
@never_cache
def photo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The picture of a paper, for those who may accept it."""
    kader = scope.rows(request.user, Action.AWARD, Kader.objects.all(), on=timezone.localdate())
    found = get_object_or_404(ProofPhoto, uuid=uuid, kader__in=kader.values("pk"))
    return HttpResponse(outside_papers.content(found), content_type="image/jpeg")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """A list: read, its plan shown row by row, and applied when the plan comes back."""
    now = timezone.now()
    if not scope.may(request.user, Action.AWARD, on=timezone.localdate(now)):
        raise Http404
    programme = _programme(request)
    form = ProofListForm(request.POST or None, request.FILES or None)
    try:
        if "sealed" in request.POST:
            return _apply(request, programme, now)
        if form.is_valid():
            return _plan(request, form, programme, now)
    except UserError as error:
        form = ProofListForm()
        messages.error(request, str(error))
    return render(request, "assessments/outside_list.html", {"form": form, "switch": _switch(programme)})


def _accept(request: HttpRequest, kader: Kader, form: ProofForm, programme: Programme, now: datetime) -> bool:
    given: dict[str, Any] = {"programme": programme, "by": request.user, "now": now, "photo": form.picture()}
    try:
        new = outside_papers.accept(kader, form.proof(), **given)
    except UserError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _told(new))
    return True


def _plan(request: HttpRequest, form: ProofListForm, programme: Programme, now: datetime) -> HttpResponse:
    file = form.cleaned_data["file"]
    entries = outside_list.read(file.read(), file.name, today=timezone.localdate(now))
    lines = outside_list.plan(entries, programme=programme, by=request.user, now=now)
    context = {
        "sealed": outside_list.seal(entries, by=request.user),
        "taken": [line for line in lines if line.claims],
        "refused": [line for line in lines if line.problem],
        "new": sum(line.new for line in lines),
        "programme": programme,
        "weight": presets.in_force(programme).get_outside_up_to_display(),
    }
    return render(request, "assessments/outside_plan.html", context)


def _apply(request: HttpRequest, programme: Programme, now: datetime) -> HttpResponse:
    entries = outside_list.unseal(request.POST["sealed"], by=request.user)
    new = outside_list.apply(entries, programme=programme, by=request.user, now=now)
    messages.success(request, _told(new))
    return redirect("outside")


def _told(new: int) -> str:
    if not new:
        return _("Semua sudah tercatat; tidak ada yang berubah.")
    return ngettext("%(number)s bukti diterima.", "%(number)s bukti diterima.", new) % {"number": angka(new)}


def _programme(request: HttpRequest) -> Programme:
    found = chosen(programmes(), request.GET.get("program", ""))
    if found is None:
        raise Http404
    return found


def _switch(current: Programme) -> list[dict[str, object]]:
    known = programmes()
    ways = [{"title": one.title, "href": f"?program={one.key}", "on": one == current} for one in known]
    return ways if len(known) > 1 else []
