from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from modules.offline import saving


@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """What can be kept on the phone, with size and price first. The same for everybody (DESIGN 5.1)."""
    context = {"shelves": saving.shelves(), "price": settings.DATA_PRICE_PER_MB}
    response = HttpResponse(render_to_string("modules/offline/saved.html", context))
    response["Content-Language"] = "id"
    response.public_page = True  # type: ignore[attr-defined]
    return response
