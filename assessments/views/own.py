"""What is one kader's own: fetching and permission are one step, everybody else gets a 404."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from assessments.models import Attempt, Ticket
from lms.people.devices import device_of
from lms.people.models import Kader
from lms.people.queries import kader_of, rows_of


def own_kader(request: HttpRequest) -> Kader:
    """The kader who is signed in. Http404: nobody's kader row is theirs."""
    kader = kader_of(request.user)
    if kader is None:
        raise Http404
    return kader


def own_ticket(request: HttpRequest, token: str) -> Ticket:
    """Her ticket with that token, also one given to a row that was merged into hers. Http404: not hers."""
    tickets = Ticket.objects.select_related("quiz__competency__group", "quiz__group", "kader__person", "device_profile")
    return get_object_or_404(tickets, token=token, kader__in=rows_of(own_kader(request)))


def or_whose(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view of one ticket. Where somebody else is signed in on the very phone that got the sheet, the 404 says whose
    it is and that nothing is lost; never what came of it.
    """

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except Http404:
            ticket = _of_this_phone(request, token)
            if ticket is None:
                raise
            context = {"ticket": ticket, "attempt": Attempt.objects.filter(ticket=ticket).first()}
            return render(request, "assessments/of_another.html", context, status=404)

    return answer


def _of_this_phone(request: HttpRequest, token: str) -> Ticket | None:
    device = device_of(request)
    if device is None:
        return None
    tickets = Ticket.objects.select_related("quiz", "kader__person", "kader__merged_into__person")
    return tickets.filter(token=token, device_profile__device=device, device_profile__revoked_at=None).first()
