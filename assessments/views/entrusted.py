"""``/nilai/titipan/``: a file of envelopes from a phone without a signal, sent on from the penilai's."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import entrusted
from assessments.forms import EntrustedForm
from lms.areas.errors import UserError
from lms.people.scope import Action, may


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def send(request: HttpRequest) -> HttpResponse:
    """The form; after it the receipts, by code and without names."""
    now = timezone.now()
    if not may(request.user, Action.ASSESS, on=timezone.localdate(now)):
        raise Http404
    form = EntrustedForm(request.POST, request.FILES) if request.method == "POST" else EntrustedForm()
    lines: list[entrusted.Line] = []
    if form.is_valid():
        try:
            pieces = entrusted.read(form.cleaned_data["file"].read(entrusted.MOST_BYTES + 1))
            lines = entrusted.deliver(pieces, by=request.user, now=now)
        except UserError as error:
            form.add_error("file", str(error))
    context = {"form": form, "lines": lines, "held": sum(line.held for line in lines), "now": now}
    return render(request, "assessments/entrusted.html", context, status=400 if form.errors else 200)
