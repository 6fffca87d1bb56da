"""Who holds which role: the list, the search, and one person's account."""

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lms.people import audit, scope, staffing
from lms.people.audit import Act
from lms.people.forms import EndForm
from lms.people.models.role import Kind
from lms.people.scope import Action

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """The roles in the officer's reach. A name to look for is posted: names stand in no address."""
    now, search = timezone.now(), _search(request)
    today = timezone.localdate(now)
    refuse_strangers(request, on=today)
    asked = {"kind": request.GET.get("peran", ""), "puskesmas": request.GET.get("puskesmas", "")}
    rows = staffing.roles(request.user, on=today, ended="berakhir" in request.GET, search=search, **asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    audit.record(Act.ROLES_SEEN, by=request.user, now=now, count=len(page.object_list), detail={"page": page.number})
    context = {
        "page": page,
        "lines": [staffing.dated(role) for role in page.object_list],
        "search": search,
        "asked": asked,
        "ended": "berakhir" in request.GET,
        "kinds": Kind.choices,
        "puskesmas": staffing.puskesmas_of(request.user, on=today),
        "invitations": staffing.open_invitations(request.user, on=today, now=now)[:PAGE],
        "recoveries": staffing.open_recoveries(request.user, now=now),
    }
    return render(request, "people/roles.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Whom to give a role: somebody in the books, by a part of her name, or somebody new."""
    now, search = timezone.now(), _search(request)
    today = timezone.localdate(now)
    refuse_strangers(request, on=today)
    found = staffing.find(request.user, search, on=today) if search else []
    if search:
        audit.record(Act.ROLES_SEEN, by=request.user, now=now, count=len(found), detail={"page": "find"})
    context = {"search": search, "found": found, "most": staffing.MOST_FOUND}
    return render(request, "people/role_find.html", context)


@login_required
@require_safe
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person's roles and account, with what the viewer may do about them."""
    now = timezone.now()
    shown = staffing.account(
        request.user, staffing.person_or_404(request.user, uuid, on=timezone.localdate(now)), now=now
    )
    audit.record(Act.ROLES_SEEN, by=request.user, now=now, user=shown.user, count=1, detail={"page": "person"})
    for one in shown.roles:
        one["form"] = EndForm(initial={"last_day": one["last_day"]}, auto_id=f"{one['role'].pk}_%s")
    return render(request, "people/role_person.html", {"account": shown, "person": shown.person})


def refuse_strangers(request: HttpRequest, *, on: date) -> None:
    """Http404 for those who give no roles anywhere."""
    if not scope.may(request.user, Action.GRANT, on=on):
        raise Http404


def _search(request: HttpRequest) -> str:
    return request.POST.get("cari", "").strip()[:60].replace("\x00", "")
