"""What anyone learns who was shown a certificate: whose, what, when, valid or not. Nothing to sign in for."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from certificates import codes, drawing, keys, limits, queries, sheet, tokens
from certificates.models import Certificate


@never_cache
@require_GET
def verify_form(request: HttpRequest) -> HttpResponse:
    """The address printed beside the QR, for a code that is typed."""
    typed = codes.normal(request.GET.get("kode", ""))[: codes.LENGTH * 2]
    if typed.isalnum():
        return redirect("verify", typed)
    return render(request, "certificates/verify_form.html")


@require_GET
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What our records say of a code, at this moment."""
    if limits.is_guessing(request):
        return respond_429(request)
    code = codes.normal(code)
    found = queries.by_code(code)
    if found is None:
        limits.missed(request)
    context = {
        "code": codes.spaced(code[: codes.LENGTH * 2]),
        "host": urlsplit(settings.SITE_URL).netloc,
        "checked_at": timezone.now(),
        **(_shown(found) if found else {"state": "unknown"}),
    }
    status = 200 if found else 404
    return _kept_by_nobody(render(request, "certificates/verify.html", context, status=status))


@require_GET
def jwks(request: HttpRequest) -> JsonResponse:
    """The public keys, for our own script and for anybody's verifier."""
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return JsonResponse(keys.jwks(), headers=headers)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Neither by caches nor by search engines: revoking must show at once, and names are nobody's to collect."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _shown(found: Certificate) -> dict[str, Any]:
    claims = found.claims
    common = {
        "number": claims["number"],
        "issued_on": date.fromisoformat(claims["issued_on"]),
        "office": f"Dinas Kesehatan {claims['kab']['name']}",
        "contoh": claims["contoh"],
        "short": tokens.claim(found.code, claims),
    }
    if found.kader.person.erased_at is not None:
        return {**common, "state": "erased", "short": None}
    if found.status == Certificate.Status.REVOKED:
        return {**common, "state": "revoked", "level": claims["level"]["title"], "revocation": found.revocation}
    return {
        **common,
        "state": "valid",
        "claims": claims,
        "level": claims["level"]["title"],
        "flower": drawing.petals_of(claims["groups"]),
        "count": sheet.count(claims),
    }
