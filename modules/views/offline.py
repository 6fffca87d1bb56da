"""What the phone keeps, so that the site opens without a signal. The same for everybody (DESIGN 5.1)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from modules.offline import packs
from modules.offline import shell as frame
from modules.page_cache import CACHE_CONTROL

# Browsers look for a newer worker after every page that they open; so often is enough, and costs nothing in between.
WORKER_CACHE = "max-age=21600"
FOREVER = "public, max-age=31536000, immutable"


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


@require_safe
def fragment(request: HttpRequest, hash: str, path: str) -> HttpResponse:
    """The content of a public page while it says what the hash stands for. Http404 from the moment that it does not."""
    found = packs.fragment(f"/{path}")
    if found is None or found.hash != hash:
        raise Http404
    response = HttpResponse(found.html)
    response["Content-Language"], response["Cache-Control"] = "id", FOREVER
    response.public_page = True  # type: ignore[attr-defined]
    return response


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """What a phone fetches of one module."""
    found = packs.pack(slug)
    if found is None:
        raise Http404
    return _told(found)


@require_safe
def all_packs(request: HttpRequest) -> HttpResponse:
    """All modules in figures, and the hash of every page."""
    return _told(packs.packs())


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """The job aids of the 25, whole."""
    return _told(packs.cards())


def _told(data: dict[str, Any]) -> HttpResponse:
    """Asked again with ``If-None-Match``, of which the page cache takes care."""
    response = JsonResponse(data, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
    response["Cache-Control"] = CACHE_CONTROL
    response.public_page = True  # type: ignore[attr-defined]
    return response
