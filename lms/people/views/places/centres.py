"""Puskesmas and pustu: open, rename, say which kelurahan they serve, close."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Puskesmas, Pustu
from lms.areas.models.area import Level
from lms.areas.places import puskesmas as verbs
from lms.people import scope
from lms.people.places import forms
from lms.people.places.acts import do
from lms.people.scope import Action
from lms.people.views.places.common import Ask, ask, today_of
from lms.people.views.places.overview import area_or_404, puskesmas_or_404

Data = dict[str, Any]


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def open_puskesmas(request: HttpRequest, code: str) -> HttpResponse:
    now, today = timezone.now(), today_of()
    kab = area_or_404(request, Level.KAB, code)

    def act(data: Data) -> tuple[str, str]:
        made = do(verbs.open_puskesmas, kab=kab, today=today, by=request.user, now=now, **data)
        told = _("%(place)s tercatat. Sekarang pilih kelurahan yang dilayaninya.") % {"place": made}
        return reverse("puskesmas-catchment", args=[made.uuid]), told

    words = Ask(_("Puskesmas baru"), _("Catat puskesmas"), reverse("places-kab", args=[code]), kab.name)
    return ask(request, forms.PuskesmasForm(request.POST or None), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit_puskesmas(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another name, or its number only."""
    now, today = timezone.now(), today_of()
    found = puskesmas_or_404(request, uuid)

    def act(data: Data) -> tuple[str, str]:
        changed = do(verbs.rename_puskesmas, found, today=today, by=request.user, now=now, **data)
        return _of(found), _("Tercatat: %(place)s. Nama lama tetap dapat dicari.") % {"place": changed}

    initial = {"name": found.name, "registration_number": found.registration_number, "on": today}
    words = Ask(_("Ubah nama puskesmas"), _("Simpan"), _of(found), str(found))
    return ask(request, forms.PuskesmasNameForm(request.POST or None, initial=initial), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def catchment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which kelurahan it serves, by ticks."""
    now, today = timezone.now(), today_of()
    found = puskesmas_or_404(request, uuid)
    form = forms.CatchmentForm(request.POST or None, puskesmas=found, today=today, initial={"on": today})

    def act(data: Data) -> tuple[str, str]:
        told = {"today": today, "by": request.user, "now": now}
        gained, given_up = do(verbs.serve, found, form.chosen, on=data["on"], **told)
        counts = {"gained": angka(gained), "given_up": angka(given_up)}
        return _of(found), _("Tercatat: %(gained)s kelurahan bertambah, %(given_up)s dilepas.") % counts

    intro = _(
        "Centang kelurahan yang dilayani. Kelurahan yang sebelumnya dilayani puskesmas lain berpindah pada tanggal "
        "ini. Posyandunya tidak ikut: pindahkan di halaman posyandu masing-masing."
    )
    words = Ask(_("Wilayah kerja %(place)s") % {"place": found}, _("Simpan"), _of(found), str(found), intro)
    return ask(request, form, words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def close_puskesmas(request: HttpRequest, uuid: UUID) -> HttpResponse:
    now, today = timezone.now(), today_of()
    found = puskesmas_or_404(request, uuid)
    if "batal" in request.POST:
        return _take_back(request, found)

    def act(data: Data) -> tuple[str, str]:
        do(verbs.close_puskesmas, found, on=data["on"], today=today, by=request.user, now=now)
        return _of(found), _("%(place)s ditutup.") % {"place": found}

    intro = _("Hanya puskesmas tanpa posyandu, pustu, dan petugas yang dapat ditutup. Riwayatnya tetap ada.")
    words = Ask(_("Tutup %(place)s") % {"place": found}, _("Tutup puskesmas"), _of(found), str(found), intro)
    return ask(request, forms.CloseForm(request.POST or None, initial={"on": today}), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def open_pustu(request: HttpRequest, code: str) -> HttpResponse:
    now, today = timezone.now(), today_of()
    desa = area_or_404(request, Level.DESA, code)

    def act(data: Data) -> tuple[str, str]:
        made = do(verbs.open_pustu, desa=desa, today=today, by=request.user, now=now, **data)
        return _desa(code), _("%(place)s tercatat.") % {"place": made}

    words = Ask(_("Pustu baru di %(desa)s") % {"desa": desa}, _("Catat pustu"), _desa(code), desa.name)
    return ask(request, forms.PustuForm(request.POST or None, desa=desa, today=today), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit_pustu(request: HttpRequest, uuid: UUID) -> HttpResponse:
    now, today = timezone.now(), today_of()
    found = _pustu(request, uuid)
    back = _desa(found.desa.code)

    def act(data: Data) -> tuple[str, str]:
        changed = do(verbs.rename_pustu, found, today=today, by=request.user, now=now, **data)
        return back, _("Tercatat: %(place)s. Nama lama tetap dapat dicari.") % {"place": changed}

    extra = {"close": reverse("pustu-close", args=[uuid])}
    words = Ask(_("Ganti nama %(place)s") % {"place": found}, _("Ganti nama"), back, found.desa.name, extra=extra)
    return ask(request, forms.RenameForm(request.POST or None, initial={"on": today}), words, act)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def close_pustu(request: HttpRequest, uuid: UUID) -> HttpResponse:
    now, today = timezone.now(), today_of()
    found = _pustu(request, uuid)
    back = _desa(found.desa.code)

    def act(data: Data) -> tuple[str, str]:
        do(verbs.close_pustu, found, on=data["on"], today=today, by=request.user, now=now)
        return back, _("%(place)s ditutup.") % {"place": found}

    words = Ask(_("Tutup %(place)s") % {"place": found}, _("Tutup pustu"), back, found.desa.name)
    return ask(request, forms.CloseForm(request.POST or None, initial={"on": today}), words, act)


def _take_back(request: HttpRequest, found: Puskesmas) -> HttpResponse:
    try:
        do(verbs.take_back_closing, found, by=request.user, now=timezone.now())
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(place)s buka lagi. Pilih kelurahan yang dilayaninya.") % {"place": found})
    return redirect("puskesmas", found.uuid)


def _pustu(request: HttpRequest, uuid: UUID) -> Pustu:
    rows = Pustu.objects.select_related("desa", "puskesmas")
    return scope.get_or_404(request.user, Action.MANAGE_PLACES, rows, on=today_of(), uuid=uuid)


def _of(puskesmas: Puskesmas) -> str:
    return reverse("puskesmas", args=[puskesmas.uuid])


def _desa(code: str) -> str:
    return reverse("places-desa", args=[code])
