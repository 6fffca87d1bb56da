from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms.urls import urlpatterns as project

BODY = b"x" * 3000  # as many bytes as a compressed lesson


def bare(request: HttpRequest) -> HttpResponse:
    """The least a Django view can do under the project's own middleware."""
    return HttpResponse(BODY)


urlpatterns = [path("bench/bare/", bare), *project]
