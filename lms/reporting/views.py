"""The boards. Thin: reach says who may, the readers count."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.areas import home as homes
from lms.reporting import asked, board, posyandu
from lms.reporting.asked import Asked
from lms.reporting.models import FoldMark
from lms.reporting.reach import Ground, Reach, ground_or_404, posyandu_or_404, reach
from modules.models import Programme
from modules.queries import PROGRAMME, programmes
from modules.queries import chosen as one_of


@require_safe
@login_required
@never_cache
def boards(request: HttpRequest) -> HttpResponse:
    """The reader's own board, or a list where she has several."""
    own = _own(_reach(request, timezone.now()))
    if len(own) == 1:
        return redirect("board", own[0].code)
    return render(request, "reporting/boards.html", {"grounds": own})


@require_safe
@login_required
@never_cache
def area(request: HttpRequest, code: str) -> HttpResponse:
    """The board of an area or of the nation."""
    now = timezone.now()
    reachable = _reach(request, now)
    ground = ground_or_404(reachable, code)
    known = programmes()
    programme = _programme(request, known)
    chosen = _asked(request, programme, ground.time_zone, now)
    found = board.read(ground, reachable, chosen, programme=programme)
    context = {"board": found, "mark": FoldMark.objects.first(), "switch": _switch(known, programme, chosen)}
    return render(request, "reporting/board.html", context)


@require_safe
@login_required
@never_cache
def one_posyandu(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The board of a posyandu, with names for those who may read them."""
    now = timezone.now()
    reachable = _reach(request, now)
    found = posyandu_or_404(reachable, uuid=uuid)
    known = programmes()
    programme = _programme(request, known)
    chosen = _asked(request, programme, found.desa.time_zone, now)
    shown = posyandu.read(found, reachable, chosen, user=request.user, programme=programme)
    return render(request, "reporting/posyandu.html", {"board": shown, "switch": _switch(known, programme, chosen)})


def _reach(request: HttpRequest, now: datetime) -> Reach:
    return reach(request.user, on=timezone.localdate(now))


def _own(reachable: Reach) -> Sequence[Ground]:
    """The boards to begin with. Who reads the nation begins at the home area, where the site has one."""
    home = homes.area() if reachable.nation else None
    return [Ground.of(home)] if home else reachable.own


def _programme(request: HttpRequest, known: Sequence[Programme]) -> Programme:
    """The one she asks for, else the first. Http404 before one was imported: there is nothing to count."""
    found = one_of(known, request.GET.get("program", ""))
    if found is None:
        raise Http404
    return found


def _asked(request: HttpRequest, programme: Programme, zone: str, now: datetime) -> Asked:
    today = now.astimezone(ZoneInfo(zone)).date()
    return asked.read(request.GET, today=today, programme="" if programme.key == PROGRAMME else programme.key)


def _switch(known: Sequence[Programme], current: Programme, asked: Asked) -> list[dict[str, object]]:
    """The way to the same board of each programme; empty where there is but one."""
    ways = [("" if one.key == PROGRAMME else one.key, one) for one in known if len(known) > 1]
    return [{"title": one.title, "href": asked.of_programme(key), "on": one == current} for key, one in ways]
