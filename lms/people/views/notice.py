"""The privacy notice: public, and shown once to everybody who signs in (UU 27/2022)."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.areas import home
from lms.people import consents, nik_policy


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The notice for everybody; no sign-in."""
    return render(request, "people/notice.html", _context())


@never_cache
@login_required
def notice_read(request: HttpRequest) -> HttpResponse:
    """The notice before first use; POST says that it was read, and leads on."""
    following = get_next_redirect_url(request)
    if request.method != "POST":
        return render(request, "people/notice_read.html", {**_context(), "next": following or ""})
    if request.user.person is not None and not consents.has_read_notice(request.user.person):
        consents.record_notice(request.user.person, now=timezone.now())
    return redirect(following or "me")


def _context() -> dict[str, Any]:
    area = home.served()
    return {"office": area.name if area else "", "version": consents.notice_version(), "nik": nik_policy.told()}
