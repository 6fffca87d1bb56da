from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from modules.search import find, index


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Lessons and cards by words. It answers everybody alike; questions are kept nowhere."""
    question = " ".join(request.GET.get("q", "").split())
    hits = find.find(index.current(), question) if question else []
    context = {"question": question[: find.LONGEST], "hits": hits, "cut": len(question) > find.LONGEST}
    response = HttpResponse(render_to_string("modules/search.html", context))
    response["Content-Language"] = "id"
    response.public_page = not request.GET  # type: ignore[attr-defined]
    patch_cache_control(response, public=True, max_age=60)
    return response


def _tag(request: HttpRequest) -> str:
    return f'"{index.current().tag}"'


@require_safe
@condition(etag_func=_tag)
def search_index(request: HttpRequest) -> HttpResponse:
    """The index for phones, to search without a signal."""
    response = HttpResponse(index.current().packed, content_type="application/json")
    response.public_page = True  # type: ignore[attr-defined]
    return response
