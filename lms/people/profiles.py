"""Several people on one phone: each with a picture and a PIN, shown only if she asked to be remembered there."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from lms.areas.errors import UserError
from lms.people import devices
from lms.people.models import Device, DeviceProfile
from lms.people.models.device import Motif


def on_this_device(request: HttpRequest) -> list[DeviceProfile]:
    """Those who asked to be remembered on the device of this request, in the order in which they came."""
    device = devices.device_of(request)
    return list(_remembered(device).order_by("pk")) if device else []


def of_request(request: HttpRequest, uuid: UUID) -> DeviceProfile | None:
    """One of them; None for a profile of another device, and for one that is forgotten."""
    device = devices.device_of(request)
    return _remembered(device).filter(uuid=uuid).first() if device else None


@transaction.atomic
def remember(profile: DeviceProfile, *, motif: str = "", shows_name: bool = True) -> None:
    """Show her on this device: by this picture, else by hers, else by one that nobody has there.

    UserError if somebody else has that picture there.
    """
    others = _remembered(profile.device).exclude(pk=profile.pk)
    taken = set(others.values_list("motif", flat=True))
    if motif in taken:
        raise UserError("Gambar itu sudah dipakai orang lain di HP ini. Silakan pilih gambar lain.")
    profile.motif = motif or profile.motif or next((one for one in Motif.values if one not in taken), Motif.MELATI)
    profile.remembered, profile.shows_name = True, shows_name
    profile.save(update_fields=["motif", "remembered", "shows_name"])


def forget(profile: DeviceProfile) -> None:
    """No longer show her there. What she has not sent yet can still be sent."""
    profile.remembered = False
    profile.save(update_fields=["remembered"])


def first_name(profile: DeviceProfile) -> str:
    """What stands under her picture: her first name, or nothing if she did not want that."""
    person = profile.user.person
    return person.name.split()[0] if profile.shows_name and person and person.name.strip() else ""


def _remembered(device: Device) -> QuerySet[DeviceProfile]:
    rows = DeviceProfile.objects.filter(device=device, remembered=True, revoked_at=None, user__is_active=True)
    return rows.exclude(user__pin="").select_related("user__person", "device")
