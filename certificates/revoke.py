"""Takes a certificate back, and with it, if so decided, the award it speaks of."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from certificates import queries
from certificates.models import Award, AwardChange, Certificate, Revocation
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: User, now: datetime, with_award: bool = False) -> Revocation:
    """Revoke a certificate; ``/v/`` says so from this moment. The first reason stays if it is called again.

    Without ``with_award`` the kader keeps her level (a misprint, say) and a new certificate can be issued; with it the
    level falls too, and an ``AwardChange`` tells the boards. Raises UserError (no reason), PermissionDenied.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("kab", "award__membership", "programme")
    certificate = locked.get(pk=certificate.pk)
    today = queries.today(certificate.award.membership if certificate.award else None, now)
    if not scope.may(by, Action.AWARD, certificate.kab, on=today):
        raise PermissionDenied
    if not reason.strip():
        raise UserError(gettext("Alasan pencabutan harus diisi. Sertifikat ini masih berlaku."))
    if with_award and certificate.award:
        _revoke_award(certificate.award, certificate, now)
        for other in Certificate.objects.filter(award=certificate.award, status=Certificate.Status.VALID):
            _revoke(other, reason, by, now)
    return _revoke(certificate, reason, by, now)


def _revoke(certificate: Certificate, reason: str, by: User, now: datetime) -> Revocation:
    revocation, _ = Revocation.objects.get_or_create(
        certificate=certificate, defaults={"reason": reason.strip(), "revoked_by": by, "revoked_at": now}
    )
    Certificate.objects.filter(pk=certificate.pk).update(status=Certificate.Status.REVOKED)
    return revocation


def _revoke_award(award: Award, certificate: Certificate, now: datetime) -> None:
    day = queries.today(award.membership, now)
    if not Award.objects.filter(pk=award.pk, revoked_on__isnull=True).update(revoked_on=day):
        return
    AwardChange.objects.create(
        kader=certificate.kader,
        programme=certificate.programme,
        award=award,
        granted=False,
        effective_on=day,
        received_at=now,
    )
