"""What people could after teaching and not before: by place and event, then by competency and question."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import gain_pages, gains

PAGE = 60


@require_safe
@login_required
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """The reader's places and events, one row a group."""
    today = timezone.localdate()
    if not gains.may(request.user, on=today):
        raise Http404
    page = Paginator(gains.within(request.user, on=today), PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/gains.html", {"page": page, "sections": gain_pages.sections(page.object_list)})


@require_safe
@login_required
@never_cache
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One group in one place: by competency and by question."""
    rows = gains.within(request.user, on=timezone.localdate())
    row = get_object_or_404(rows, key=key)
    return render(request, "assessments/gain.html", gain_pages.one(row))
