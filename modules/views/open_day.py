from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from modules import day_page


@require_safe
def open_day(request: HttpRequest) -> HttpResponse:
    """Cards by step and by age. The same for everybody, as every public page (DESIGN 5.1)."""
    return _public("modules/open_day.html")


@require_safe
def sums(request: HttpRequest) -> HttpResponse:
    """Age in months, IMT and LiLA: the numbers stay in the page, which sends and keeps nothing."""
    return _public("modules/sums.html")


def _public(template: str) -> HttpResponse:
    response = HttpResponse(render_to_string(template, {"days": day_page.days()}))
    response["Content-Language"] = "id"
    response.public_page = True  # type: ignore[attr-defined]
    return response
