"""One posyandu: its dated facts, its name, opening and closing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.areas.models import Posyandu
from lms.areas.models.area import Level
from lms.areas.places import facts
from lms.areas.places import posyandu as verbs
from lms.people import scope
from lms.people.places import forms, sheet
from lms.people.places.acts import do
from lms.people.scope import Action
from lms.people.views.places.common import Ask, ask, today_of
from lms.people.views.places.overview import area_or_404

Data = dict[str, Any]

# What can be written down of a posyandu: its form, its verb, its words.
FACTS: dict[str, tuple[type[django_forms.Form], Callable[..., Any], Any]] = {
    "jenis": (forms.KindForm, facts.become, gettext_lazy("Jenis")),
    "surat": (forms.PapersForm, facts.set_papers, gettext_lazy("Nomor registrasi dan SK")),
    "hari-buka": (forms.OpeningForm, facts.set_opening, gettext_lazy("Hari buka")),
    "strata": (forms.StrataForm, facts.assess_strata, gettext_lazy("Strata")),
    "verifikasi": (forms.VerificationForm, facts.verify, gettext_lazy("Verifikasi")),
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest, code: str) -> HttpResponse:
    now, today = timezone.now(), today_of()
    desa = area_or_404(request, Level.DESA, code)

    def act(data: Data) -> tuple[str, str]:
        made = do(verbs.open_one, desa=desa, today=today, by=request.user, now=now, **data)
        return address(made), _("%(place)s tercatat.") % {"place": made}

    back = reverse("places-desa", args=[code])
    words = Ask(_("Posyandu baru di %(desa)s") % {"desa": desa}, _("Catat posyandu"), back, desa.name)
    return ask(request, forms.PosyanduForm(request.POST or None, desa=desa, today=today), words, act)


@login_required
@never_cache
@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything known of a posyandu with its days, and a small form for each."""
    today = today_of()
    found = posyandu_or_404(request, uuid)
    small = [
        {"what": what, "title": title, "form": form(initial=_initial(found, what, today), auto_id=f"{what}-%s")}
        for what, (form, _verb, title) in FACTS.items()
    ]
    context = {
        "posyandu": found,
        "sheet": sheet.of(found, on=today),
        "small": small,
        "trail": _trail(found),
        "names": scope.may(request.user, Action.NAMES, found, on=today),
    }
    return render(request, "places/posyandu.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def write_fact(request: HttpRequest, uuid: UUID, what: str) -> HttpResponse:
    """One of the small forms."""
    now, today = timezone.now(), today_of()
    found = posyandu_or_404(request, uuid)
    if what not in FACTS:
        raise Http404
    form, verb, title = FACTS[what]

    def act(data: Data) -> tuple[str, str]:
        do(verb, found, today=today, by=request.user, now=now, **data)
        return address(found), _("Tersimpan: %(what)s.") % {"what": title}

    words = Ask(f"{title}: {found}", _("Simpan"), address(found), str(found))
    return ask(request, form(request.POST or None, initial=_initial(found, what, today)), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, uuid: UUID) -> HttpResponse:
    now, today = timezone.now(), today_of()
    found = posyandu_or_404(request, uuid)

    def act(data: Data) -> tuple[str, str]:
        changed = do(verbs.rename, found, today=today, by=request.user, now=now, **data)
        return address(found), _("Tercatat: %(place)s. Nama lama tetap dapat dicari.") % {"place": changed}

    words = Ask(_("Ganti nama %(place)s") % {"place": found}, _("Ganti nama"), address(found), str(found))
    return ask(request, forms.RenameForm(request.POST or None, initial={"on": today}), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Close it, or take a mistaken closing back."""
    now, today = timezone.now(), today_of()
    found = posyandu_or_404(request, uuid)
    if "batal" in request.POST:
        return _take_back(request, found)

    def act(data: Data) -> tuple[str, str]:
        do(verbs.close, found, on=data["on"], today=today, by=request.user, now=now)
        return address(found), _("%(place)s ditutup. Riwayat dan angkanya sampai hari itu tetap.") % {"place": found}

    intro = _("Hanya posyandu tanpa kader yang dapat ditutup. Bila kadernya pindah ke posyandu lain, gabungkan saja.")
    words = Ask(_("Tutup %(place)s") % {"place": found}, _("Tutup posyandu"), address(found), str(found), intro)
    return ask(request, forms.CloseForm(request.POST or None, initial={"on": today}), words, act)


def posyandu_or_404(request: HttpRequest, uuid: UUID, action: Action = Action.MANAGE_PLACES) -> Posyandu:
    rows = Posyandu.objects.select_related("desa__parent__parent", "puskesmas", "merged_into__desa")
    return scope.get_or_404(request.user, action, rows, on=today_of(), uuid=uuid)


def address(posyandu: Posyandu) -> str:
    return reverse("posyandu-facts", args=[posyandu.uuid])


def _take_back(request: HttpRequest, found: Posyandu) -> HttpResponse:
    try:
        do(verbs.take_back_closing, found, by=request.user, now=timezone.now())
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Penutupan %(place)s dibatalkan.") % {"place": found})
    return redirect(address(found))


def _initial(posyandu: Posyandu, what: str, today: Any) -> Data:
    if what in ("surat", "hari-buka"):
        return {name: getattr(posyandu, name) for name in verbs.FACTS}
    return {"on": today}


def _trail(posyandu: Posyandu) -> list[dict[str, str]]:
    kab = posyandu.desa.kab_code
    return [
        {"title": _("Tempat"), "href": reverse("places-kab", args=[kab])},
        {"title": posyandu.desa.name, "href": reverse("places-desa", args=[posyandu.desa.code])},
        {"title": posyandu.name, "href": ""},
    ]
