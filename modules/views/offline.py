"""What the phone keeps, so that the site opens without a signal. The same for everybody (DESIGN 5.1)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from modules.offline import shell as frame
from modules.page_cache import CACHE_CONTROL

# Browsers look for a newer worker after every page that they open; so often is enough, and costs nothing in between.
WORKER_CACHE = "max-age=21600"


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The frame of a public page without content."""
    response = HttpResponse(frame.page())
    response["Content-Language"], response["Cache-Control"] = "id", CACHE_CONTROL
    response.public_page = True  # type: ignore[attr-defined]
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, for the whole site."""
    response = HttpResponse(frame.worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = WORKER_CACHE
    response.public_page = True  # type: ignore[attr-defined]
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest."""
    response = JsonResponse(frame.manifest(), content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=86400"
    response.public_page = True  # type: ignore[attr-defined]
    return response
