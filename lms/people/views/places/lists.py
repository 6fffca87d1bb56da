"""A list of posyandu comes in (read, shown, applied) and goes out."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.areas.places.listing import export as exporting
from lms.areas.places.listing import plan as planning
from lms.areas.places.listing.apply import Answers, Done
from lms.areas.places.listing.entries import Entry, read_entries
from lms.areas.places.listing.plan import State
from lms.areas.sheets.writing import answer
from lms.people.places import forms, lists
from lms.people.views.places.common import Ask, today_of
from lms.people.views.places.overview import area_or_404

DOUBTS = 200  # asked at a time; the others when these are settled
CHUNKS = 5  # of 200 posyandu in one request; a longer list is gone on with


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, code: str) -> HttpResponse:
    """A file is read and its plan shown; the plan, sent back, is applied."""
    kab = area_or_404(request, Level.KAB, code)
    form = forms.ListForm(request.POST or None, request.FILES or None)
    try:
        if "sealed" in request.POST:
            return _apply(request, kab)
        if form.is_valid():
            file = form.cleaned_data["file"]
            return _show(request, kab, read_entries(file.read(), file.name, today=today_of()))
    except UserError as error:
        form = forms.ListForm()
        messages.error(request, str(error))
    intro = _(
        "Berkas Excel, LibreOffice, atau CSV dengan kolom Kelurahan dan Posyandu; boleh juga Kecamatan, Puskesmas, "
        "Nomor registrasi, SK pembentukan, Jenis, Strata, dan tanggalnya. Isinya diperlihatkan dulu, belum disimpan."
    )
    words = Ask(_("Masukkan daftar posyandu"), _("Baca berkas"), reverse("places-kab", args=[code]), kab.name, intro)
    return render(request, "places/form.html", {"form": form, "words": words, "multipart": True})


@login_required
@never_cache
@require_safe
def give(request: HttpRequest, code: str) -> HttpResponse:
    """The list as it is recorded, to be corrected and given back."""
    kab = area_or_404(request, Level.KAB, code)
    return answer(f"posyandu-{code}", [exporting.page(kab)], timezone.now())


def _show(request: HttpRequest, kab: Area, entries: Sequence[Entry]) -> HttpResponse:
    planned = planning.make(entries, kab=kab, today=today_of())
    context: dict[str, Any] = {
        "kab": kab,
        "sealed": lists.seal(entries, kab=kab, by=request.user),
        "counts": [(state, angka(len(planned.of(state)))) for state in State],
        "doubtful": planned.of(State.DOUBTFUL)[:DOUBTS],
        "changed": planned.of(State.CHANGED),
        "fresh": planned.of(State.NEW),
        "refused": planned.of(State.REFUSED),
        "noted": [item for item in planned.items if item.notes],
        "missing": planned.missing,
        "unnamed": planned.unnamed,
        "something": bool(planned.of(State.NEW, State.CHANGED, State.DOUBTFUL)),
    }
    return render(request, "places/plan.html", context)


def _apply(request: HttpRequest, kab: Area) -> HttpResponse:
    entries = lists.unseal(request.POST["sealed"], kab=kab, by=request.user)
    rows = {
        int(key[6:]): value for key, value in request.POST.items() if key.startswith("baris-") and key[6:].isdigit()
    }
    answers = Answers(rows, request.POST.getlist("puskesmas"))
    given = {"kab": kab, "answers": answers, "by": request.user, "now": timezone.now(), "today": today_of()}
    done = lists.apply(entries, **given, most=CHUNKS)
    messages.success(request, _told(done))
    if done.left:
        messages.warning(
            request, _("Masih ada %(left)s. Simpan sekali lagi untuk meneruskan.") % {"left": angka(done.left)}
        )
        return _show(request, kab, entries)
    return redirect("places-kab", kab.code)


def _told(done: Done) -> str:
    if not (done.new or done.changed or done.puskesmas):
        return _("Semua sudah sama dengan daftar itu; tidak ada yang diubah.")
    counts = {"new": angka(done.new), "changed": angka(done.changed), "centres": angka(done.puskesmas)}
    return _("Tersimpan: %(new)s posyandu baru, %(changed)s berubah, %(centres)s puskesmas baru.") % counts
