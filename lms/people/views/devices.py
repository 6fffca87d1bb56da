"""Phones and PCs: one's own, those of a kader, and the enrolled ones of penilai; lost ones are shut out."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.areas.errors import UserError
from lms.people import access, activation, audit, devices, motifs, profiles
from lms.people.audit import Act
from lms.people.forms import CornerForm, PinForm
from lms.people.models import DeviceProfile, Kader
from lms.people.models.device import Motif
from lms.people.rules import Way


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """One's own phones; and how this one shows its owner at the door."""
    here = _here(request)
    if request.method == "POST" and here is not None:
        return _corner(request, here)
    pictures = [{"key": key, "label": label, "picture": motifs.picture(key, size=44)} for key, label in Motif.choices]
    context = {
        "rows": devices.of_user(request.user),
        "here": here,
        "pictures": pictures,
        "pin": PinForm(),
        "first_name": request.user.person.name.split()[0] if request.user.person else "",
    }
    return render(request, "people/my_devices.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def lost(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """*HP hilang*: what that means, and the act."""
    rows = DeviceProfile.objects.select_related("device", "user").filter(revoked_at=None)
    profile = get_object_or_404(rows, uuid=uuid, user=request.user)
    here = _here(request)
    if request.method != "POST":
        return render(request, "people/lost_device.html", {"profile": profile, "is_here": profile == here})
    devices.revoke_of(profile, now=timezone.now(), by=request.user)
    if profile == here:
        logout(request, show_message=False)  # its session is gone already
        return redirect("sign-in")
    messages.success(request, "HP itu sudah dimatikan. Tidak ada lagi yang dapat masuk dari sana tanpa kartu dan PIN.")
    return redirect("my-devices")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def of_kader(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The phones of a kader, for the officer whom she tells that one is lost."""
    now = timezone.now()
    people = activation.helped_by(request.user, on=timezone.localdate(now))
    kader = get_object_or_404(Kader.objects.select_related("person__user"), uuid=uuid, person__in=people)
    user = getattr(kader.person, "user", None)
    if request.method == "POST":
        rows = DeviceProfile.objects.select_related("device", "user").filter(revoked_at=None, user=user)
        profile = get_object_or_404(rows, uuid=_uuid(request.POST.get("hp", "")))
        devices.revoke_of(profile, now=now, by=request.user)
        messages.success(request, _("HP itu sudah dimatikan: semua yang masuk di sana keluar."))
        return redirect("kader-devices", kader.uuid)
    audit.record(Act.KADER_SEEN, by=request.user, now=now, kader=kader, detail={"page": "devices"})
    return render(request, "people/kader_devices.html", {"kader": kader, "rows": devices.of_user(user) if user else []})


def _here(request: HttpRequest) -> DeviceProfile | None:
    """Her corner of the device of this request, if there is one already."""
    device = devices.device_of(request)
    return next((one for one in devices.of_user(request.user) if device and one.device_id == device.pk), None)


def _corner(request: HttpRequest, here: DeviceProfile) -> HttpResponse:
    """Remember or forget her on this device."""
    form = CornerForm(request.POST)
    if request.POST.get("apa") == "lupakan":
        profiles.forget(here)
        messages.success(
            request, "HP ini tidak lagi menampilkan Ibu/Bapak di halaman masuk. Kartu dan PIN tetap berlaku."
        )
    elif access.way_of(request.user, on=timezone.localdate()) != Way.CARD:
        messages.warning(
            request, "Petugas dan penilai selalu masuk dengan kartu atau kata sandi, jadi tidak diingat di sini."
        )
    elif form.is_valid():
        _remember(request, here, **form.cleaned_data)
    else:
        messages.warning(request, "Pilih salah satu gambar, lalu simpan lagi.")
    return redirect("my-devices")


def _remember(request: HttpRequest, here: DeviceProfile, **chosen: Any) -> None:
    try:
        profiles.remember(here, **chosen)
    except UserError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "Tersimpan. Lain kali ketuk gambar Ibu/Bapak di halaman masuk, lalu tulis PIN.")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
