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
    now = timezone.now()
    today = timezone.localdate(now)
    allowed = {action for action in scope.Action if scope.may(request.user, action, on=today)}
    # A tool may be opened by several actions and stands here once.
    opened = {tool.url_name: tool for tool in registry.tools() if tool.action in allowed}
    tools = [{"title": one.title, "small": one.text, "href": reverse(name)} for name, one in opened.items()]
    if not tools:
        raise Http404
    panels = registry.start_panels(request.user, now)
    return render(request, "people/manage.html", {"tools": tools, "panels": panels})
