"""Takes answers on the way, as the script of the sheet sends them: only of the ticket's own kader."""

from typing import Annotated

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from pydantic import UUID4, BaseModel, Field, ValidationError

from assessments import steps
from assessments.models import Ticket
from assessments.views.own import own_ticket

Text = Annotated[str, Field(max_length=500)]


class Sent(BaseModel):
    """One step as it is sent."""

    id: UUID4
    position: Annotated[str, Field(max_length=6)]
    answer: Text | Annotated[list[Text], Field(max_length=40)] | dict[Text, Text] | None
    number: Annotated[int, Field(ge=0, lt=2**31)]


class Batch(BaseModel):
    steps: Annotated[list[Sent], Field(max_length=100)]


@never_cache
@require_POST
@login_required
def steps_taken(request: HttpRequest, token: str) -> HttpResponse:
    """204: what fits is kept, once. 400: no steps at all."""
    return take(request, own_ticket(request, token))


def take(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Keep the steps in the body of a request that may answer this ticket."""
    try:
        batch = Batch.model_validate_json(request.body)
    except ValidationError:
        return HttpResponse(status=400)
    sent = [steps.Step(one.id, one.position, one.answer, one.number) for one in batch.steps]
    steps.keep(ticket, sent, now=timezone.now())
    return HttpResponse(status=204)
