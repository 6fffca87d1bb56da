from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lms.people import audit, recovery
from lms.people.audit import Act
from lms.people.models import User


@receiver(authenticator_added)
def count_set_up_as_proof(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just typed a code of her new app need not sign in again to prove that she has it."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type)
        recovery.finish(user, now=timezone.now())


@receiver(authentication_failed)
def tell_of_a_wrong_code(user: User, reauthentication: bool = False, **kwargs: Any) -> None:
    """A wrong code after a right password is a refused sign-in too."""
    audit.record(Act.SIGN_IN_REFUSED, by=None, now=timezone.now(), user=user, detail={"step": "code"})
