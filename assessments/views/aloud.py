"""``/nilai/<kader>/bacakan/``: a sheet read aloud by an officer, on her own phone."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments import aloud, marks, results, sheet, steps
from assessments.errors import RefusedError
from assessments.forms import QuizForm
from assessments.models import Attempt, Ticket
from assessments.submit import submit
from assessments.types.base import Answer
from assessments.views.steps import take
from lms.areas.errors import UserError
from lms.people.models import Kader
from lms.people.scope import Action, get_or_404


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def aloud_start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which of the open quizzes is read to her."""
    now = timezone.now()
    kader = get_or_404(request.user, Action.ASSESS, _kader_rows(), on=timezone.localdate(now), uuid=uuid)
    form = QuizForm(aloud.quizzes(), request.POST or None)
    if form.is_valid():
        try:
            ticket = aloud.begin(kader, form.cleaned_data["quiz"], by=request.user, now=now)
            return redirect("aloud", kader.uuid, ticket.token)
        except UserError as error:
            form.add_error(None, str(error))
    context = {"kader": kader, "form": form}
    return render(request, "assessments/aloud_start.html", context, status=409 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def aloud_sheet(request: HttpRequest, uuid: UUID, token: str) -> HttpResponse:
    """The sheet to read from, and its hand-in. What was left open is pointed out once; *Simpan dulu* keeps it."""
    now = timezone.now()
    ticket = _ticket(request, uuid, token, now)
    if Attempt.objects.filter(ticket=ticket).exists() and request.method == "GET":
        return redirect("assess-kader", uuid)
    rows = sheet.items_of(ticket)
    answers = sheet.answers_in(rows, request.POST) if request.method == "POST" else steps.so_far(ticket)
    if "simpan" in request.POST:
        steps.keep_form(ticket, answers, now=now)
        return redirect(f"{request.path}?tersimpan")
    items = sheet.sheet(rows, answers)
    opens = [item.position for item in items if item.is_open]
    if request.method == "POST" and ("yakin" in request.POST or not opens):
        return _hand_in(request, ticket, answers, now)
    context = {
        "kader": ticket.kader,
        "ticket": ticket,
        "items": items,
        "open": opens if request.method == "POST" else [],
        "saved": request.method == "GET" and "tersimpan" in request.GET,
        "id": _id(request),
    }
    return render(request, "assessments/aloud.html", context)


@never_cache
@require_POST
@login_required
def aloud_steps(request: HttpRequest, uuid: UUID, token: str) -> HttpResponse:
    """What she has marked so far, as the script of the sheet sends it. 204: kept."""
    return take(request, _ticket(request, uuid, token, timezone.now()))


def _hand_in(request: HttpRequest, ticket: Ticket, answers: dict[str, Answer], now: datetime) -> HttpResponse:
    body = sheet.envelope(ticket, answers, id=_id(request), started_at=ticket.issued_at)
    try:
        receipt = submit(body, channel=Attempt.Channel.FORM, now=now, officer=request.user)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect("assess")
    earned = results.told(marks.of(receipt.attempt))
    messages.success(
        request, _("Diterima: %(earned)s. Tanda terima %(code)s.") % {"earned": earned, "code": receipt.code}
    )
    return redirect("assess-kader", ticket.kader.survivor.uuid)


def _id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST["id"])
    except (KeyError, ValueError):
        return uuid4()


def _kader_rows() -> QuerySet[Kader]:
    return Kader.objects.select_related("person")


def _ticket(request: HttpRequest, uuid: UUID, token: str, now: datetime) -> Ticket:
    kader = get_object_or_404(_kader_rows(), uuid=uuid)
    ticket = aloud.ticket_for(request.user, kader, token, on=timezone.localdate(now))
    if ticket is None:
        raise Http404
    return ticket
