"""Printing *kartu masuk*: choose a puskesmas, a kelurahan or a posyandu, see who lacks a card, get the sheets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.areas.models import Posyandu, Puskesmas, Pustu
from lms.people import activation, audit, holders, print_cards, scope
from lms.people.audit import Act
from lms.people.holders import Place
from lms.people.models import Kader
from lms.people.print_cards import Sheets
from lms.people.scope import Action

PAGE = 50


@require_safe
@login_required
@never_cache
def cards(request: HttpRequest) -> HttpResponse:
    """The puskesmas within reach; straight to the only one."""
    today = timezone.localdate(timezone.now())
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    rows = scope.rows(request.user, Action.MANAGE_PEOPLE, Puskesmas.objects.filter(closed_on=None), on=today)
    page = Paginator(rows.select_related("kab").order_by("kab__name", "name"), PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1 and not activation.helps_officers(request.user, on=today):
        return redirect("cards-puskesmas", page.object_list[0].uuid)
    helps = activation.helps_officers(request.user, on=today)
    return render(request, "people/cards.html", {"page": page, "helps_officers": helps})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def puskesmas(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far each posyandu of a puskesmas is; the sheets of all of them, or of one kelurahan."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = scope.get_or_404(request.user, Action.MANAGE_PEOPLE, Puskesmas.objects.all(), on=today, uuid=uuid)
    if request.method == "POST":
        desa = request.POST.get("desa", "")[:13]
        people = holders.of_puskesmas(found, on=today, desa=desa.replace("\x00", ""))
        return _print(request, people, f"puskesmas-{found.name}", puskesmas=found) or redirect(request.path)
    lines = holders.places(found, on=today)
    desas = {line.place.desa.code: line.place.desa.name for line in lines if line.kader}
    context = {"puskesmas": found, "lines": lines, "desas": sorted(desas.items()), "total": holders.total(lines)}
    return render(request, "people/cards_puskesmas.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def place(request: HttpRequest, uuid: UUID, model: type[Posyandu] | type[Pustu]) -> HttpResponse:
    """The kader of a posyandu or pustu: who has a card, who has chosen her PIN; and its sheet."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows: QuerySet[Any] = model.objects.select_related("desa", "puskesmas")
    found: Place = scope.get_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=today, uuid=uuid)
    people = holders.of_place(found, on=today)
    where: dict[str, Any] = {"posyandu": found} if isinstance(found, Posyandu) else {"puskesmas": found.puskesmas}
    if request.method == "POST":
        return _print(request, people, f"{found.desa.name}-{found.name}", **where) or redirect(request.path)
    audit.record(Act.LIST_SEEN, by=request.user, now=now, count=len(people), detail={"list": "cards"}, **where)
    lacking = sum(not one.has_card for one in people)
    return render(request, "people/cards_place.html", {"place": found, "people": people, "lacking": lacking})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def officers(request: HttpRequest) -> HttpResponse:
    """The penilai and petugas of the puskesmas of a Dinas: their cards, and their PIN when it is forgotten."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not activation.helps_officers(request.user, on=today):
        raise Http404
    people = holders.officers(activation.helped_by(request.user, on=today), on=today)
    if request.method == "POST":
        return _help(request, people, now=now) or redirect("cards-officers")
    audit.record(Act.LIST_SEEN, by=request.user, now=now, count=len(people), detail={"list": "officers"})
    lacking = sum(not one.has_card for one in people)
    return render(request, "people/cards_officers.html", {"people": people, "lacking": lacking})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def kader_card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The card of one kader: print it (again), or replace one that is lost."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = Kader.objects.filter(person__in=activation.helped_by(request.user, on=today)).select_related("person__user")
    kader = rows.filter(uuid=uuid).first()
    holder = holders.of_kader(kader, on=today) if kader else None
    if kader is None or holder is None:
        raise Http404
    if request.method == "POST":
        if request.POST.get("apa") == "ganti":
            print_cards.replace(kader.person, by=request.user, now=now)
        sheets = print_cards.print_one(holder, by=request.user, now=now)
        return _download(sheets, f"{holder.place.desa.name}-{holder.place.name}")
    audit.record(Act.KADER_SEEN, by=request.user, now=now, kader=kader, detail={"page": "card"})
    card = kader.person.cards.filter(revoked_at=None).select_related("issued_by__person").first()
    return render(request, "people/kader_card.html", {"kader": kader, "holder": holder, "card": card})


def _help(request: HttpRequest, people: list[holders.Officer], *, now: datetime) -> HttpResponse | None:
    """A sheet of cards; or for the one officer who is named: her card replaced, or her PIN reset."""
    if "mana" in request.POST:
        return _print(request, people, "petugas")
    one = next((one for one in people if str(one.person.uuid) == request.POST.get("siapa")), None)
    if one is None:
        raise Http404
    if request.POST.get("apa") == "pin":
        activation.reset(one.person, by=request.user, now=now)
        messages.success(
            request, _("PIN lama tidak berlaku lagi. Minta ia memindai kartunya, lalu buka Aktivasi kartu.")
        )
        return None
    print_cards.replace(one.person, by=request.user, now=now)
    return _print(request, [one], one.where)


def _print(request: HttpRequest, people: Sequence[holders.HasCard], name: str, **where: Any) -> HttpResponse | None:
    """The sheets as a file; None, and a message, if there is nothing to print."""
    missing = request.POST.get("mana") == "belum"
    try:
        sheets = print_cards.print_sheets(people, missing=missing, by=request.user, now=timezone.now(), **where)
    except UserError as error:
        messages.warning(request, str(error))
        return None
    return _download(sheets, name)


def _download(sheets: Sheets, name: str) -> HttpResponse:
    response = HttpResponse(sheets.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{print_cards.file_name(name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
