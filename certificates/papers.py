"""The PDF of a certificate: made once, kept under its hash, the same bytes ever after."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from certificates import render, sheet
from certificates.models import Certificate, Paper


def paper_of(certificate: Certificate, *, now: datetime) -> Paper:
    """The paper of a certificate, made at the first asking. Two askers at once get the same one.

    Raises typst.TypstError; the certificate itself is not touched by that.
    """
    if certificate.paper_id is not None:
        return Paper.objects.get(pk=certificate.paper_id)
    return _keep(certificate.pk, _made(certificate), now)


def content(paper: Paper) -> bytes:
    """The stored bytes. Raises ValueError if they are not those that were stored."""
    with paper.file.open("rb") as file:
        found = file.read()
    if hashlib.sha256(found).hexdigest() != paper.sha256:
        raise ValueError(f"paper {paper.pk} was changed on disk")
    return found


def _made(certificate: Certificate) -> bytes:
    claims = certificate.claims
    data = sheet.data(
        claims, code=certificate.code, token=certificate.token, site=settings.SITE_URL, logo=_logo(claims)
    )
    return render.pdf(data, made_at=certificate.issued_at)


def _logo(claims: Mapping[str, Any]) -> bytes:
    """The logo that the office had at issue. Raises FileNotFoundError: a paper without it would be another one."""
    name = (claims.get("office") or {}).get("logo")
    if not name:
        return b""
    with storages["private"].open(name) as file:
        return file.read()


@transaction.atomic
def _keep(certificate_id: int, pdf: bytes, now: datetime) -> Paper:
    # Whoever locks first stores; bytes of another renderer version that come second are dropped.
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    if certificate.paper_id is not None:
        return Paper.objects.get(pk=certificate.paper_id)
    digest = hashlib.sha256(pdf).hexdigest()
    paper = Paper(sha256=digest, size=len(pdf), made_at=now)
    paper.file.save(f"{digest}.pdf", ContentFile(pdf), save=True)
    certificate.paper = paper
    certificate.save(update_fields=["paper"])
    return paper
