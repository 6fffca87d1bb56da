"""What waits for an authority, and the act itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates import explain, queries
from certificates.forms import AwardForm
from certificates.grant import grant
from certificates.models import Certificate, Proposal
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.models import Kader
from lms.people.scope import Action

PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def awards(request: HttpRequest) -> HttpResponse:
    """Open proposals in the officer's scope, by posyandu. A search is posted: names stand in no address."""
    today = timezone.localdate(timezone.now())
    if not scope.may(request.user, Action.AWARD, on=today):
        raise Http404
    search = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    kader = scope.rows(request.user, Action.AWARD, Kader.objects.all(), on=today)
    page = Paginator(queries.open_proposals(kader, search=search), PAGE).get_page(request.GET.get("page"))
    return render(request, "certificates/awards.html", {"page": page, "search": search})


@login_required
@require_http_methods(["GET", "POST"])
def award(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One proposal: its ground, the form, a page to look it over, and the act."""
    now = timezone.now()
    proposal = _fetch(request, uuid, now)
    if proposal.state != Proposal.State.OPEN:
        return _settled(request, proposal)
    form = AwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "sungguh" in request.POST:
            return _act(request, proposal, form, now)
        if "ubah" not in request.POST:
            return _page(request, "certificates/award_sure.html", proposal, form)
    return _page(request, "certificates/award.html", proposal, form)


def _fetch(request: HttpRequest, uuid: UUID, now: datetime) -> Proposal:
    kader = scope.rows(request.user, Action.AWARD, Kader.objects.all(), on=timezone.localdate(now))
    rows = Proposal.objects.select_related("kader__person", "level__scheme__programme", "membership")
    return get_object_or_404(rows, uuid=uuid, kader__in=kader)


def _settled(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    made = Certificate.objects.filter(award__proposal=proposal).order_by("-pk").first()
    if made is not None:
        return redirect("certificate", made.code)
    messages.warning(request, _("Usulan itu sudah ditarik, karena syaratnya tidak lagi terpenuhi."))
    return redirect("awards")


def _act(request: HttpRequest, proposal: Proposal, form: AwardForm, now: datetime) -> HttpResponse:
    try:
        made = grant(proposal, **form.cleaned_data, by=request.user, now=now)
    except UserError as error:
        form.add_error(None, str(error))
        return _page(request, "certificates/award.html", proposal, form)
    messages.success(request, _("Ditetapkan. Sertifikat nomor %(number)s terbit.") % {"number": made.number})
    return redirect("certificate", made.code)


def _page(request: HttpRequest, template: str, proposal: Proposal, form: AwardForm) -> HttpResponse:
    skilled = queries.skilled_groups([proposal.kader_id], programme=proposal.level.scheme.programme)
    context: dict[str, Any] = {
        "proposal": proposal,
        "person": proposal.kader.person,
        "form": form,
        "evidence": explain.evidence(queries.rule(proposal.level), skilled[proposal.kader_id]),
        "source": proposal.level.scheme.source,
    }
    return render(request, template, context)
