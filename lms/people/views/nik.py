"""NIK: the Dinas decides whether they are kept (``/kelola/kantor/``); an officer notes, sees or removes one kader's."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.people import nik, offices, scope
from lms.people import nik_policy as policies
from lms.people.models import Kader
from lms.people.office_forms import NikForm, NikPolicyForm
from lms.people.scope import Action


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def nik_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Whether NIK are kept in a kab/kota, and the button that turns it on or off."""
    now = timezone.now()
    today = timezone.localdate(now)
    area = get_object_or_404(offices.areas_of(request.user, on=today).filter(level=Level.KAB), code=code)
    form = NikPolicyForm(request.POST if "nyala" in request.POST else None)
    if request.method == "POST":
        try:
            if _decide(request, area, form, now):
                return redirect(request.path)
        except UserError as error:
            messages.error(request, str(error))
            return redirect(request.path)
    policy = policies.in_force_for(area.code)
    count = policies.held(area, on=today).count() if policy else 0
    return render(request, "people/nik_policy.html", {"area": area, "policy": policy, "count": count, "form": form})


@login_required
@never_cache
@sensitive_post_parameters("nik")
@sensitive_variables("shown")
@require_http_methods(["GET", "POST"])
def kader_nik(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One kader's NIK, by its last four digits; by POST all of it once, or another one. Http404 where it is off."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Kader.objects.filter(person__erased_at=None).select_related("person")
    kader = scope.known_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=today, uuid=uuid)
    if not policies.covers(kader, on=today):
        raise Http404
    form = NikForm(request.POST if "simpan" in request.POST else None)
    shown = ""
    try:
        if "lihat" in request.POST:
            shown = nik.reveal(kader, by=request.user, now=now)
        elif request.method == "POST" and _change(request, kader, form, now):
            return redirect("kelola-kader", kader.uuid)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    context = {"kader": kader, "last4": nik.last4(kader.person), "shown": shown, "form": form}
    return render(request, "people/kader_nik.html", context)


def _decide(request: HttpRequest, area: Area, form: NikPolicyForm, now: datetime) -> bool:
    """Was it turned on or off? UserError says why not."""
    if "nyala" in request.POST:
        if not form.is_valid():
            return False
        policies.enable(area, form.cleaned_data["reason"], by=request.user, now=now)
        words = _("NIK disimpan mulai sekarang. Setiap orang diminta membaca pemberitahuan yang baru.")
        messages.success(request, words)
        return True
    if "yakin" not in request.POST:
        raise UserError(_("Centang dulu bahwa NIK-nya boleh dihapus. Belum ada yang diubah."))
    count = policies.disable(area, by=request.user, now=now)
    told = ngettext("Dimatikan. %(n)s NIK dihapus.", "Dimatikan. %(n)s NIK dihapus.", count)
    messages.success(request, told % {"n": angka(count)})
    return True


def _change(request: HttpRequest, kader: Kader, form: NikForm, now: datetime) -> bool:
    """Was hers noted or removed? UserError says why not."""
    if "hapus" in request.POST:
        nik.remove(kader, by=request.user, now=now)
        messages.success(request, _("NIK dihapus."))
        return True
    if not form.is_valid():
        return False
    nik.store(kader, form.cleaned_data["nik"], by=request.user, now=now)
    messages.success(request, _("NIK disimpan, tersandi."))
    return True
