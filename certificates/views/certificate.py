"""A certificate in the hands of its holder or of an officer."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from certificates import codes, drawing, papers, sheet, sight
from certificates.forms import RevokeForm
from certificates.issue import issue
from certificates.models import Certificate
from certificates.revoke import revoke
from certificates.sight import Sight
from lms.areas.errors import UserError


@login_required
@require_GET
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as a page: to look at, to download, to share."""
    seen = sight.get_or_404(request.user, code, on=_today(timezone.now()))
    return _page(request, seen, RevokeForm())


@login_required
@require_GET
def certificate_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The paper itself, byte for byte the one first made."""
    now = timezone.now()
    seen = sight.get_or_404(request.user, code, on=_today(now))
    content = papers.content(papers.paper_of(seen.certificate, now=now))
    headers = {
        # No name in it: phones list downloads where everybody in the family sees them.
        "Content-Disposition": f'attachment; filename="sertifikat-{seen.certificate.code[:8].lower()}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_required
@require_POST
def certificate_revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Take it back, with a reason; on request the level as well."""
    now = timezone.now()
    found = sight.revocable_or_404(request.user, code, on=_today(now))
    form = RevokeForm(request.POST)
    if form.is_valid():
        try:
            revoke(found, **form.cleaned_data, by=request.user, now=now)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Sertifikat dicabut. Halaman periksa sudah mengatakannya."))
            return redirect("certificate", found.code)
    return _page(request, sight.get_or_404(request.user, code, on=_today(now)), form)


@login_required
@require_POST
def certificate_reissue(request: HttpRequest, code: str) -> HttpResponse:
    """A new certificate in place of a revoked one, while the award itself is in force."""
    now = timezone.now()
    found = sight.revocable_or_404(request.user, code, on=_today(now))
    try:
        made = issue(found.award, by=request.user, now=now)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("certificate", found.code)
    messages.success(request, _("Sertifikat nomor %(number)s terbit.") % {"number": made.number})
    return redirect("certificate", made.code)


def _today(now: datetime) -> date:
    return timezone.localdate(now)


def _page(request: HttpRequest, seen: Sight, form: RevokeForm) -> HttpResponse:
    found = seen.certificate
    context: dict[str, Any] = {
        "certificate": found,
        "claims": found.claims,
        "seen": seen,
        "form": form,
        "flower": drawing.petals_of(found.claims["groups"]),
        "count": sheet.count(found.claims),
        "sentence": sheet.sentence(found.claims),
        "issued_on": date.fromisoformat(found.claims["issued_on"]),
        # With dashes, so that it can be read out and does not run off a small screen.
        "address": f"{settings.SITE_URL}/v/{codes.spaced(found.code)}",
        "revoked": found.status == Certificate.Status.REVOKED,
    }
    # A kader's own page is Indonesian, also for one who works as staff and chose English there.
    with translation.override(settings.LANGUAGE_CODE if seen.is_own else translation.get_language()):
        return render(request, "certificates/certificate.html", context)
