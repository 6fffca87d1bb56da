"""``/kelola/``: where those who look after people and places begin."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lms.people import registry, scope


@login_required
def manage(request: HttpRequest) -> HttpResponse:
    """The tools that the viewer's roles open; Http404 for those who have none."""
    today = timezone.localdate(timezone.now())
    allowed = {action for action in scope.Action if scope.may(request.user, action, on=today)}
    tools = [
        {"title": tool.title, "small": tool.text, "href": reverse(tool.url_name)}
        for tool in registry.tools()
        if tool.action in allowed
    ]
    if not tools:
        raise Http404
    return render(request, "people/manage.html", {"tools": tools})
