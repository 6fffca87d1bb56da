"""Pictures that types draw: of a ticket for its kader and who reads it to her, of a practice item for everybody."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from assessments import aloud, practice
from assessments.models import Ticket, TicketItem
from assessments.types import draw
from assessments.views.own import own_ticket
from modules.queries import module_pages


@require_safe
@login_required
@never_cache
def of_ticket(request: HttpRequest, token: str, position: int) -> HttpResponse:
    """The picture of one item of her ticket, for herself and for the officer who reads it to her."""
    items = TicketItem.objects.select_related("version__question")
    item = get_object_or_404(items, ticket=_ticket(request, token), position=position)
    return _webp(draw(item.version.question.type, item.version.content, item.pin, _look(request)))


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def of_practice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The picture of one practice item of a module."""
    questions = practice.items(get_object_or_404(module_pages(), slug=slug))
    if not 0 < number <= len(questions):
        raise Http404
    return _webp(practice.picture(questions[number - 1], _look(request)))


def _ticket(request: HttpRequest, token: str) -> Ticket:
    ticket = get_object_or_404(Ticket.objects.select_related("kader"), token=token)
    is_read = ticket.mode == Ticket.Mode.ALOUD
    read = aloud.ticket_for(request.user, ticket.kader, token, on=timezone.localdate()) if is_read else None
    return read or own_ticket(request, token)


def _look(request: HttpRequest) -> str:
    return request.GET.get("rupa", "")[:10]


def _webp(picture: bytes | None) -> HttpResponse:
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/webp")
