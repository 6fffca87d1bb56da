"""*Cek kemampuan*: begin, answer, see the result. Only the ticket's own kader; everybody else gets a 404."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments import results, sheet
from assessments.draw import attempts_left, issue_ticket, open_ticket
from assessments.errors import RefusedError
from assessments.models import Attempt, Quiz, Ticket
from assessments.submit import submit
from assessments.types.base import Answer
from lms.areas.errors import UserError
from lms.people.devices import credential_of, profile_for
from lms.people.models import Kader
from lms.people.queries import kader_of, rows_of


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def start(request: HttpRequest, key: str) -> HttpResponse:
    """What awaits her (GET); the ticket (POST). A ticket that is still open is opened again."""
    now, kader = timezone.now(), _kader(request)
    quiz = get_object_or_404(Quiz.objects.select_related("competency__group", "group"), key=key)
    problem = ""
    if request.method == "POST":
        try:
            ticket = issue_ticket(kader, quiz, now=now, device_profile=profile_for(request, request.user, now=now))
            return redirect("check", ticket.token)
        except UserError as error:
            problem = str(error)
    context = {
        "quiz": quiz,
        "count": sum(line["count"] for line in quiz.blueprint),
        "left": attempts_left(kader, quiz),
        "open": open_ticket(kader, quiz, now=now),
        "problem": problem,
    }
    return render(request, "assessments/start.html", context, status=409 if problem else 200)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def check(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet (GET) and its hand-in (POST). Open items are pointed out once, kindly."""
    now, ticket = timezone.now(), _ticket(request, token)
    if Attempt.objects.filter(ticket=ticket).exists() and request.method == "GET":
        return redirect("check-result", token)
    rows = sheet.items_of(ticket)
    answers = sheet.answers_in(rows, request.POST)
    items = sheet.sheet(rows, answers)
    if request.method == "POST" and ("yakin" in request.POST or not any(item.is_open for item in items)):
        return _hand_in(request, ticket, answers, now=now)
    if now >= ticket.receive_until:
        return render(request, "assessments/closed.html", {"ticket": ticket}, status=410)
    return _show(request, ticket, items, now=now)


@require_safe
@login_required
@never_cache
def result(request: HttpRequest, token: str) -> HttpResponse:
    """Score, passed or not yet, which lessons to read again; never which answer was right."""
    ticket = _ticket(request, token)
    attempt = Attempt.objects.filter(ticket=ticket).select_related("quiz").first()
    if attempt is None:
        return redirect("check", token)
    return render(request, "assessments/result.html", results.of(attempt, now=timezone.now()))


def _show(request: HttpRequest, ticket: Ticket, items: list[sheet.ItemForm], *, now: datetime) -> HttpResponse:
    profile = profile_for(request, request.user, now=now)
    context = {
        "ticket": ticket,
        "items": items,
        "open": [item.position for item in items if item.is_open] if request.method == "POST" else [],
        "id": _id(request),
        "started_at": request.POST.get("mulai") or now.isoformat(),
        "credential": credential_of(profile) if profile and profile == ticket.device_profile else "",
    }
    return render(request, "assessments/check.html", context)


def _hand_in(request: HttpRequest, ticket: Ticket, answers: dict[str, Answer], *, now: datetime) -> HttpResponse:
    started_at = _moment(request.POST.get("mulai", "")) or ticket.issued_at
    body = sheet.envelope(ticket, answers, id=_id(request), started_at=started_at)
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


def _kader(request: HttpRequest) -> Kader:
    kader = kader_of(request.user)
    if kader is None:
        raise Http404
    return kader


def _ticket(request: HttpRequest, token: str) -> Ticket:
    tickets = Ticket.objects.select_related("quiz__competency__group", "quiz__group", "kader__person", "device_profile")
    return get_object_or_404(tickets, token=token, kader__in=rows_of(_kader(request)))
