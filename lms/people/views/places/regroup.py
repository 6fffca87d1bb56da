"""A posyandu moves, is merged or is split: the question, what happens to people, and the act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import Posyandu
from lms.people import audit, scope
from lms.people.audit import Act
from lms.people.places import forms, preview, transfer
from lms.people.places.preview import Preview
from lms.people.scope import Action
from lms.people.views.places.common import Ask, today_of
from lms.people.views.places.posyandu import address, posyandu_or_404

Data = dict[str, Any]


@dataclass(frozen=True)
class Sure:
    """The words of the last look: title, what will be so, and the button."""

    title: str
    button: str
    pairs: list[tuple[str, str]] = field(default_factory=list)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """To another kelurahan, another puskesmas, or both."""
    found, told = posyandu_or_404(request, uuid), _told(request)
    form = forms.MoveForm(
        request.POST or None,
        kab_code=found.desa.kab_code,
        initial={"on": told["today"], "desa": found.desa.code, "puskesmas": found.puskesmas_id},
    )
    planned = transfer.plan([found])

    def act(data: Data, mark: str) -> tuple[Posyandu, str]:
        heir = transfer.move(found, **data, mark=mark, **told)
        return heir, _("%(place)s pindah. Angka sebelum tanggal itu tetap di tempat lama.") % {"place": heir}

    def sure(data: Data) -> Sure:
        pairs = [(_("Kelurahan"), str(data["desa"])), (_("Puskesmas"), str(data["puskesmas"]))]
        pairs += [(_("Nama baru"), data["name"])] if data["name"] else []
        pairs.append(_since(data))
        return Sure(_("Pindahkan %(place)s?") % {"place": found}, _("Ya, pindahkan"), pairs)

    words = _words(found, _("Pindahkan %(place)s"))
    names = _may_read_names(request, found)
    return _confirm(request, form, words, act, sure, lambda _data: preview.of(planned, names=names))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Into another posyandu of the same kelurahan or puskesmas."""
    found, told = posyandu_or_404(request, uuid), _told(request)
    form = forms.MergeForm(request.POST or None, candidates=_candidates(request, found), initial={"on": told["today"]})
    names = _may_read_names(request, found)

    def look(data: Data) -> Preview:
        return preview.of(transfer.plan([found], target=data["target"]), names=names)

    def act(data: Data, mark: str) -> tuple[Posyandu, str]:
        target = data["target"]
        seats = preview.chosen(transfer.plan([found], target=target), request.POST.dict())
        transfer.merge([found], target, on=data["on"], chosen=seats, mark=mark, **told)
        return target, _("%(one)s sudah menjadi bagian %(place)s.") % {"one": found, "place": target}

    def sure(data: Data) -> Sure:
        pairs = [(_("Digabung ke"), f"{data['target']}, {data['target'].desa.name}"), _since(data)]
        return Sure(_("Gabungkan %(place)s?") % {"place": found}, _("Ya, gabungkan"), pairs)

    return _confirm(request, form, _words(found, _("Gabungkan %(place)s")), act, sure, look)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Some of its kader go to a new posyandu. Only for those who may read names: kader are chosen by name."""
    posyandu_or_404(request, uuid)
    found, told = posyandu_or_404(request, uuid, Action.NAMES), _told(request)
    planned = transfer.plan([found])
    form = forms.SplitForm(request.POST or None, kader=preview.choices(planned), initial={"on": told["today"]})

    def going(data: Data) -> set[int]:
        return {row.kader_id for row in planned.rows.values() if str(row.kader.uuid) in data["kader"]}

    def look(data: Data) -> Preview:
        chosen = going(data)
        outcomes = [one for one in planned.outcomes if one.kader in chosen]
        return preview.of(planned, outcomes, names=True)

    def act(data: Data, mark: str) -> tuple[Posyandu, str]:
        given = {"name": data["name"], "on": data["on"], "kader_ids": going(data)}
        made = transfer.split(found, **given, mark=mark, **told)
        return made, _("%(place)s tercatat, kadernya sudah pindah.") % {"place": made}

    def sure(data: Data) -> Sure:
        pairs = [(_("Posyandu baru"), data["name"]), (_("Kelurahan"), found.desa.name), _since(data)]
        return Sure(_("Pecah %(place)s?") % {"place": found}, _("Ya, pecah"), pairs)

    audit.record(Act.LIST_SEEN, by=request.user, now=told["now"], posyandu=found, count=planned.going)
    return _confirm(request, form, _words(found, _("Pecah %(place)s")), act, sure, look)


def _confirm(
    request: HttpRequest,
    form: django_forms.Form,
    words: Ask,
    act: Callable[[Data, str], tuple[Posyandu, str]],
    sure: Callable[[Data], Sure],
    look: Callable[[Data], Preview],
) -> HttpResponse:
    """The form; then what would happen, tried out and taken back; then the act."""
    if request.method == "POST" and "ubah" not in request.POST and form.is_valid():
        data = form.cleaned_data
        try:
            if "sungguh" in request.POST:
                target, done = act(data, request.POST.get("mark", ""))
                messages.success(request, done)
                return redirect(address(target))
            shown = look(data)
            transfer.rehearse(lambda: act(data, shown.mark))
        except UserError as error:
            form.add_error(None, str(error))
        else:
            _tell(request, words.extra["posyandu"], shown)
            return render(request, "places/sure.html", {"form": form, "sure": sure(data), "shown": shown})
    return render(request, "places/form.html", {"form": form, "words": words, **words.extra})


def _tell(request: HttpRequest, found: Posyandu, shown: Preview) -> None:
    """Whoever is shown names has looked at a list."""
    if shown.rows:
        audit.record(Act.LIST_SEEN, by=request.user, now=timezone.now(), posyandu=found, count=len(shown.rows))


def _words(found: Posyandu, title: str) -> Ask:
    intro = _("Sebelum jadi, Ibu/Bapak melihat dulu siapa saja yang ikut. Riwayat dan angka lama tetap.")
    return Ask(title % {"place": found}, _("Periksa dulu"), address(found), str(found), intro, {"posyandu": found})


def _told(request: HttpRequest) -> Data:
    return {"by": request.user, "now": timezone.now(), "today": today_of()}


def _since(data: Data) -> tuple[str, str]:
    return _("Berlaku sejak"), tanggal(data["on"])


def _may_read_names(request: HttpRequest, found: Posyandu) -> bool:
    return scope.may(request.user, Action.NAMES, found, on=today_of())


def _candidates(request: HttpRequest, found: Posyandu) -> Any:
    near = Q(desa=found.desa_id) | Q(puskesmas=found.puskesmas_id)
    rows = Posyandu.objects.filter(near, closed_on__isnull=True).exclude(pk=found.pk).select_related("desa")
    # Her own kelurahan first: there she is looked for, among fifty of the puskesmas.
    here = Case(When(desa=found.desa_id, then=0), default=1)
    return scope.rows(request.user, Action.MANAGE_PLACES, rows, on=today_of()).order_by(here, "desa__code", "name")
