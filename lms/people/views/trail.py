"""``/kelola/jejak/``: who did what, when. Looking is told too."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.areas.sheets import writing
from lms.people import audit, scope, trail
from lms.people.audit import Act
from lms.people.forms import TrailForm
from lms.people.scope import Action

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def events(request: HttpRequest) -> HttpResponse:
    """A page of the trail in the viewer's reach. A name to look for is posted: names stand in no address."""
    now = timezone.now()
    today = timezone.localdate(now)
    wish = _wish(request, request.GET, today=today)
    page = Paginator(trail.events(request.user, wish, on=today), PAGE).get_page(request.GET.get("page"))
    lines = trail.lines(request.user, page.object_list, on=today)
    audit.record(Act.AUDIT_SEEN, by=request.user, now=now, count=None, detail={"page": page.number, "act": wish.act})
    shown = {"first": wish.first, "last": wish.last, "act": wish.act, "who": wish.who}
    context = {"page": page, "lines": lines, "wish": wish, "form": TrailForm(initial=shown)}
    return render(request, "people/trail.html", context)


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The same as a sheet, the newest first, at most so many."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = trail.events(request.user, _wish(request, request.POST, today=today), on=today)
    head, cells = trail.table(request.user, rows, on=today)
    count = min(rows.count(), trail.MOST_EXPORTED)
    audit.record(Act.AUDIT_EXPORTED, by=request.user, now=now, detail={"events": count})
    return writing.answer("jejak", [writing.Page(_("Jejak"), head, cells)], timezone.make_naive(now))


def _wish(request: HttpRequest, given: QueryDict, *, today: date) -> trail.Asked:
    """What is asked for; a part that cannot be read counts as not asked. Http404 for those who may not read at all."""
    if not scope.may(request.user, Action.AUDIT, on=today):
        raise Http404
    form = TrailForm(given)
    form.is_valid()
    read: dict[str, Any] = {name: form.cleaned_data.get(name) for name in form.fields}
    search = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    return trail.asked(read | {"who": str(read["who"] or "")}, today=today, search=search)
