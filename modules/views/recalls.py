from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from modules import recall


@require_safe
def recalls(request: HttpRequest) -> HttpResponse:
    """What was withdrawn or seriously corrected. The same for everybody, as every public page (DESIGN 5.1)."""
    response = HttpResponse(render_to_string("modules/recalls.html", {"rows": recall.listed()}))
    response["Content-Language"] = "id"
    response.public_page = True  # type: ignore[attr-defined]
    return response
