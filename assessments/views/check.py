"""*Cek kemampuan*: begin, answer, see the result. Only the ticket's own kader; everybody else gets a 404."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import results, sheet, steps, takeaway
from assessments.blueprint import size
from assessments.draw import begin, issue_ticket, open_ticket
from assessments.envelope import UnreadableError, unseal
from assessments.errors import RefusedError
from assessments.models import Attempt, Quiz, Ticket
from assessments.submit import submit
from assessments.turns import attempts_left, wait
from assessments.types.base import Answer
from assessments.views.own import or_whose, own_kader, own_ticket
from lms.areas.errors import UserError
from lms.people.devices import credential_of, device_of, profile_for
from lms.people.models import Kader
from lms.people.phones import needs_pin
from modules.offline import saving


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def start(request: HttpRequest, key: str) -> HttpResponse:
    """What awaits her (GET); the ticket (POST). A ticket that is still open is opened again."""
    now, kader = timezone.now(), own_kader(request)
    quiz = get_object_or_404(
        Quiz.objects.select_related("competency__group__programme", "group__programme", "pair"), key=key
    )
    problem = ""
    if request.method == "POST" and (mine := needs_pin(request)):
        return redirect(f"{reverse('profile', args=[mine.uuid])}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        try:
            ticket = issue_ticket(kader, quiz, now=now, device_profile=profile_for(request, request.user, now=now))
            return redirect("check", ticket.token)
        except UserError as error:
            problem = str(error)
    context = {
        "quiz": quiz,
        "count": size(quiz.lines),
        "left": attempts_left(kader, quiz),
        "open": open_ticket(kader, quiz, now=now),
        "later": wait(kader, quiz, now=now),
        "problem": problem,
        "ahead": _ahead(kader, quiz),
    }
    return render(request, "assessments/start.html", context, status=409 if problem else 200)


def _ahead(kader: Kader, quiz: Quiz) -> dict[str, Any]:
    """What a phone would get to answer without a signal: how many sheets, and how heavy. Empty: none."""
    sheets, weight = takeaway.weight(kader, quiz) if quiz.active else (0, 0)
    return {"sheets": sheets, "size": saving.size(weight), "price": saving.price(weight)} if sheets else {}


@require_http_methods(["GET", "POST"])
@never_cache
@or_whose
def check(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet (GET), and its hand-in: a form, or an envelope that the script has sealed (POST).

    Open items are pointed out once, kindly. *Simpan dulu* keeps what is there so far.
    """
    if not request.user.is_authenticated:
        return _signed_out(request, token)
    now, ticket = timezone.now(), own_ticket(request, token)
    if request.method == "GET" and Attempt.objects.filter(ticket=ticket).exists():
        return redirect("check-result", token)
    if "envelope" in request.POST:
        return _take(request, ticket, _own(request.POST["envelope"], ticket), now=now)
    items = sheet.items_of(ticket)
    answers = sheet.answers_in(items, request.POST) if request.method == "POST" else steps.so_far(ticket)
    forms = sheet.sheet(items, answers)
    if "simpan" in request.POST:
        steps.keep_form(ticket, answers, now=now)
        return redirect(f"{request.path}?tersimpan")
    if request.method == "POST" and ("yakin" in request.POST or not any(form.is_open for form in forms)):
        return _take(request, ticket, _sealed(request, ticket, answers), now=now)
    if now >= ticket.receive_until:
        return render(request, "assessments/closed.html", {"ticket": ticket}, status=410)
    if ticket.ahead and request.method == "GET":
        if wait(ticket.kader.survivor, ticket.quiz, now=now):
            return redirect("check-start", ticket.quiz.key)
        begin(ticket)
    return _show(request, ticket, forms, now=now)


@require_safe
@login_required
@never_cache
@or_whose
def result(request: HttpRequest, token: str) -> HttpResponse:
    """Score, passed or not yet, which lessons to read again; never which answer was right."""
    ticket = own_ticket(request, token)
    read = ("kader", "quiz__competency__group__programme", "quiz__group__programme")
    attempt = Attempt.objects.filter(ticket=ticket).select_related(*read).first()
    if attempt is None:
        return redirect("check", token)
    attempt.ticket = ticket
    return render(request, "assessments/result.html", results.of(attempt, now=timezone.now()))


def rescue(request: HttpRequest, token: str) -> bool:
    """Keep the answers of a form that may not be handed in: her session has ended, or the page stood open too long.

    Only from the phone that got the sheet: its cookie never comes along from another site. Nothing is taken back.
    """
    device = device_of(request)
    ticket = Ticket.objects.filter(token=token, device_profile__device=device).first() if device else None
    if ticket is None:
        return False
    answers = sheet.answers_in(sheet.items_of(ticket), request.POST)
    steps.keep_form(ticket, {**steps.so_far(ticket), **answers}, now=timezone.now())
    return True


def _signed_out(request: HttpRequest, token: str) -> HttpResponse:
    """Her session has ended. The script hears so, and hands in by the authority of the ticket and of this phone."""
    if "envelope" in request.POST:
        return HttpResponse(status=403)
    kept = request.method == "POST" and rescue(request, token)
    return redirect_to_login(f"{request.path}?tersimpan" if kept else request.get_full_path())


def _show(request: HttpRequest, ticket: Ticket, forms: list[sheet.ItemForm], *, now: datetime) -> HttpResponse:
    profile = profile_for(request, request.user, now=now) if ticket.device_profile_id else None
    context = {
        "ticket": ticket,
        "items": forms,
        "open": [form.position for form in forms if form.is_open] if request.method == "POST" else [],
        "saved": request.method == "GET" and "tersimpan" in request.GET,
        "id": _id(request),
        "started_at": request.POST.get("mulai") or now.isoformat(),
        "credential": credential_of(profile) if profile else "",
        "session": ticket.device_profile_id is not None and profile is None,
    }
    return render(request, "assessments/check.html", context)


def _sealed(request: HttpRequest, ticket: Ticket, answers: dict[str, Answer]) -> str:
    started_at = _moment(request.POST.get("mulai", "")) or ticket.issued_at
    return sheet.envelope(ticket, answers, id=_id(request), started_at=started_at)


def _own(body: str, ticket: Ticket) -> str:
    """The envelope, if it is of this ticket or cannot be read; Http404: of another one."""
    try:
        if unseal(body).ticket != ticket.token:
            raise Http404
    except UnreadableError:
        pass  # kept for a person, who finds it by the ticket it names
    return body


def _take(request: HttpRequest, ticket: Ticket, body: str, *, now: datetime) -> HttpResponse:
    try:
        submit(body, channel=Attempt.Channel.FORM, now=now)
    except RefusedError as refusal:
        context = {"ticket": ticket, "problem": str(refusal), "used": refusal.is_conflict}
        return render(request, "assessments/closed.html", context, status=409)
    return redirect("check-result", ticket.token)


def _id(request: HttpRequest) -> UUID:
    """The id of the envelope, made when the form was first shown, so that a double tap is the same envelope."""
    try:
        return UUID(request.POST["id"])
    except (KeyError, ValueError):
        return uuid4()


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
