"""What is one kader's own: fetching and permission are one step, everybody else gets a 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from assessments.models import Ticket
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
