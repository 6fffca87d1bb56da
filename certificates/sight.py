"""Who sees a certificate: its holder, the Dinas that issued it, and officers who look after its holder now."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from certificates import codes, queries
from certificates.models import Certificate
from lms.people import scope
from lms.people.models import User
from lms.people.queries import kader_of
from lms.people.scope import Action


@dataclass(frozen=True)
class Sight:
    """A certificate in somebody's hands. ``may_revoke``: an officer of the Dinas that issued it."""

    certificate: Certificate
    is_own: bool
    may_revoke: bool


def get_or_404(user: User, code: str, *, on: date) -> Sight:
    """Fetching and permission in one step. Raises Http404 alike for strangers, unknown codes and erased people.

    What an erased person was awarded stays in the archive, which no page opens (DESIGN 5.12).
    """
    certificate = queries.by_code(codes.normal(code))
    if certificate is None or certificate.kader.person.erased_at is not None:
        raise Http404
    kader = kader_of(user)
    holder = certificate.kader.survivor
    own = kader is not None and kader == holder
    revoker = scope.may(user, Action.AWARD, certificate.kab, on=on)
    if not own and not revoker and not scope.may(user, Action.MANAGE_PEOPLE, holder, on=on):
        raise Http404
    return Sight(certificate, own, revoker)


def revocable_or_404(user: User, code: str, *, on: date) -> Certificate:
    """A certificate this user may revoke or replace. Raises Http404."""
    sight = get_or_404(user, code, on=on)
    if not sight.may_revoke:
        raise Http404
    return sight.certificate
