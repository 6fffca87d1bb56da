from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.views.check import rescue


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: say so plainly, with what to do.

    The answers on a sheet are kept where they come from her phone, and shown on the fresh page. Its script, which sends
    an envelope, knows another way.
    """
    match = request.resolver_match
    if (
        match
        and match.url_name == "check"
        and "envelope" not in request.POST
        and rescue(request, match.kwargs["token"])
    ):
        return redirect(f"{request.path}?tersimpan")
    return render(request, "403_csrf.html", status=403)
