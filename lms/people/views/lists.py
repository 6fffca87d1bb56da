"""``/kelola/kader/``: search, narrow, page, download. A name or number is posted and kept in the session only."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lms.areas.errors import UserError
from lms.areas.sheets.writing import answer
from lms.people import audit, scope
from lms.people.audit import Act
from lms.people.lists import asked as asking
from lms.people.lists import show
from lms.people.lists.asked import Asked
from lms.people.lists.find import find
from lms.people.lists.places import Places, places
from lms.people.registry import columns
from lms.people.scope import Action

PAGE = 50
SEARCH = "kader_search"


@login_required
@require_http_methods(["GET", "POST"])
def kader_list(request: HttpRequest) -> HttpResponse:
    """The list; a posted form is kept and answered by its address."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not scope.may(request.user, Action.NAMES, on=today):
        raise Http404
    if request.method == "POST":
        return _keep(request)
    asked = _asked(request)
    offered = places(request.user, asked, on=today)
    if offered.needs_kab:
        return render(request, "people/kader_list.html", _context(asked, offered))
    page = Paginator(find(request.user, asked, on=today), PAGE).get_page(request.GET.get("page"))
    lines = show.lines(list(page.object_list), on=today)
    audit.record(
        Act.LIST_SEEN,
        by=request.user,
        now=now,
        count=len(lines),
        detail={"of": page.paginator.count} | asked.codes,
    )
    manages = scope.may(request.user, Action.MANAGE_PEOPLE, on=today)
    return render(
        request, "people/kader_list.html", _context(asked, offered) | {"page": page, "lines": lines, "manages": manages}
    )


@login_required
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a spreadsheet."""
    now = timezone.now()
    today = timezone.localdate(now)
    asked = _asked(request)
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today) or places(request.user, asked, on=today).needs_kab:
        raise Http404
    found = find(request.user, asked, on=today)
    total = found.count()
    try:
        sheet = show.page_of(found, on=today, total=total)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('kader-list')}?{asked.address}")
    made = answer(f"kader-{today:%Y-%m-%d}", [sheet], now)
    audit.record(Act.LIST_EXPORTED, by=request.user, now=now, count=total, detail=asked.codes)
    return made


def _asked(request: HttpRequest) -> Asked:
    return asking.read(request.GET, search=request.session.get(SEARCH, "") if request.GET.get("cari") else "")


def _keep(request: HttpRequest) -> HttpResponse:
    asked = asking.read(request.POST, search=request.POST.get("cari", ""))
    request.session[SEARCH] = asked.search
    return redirect(f"{reverse('kader-list')}?{asked.address}" if asked.address else "kader-list")


def _context(asked: Asked, offered: Places) -> dict[str, Any]:
    return {
        "asked": asked,
        "places": offered,
        "columns": [
            {"key": one.key, "title": one.title, "choices": one.choices(), "chosen": asked.columns.get(one.key, "")}
            for one in columns()
        ],
        "fields": asking.FIELDS,
        "states": asking.STATES,
        "lacks": asking.LACKS,
        "sorts": asking.SORTS,
    }
