"""A kader's memberships and what happens to them. Thin: scope says whose, the verbs do the work."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.areas.models import Posyandu, Pustu
from lms.people import audit, duty, scope
from lms.people.audit import Act
from lms.people.duty_forms import Places, ServeForm
from lms.people.models import Kader, Membership, MembershipChange, User
from lms.people.queries import PLACES, place_name
from lms.people.scope import Action
from lms.people.steps import acts, fixes, offered


@require_safe
@login_required
@never_cache
def duties(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where she serves and served, and what may be done with each."""
    now = timezone.now()
    kader = _kader(request, uuid, now)
    theirs = {row.pk for row in _theirs(request.user, kader, _today(now))}
    rows = kader.memberships.select_related(*PLACES).order_by("-since", "-pk")
    changes = MembershipChange.objects.filter(kader=kader).select_related("by__person").order_by("-pk")[:20]
    context = {
        "kader": kader,
        "rows": [_line(row, mine=row.pk in theirs) for row in rows],
        "changes": changes,
    }
    audit.record(Act.KADER_SEEN, by=request.user, now=now, kader=kader, detail={"page": "tugas"})
    return render(request, "people/duties.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def serve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """She begins, or begins again, to serve at a place of the officer's."""
    now = timezone.now()
    kader = _kader(request, uuid, now)
    today = _today(now)
    places = (
        scope.rows(request.user, Action.MANAGE_PEOPLE, _open(today), on=today),
        scope.rows(request.user, Action.MANAGE_PEOPLE, Pustu.objects.all(), on=today),
    )
    form = ServeForm(request.POST or None, today=today, places=places)
    if form.is_valid():
        try:
            duty.serve_again(kader, now=now, by=request.user, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Tercatat: ia bertugas di sana mulai tanggal itu."))
            return redirect("kader-duty", kader.uuid)
    return render(request, "people/duty_serve.html", {"kader": kader, "form": form})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def step(request: HttpRequest, uuid: UUID, pk: int, key: str) -> HttpResponse:
    """One act or correction: what it does, its form, the act."""
    now = timezone.now()
    kader = _kader(request, uuid, now)
    row = get_object_or_404(_theirs(request.user, kader, _today(now)), pk=pk)
    found = offered(row).get(key)
    if found is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = found.form(posted, today=_today(now), places=_around(row, _today(now)))
    if form.is_valid():
        try:
            found.run(row, by=request.user, now=now, **form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Tercatat."))
            still = scope.known(request.user, Action.MANAGE_PEOPLE, Kader.objects.filter(pk=kader.pk), on=_today(now))
            return redirect("kader-duty", kader.uuid) if still.exists() else redirect("manage")
    return render(request, "people/duty_step.html", {"kader": kader, "row": row, "step": found, "form": form})


def _line(row: Membership, *, mine: bool) -> tuple[object, ...]:
    steps = offered(row) if mine else {}
    return row, place_name(row), acts(steps), fixes(steps)


def _kader(request: HttpRequest, uuid: UUID, now: datetime) -> Kader:
    rows = Kader.objects.select_related("person")
    return scope.known_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=_today(now), uuid=uuid)


def _theirs(user: User, kader: Kader, today: date) -> QuerySet[Membership]:
    """Her memberships at places of this officer's: those at others are for others to change."""
    posyandu = scope.rows(user, Action.MANAGE_PEOPLE, Posyandu.objects.all(), on=today).values("pk")
    pustu = scope.rows(user, Action.MANAGE_PEOPLE, Pustu.objects.all(), on=today).values("pk")
    rows = Membership.objects.filter(Q(posyandu__in=posyandu) | Q(pustu__in=pustu), kader=kader)
    return rows.select_related("kader__person", *PLACES)


def _around(row: Membership, today: date) -> Places:
    """The open places of the kabupaten or kota in which she serves: further away another office takes over."""
    kab = (row.posyandu or row.pustu).desa.kab_code
    return _open(today).filter(desa__kab_code=kab), Pustu.objects.filter(desa__kab_code=kab)


def _open(today: date) -> QuerySet[Posyandu]:
    return Posyandu.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=today))


def _today(now: datetime) -> date:
    return timezone.localdate(now)
