from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from modules.page_cache import CACHE_CONTROL


@require_safe
def box(request: HttpRequest) -> HttpResponse:
    """What waits on this phone: the script draws it of what the phone keeps. The same page for everybody."""
    response = HttpResponse(render_to_string("portal/box.html"))
    response["Content-Language"], response["Cache-Control"] = "id", CACHE_CONTROL
    response.public_page = True  # type: ignore[attr-defined]
    return response
