"""*Siapa yang belajar?* on a shared phone, and making a phone ready for use without a signal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lms.people import phones, profiles, signin
from lms.people.forms import PinForm
from lms.people.models import DeviceProfile


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The chooser and the PIN pad, the same for everybody: the phone fills in its own people."""
    response = HttpResponse(render_to_string("people/hp.html"), headers={"Content-Language": "id"})
    patch_cache_control(response, public=True, max_age=300)
    return response


@require_POST
@login_required
@never_cache
@sensitive_post_parameters("pin")
def prepare(request: HttpRequest) -> HttpResponse:
    """Her PIN, typed once more: from now on it opens her corner of this phone without a signal too."""
    form, profile = PinForm(request.POST), phones.of_session(request)
    if profile is None:
        messages.warning(request, "HP ini belum mengenal Ibu/Bapak. Silakan keluar, lalu masuk lagi dengan kartu.")
    elif not form.is_valid():
        messages.warning(request, "PIN terdiri dari 6 angka. Silakan tulis lagi.")
    else:
        _prepare(request, profile, form.cleaned_data["pin"])
    return redirect("my-devices")


def _prepare(request: HttpRequest, profile: DeviceProfile, pin: str) -> None:
    try:
        signin.confirm(request, profile, pin=pin, now=timezone.now())
    except signin.Mismatch:
        messages.warning(request, "PIN belum cocok. Silakan coba lagi. Lupa PIN? Puskesmas dapat menggantinya.")
    except signin.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        if not profile.remembered:
            profiles.remember(profile)
        messages.success(request, "HP ini siap: gambar Ibu/Bapak dan PIN berlaku di sini, juga tanpa sinyal.")
