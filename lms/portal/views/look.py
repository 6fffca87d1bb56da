"""*Tampilan*: letters and colours of this phone; and the pattern page, which shows every piece of the look at once."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lms.portal import patterns
from modules.page_cache import CACHE_CONTROL


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """The same for everybody: what was chosen stands on the phone, and nowhere else."""
    response = HttpResponse(render_to_string("portal/look.html"))
    response["Content-Language"], response["Cache-Control"] = "id", CACHE_CONTROL
    response.public_page = True  # type: ignore[attr-defined]
    return response


@require_safe
def pattern_page(request: HttpRequest) -> HttpResponse:
    """Http404 on a site that is no demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "portal/patterns.html", patterns.sample())
