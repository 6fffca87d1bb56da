"""The doors of self-registration: per puskesmas an address and its QR, per kab/kota whether they are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.urls import reverse

from lms.areas.models import Area, Posyandu, Puskesmas
from lms.people import scope
from lms.people.models import RegistrationSwitch, User
from lms.people.scope import Action


@dataclass(frozen=True)
class Door:
    """A puskesmas or posyandu with the address behind its QR."""

    place: Puskesmas | Posyandu

    @property
    def address(self) -> str:
        return settings.SITE_URL + reverse("register", args=[self.place.uuid])

    @property
    def qr(self) -> str:
        """An inline SVG."""
        return segno.make(self.address, error="m", micro=False).svg_inline(omitsize=True, border=2, light="#fff")


@dataclass(frozen=True)
class Office:
    """The doors in one kab/kota; ``may_switch``: the reader is of its Dinas."""

    kab: Area
    is_open: bool
    may_switch: bool
    doors: Sequence[Door]


def offices(user: User, *, on: date) -> list[Office]:
    """The puskesmas in the user's scope by kab/kota, with their doors. Four queries."""
    rows = scope.rows(user, Action.MANAGE_PEOPLE, Puskesmas.objects.filter(closed_on=None), on=on)
    served: dict[Area, list[Door]] = {}
    for puskesmas in rows.select_related("kab").order_by("kab__name", "name"):
        served.setdefault(puskesmas.kab, []).append(Door(puskesmas))
    opened = set(RegistrationSwitch.objects.filter(is_open=True, kab__in=served).values_list("kab", flat=True))
    own = Area.objects.filter(pk__in=[kab.pk for kab in served])
    switchable = set(scope.rows(user, Action.MANAGE_PLACES, own, on=on).values_list("pk", flat=True))
    return [Office(kab, kab.pk in opened, kab.pk in switchable, found) for kab, found in served.items()]
