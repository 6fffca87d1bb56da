"""Card and PIN on a kader's page."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people import activation, holders, scope
from lms.people.models import Kader, User
from lms.people.registry import Panel
from lms.people.scope import Action


def sign_in_panel(kader: Kader, viewer: User, now: datetime) -> Panel | None:
    """Where she stands with card and PIN, for those who look after people."""
    today = timezone.localdate(now)
    if not scope.may(viewer, Action.MANAGE_PEOPLE, kader, on=today):
        return None
    helped = activation.helped_by(viewer, on=today).filter(pk=kader.person_id).exists()
    context = {"kader": kader, "holder": holders.of_kader(kader, on=today), "helped": helped}
    return Panel(_("Kartu dan PIN"), "people/kader_panel.html", context)
