"""Likely doubles, two rows side by side, making them one person and taking that back. Thin: the verbs decide."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.people import audit, doubles, merge, scope
from lms.people.audit import Act
from lms.people.compare import compare
from lms.people.models import Kader, KaderMerge
from lms.people.queries import place_name, serving_somewhere
from lms.people.scope import Action

PAGE = 40


@require_safe
@login_required
@never_cache
def double_list(request: HttpRequest) -> HttpResponse:
    """Who may stand in two rows, among the kader whom this officer looks after."""
    now = timezone.now()
    today, problem, pairs = _today(now), "", []
    if not scope.may(request.user, Action.MANAGE_PEOPLE, on=today):
        raise Http404
    try:
        pairs = doubles.likely(request.user, on=today)
    except UserError as error:
        problem = str(error)
    page = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    kader = _named({pk for pair in page.object_list for pk in (pair.first, pair.second)}, today)
    shown = [(kader[pair.first], kader[pair.second], pair.why) for pair in page.object_list]
    audit.record(Act.LIST_SEEN, by=request.user, now=now, count=len(kader), detail={"page": "ganda"})
    return render(request, "people/doubles.html", {"page": page, "pairs": shown, "problem": problem})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def find(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The other row of this kader, by part of a name or phone number; and the merges she is part of."""
    now = timezone.now()
    kader = _kader(request, uuid, now)
    search = request.POST.get("cari", "").strip()[:60].replace("\x00", "")
    made = KaderMerge.objects.filter(kept=kader, undone_at__isnull=True).select_related("gone__person")
    context = {"kader": kader, "search": search, "found": [], "merges": list(made.order_by("-pk"))}
    if search:
        rows = scope.known(request.user, Action.MANAGE_PEOPLE, Kader.objects.exclude(pk=kader.pk), on=_today(now))
        wanted = rows.filter(Q(person__name__icontains=search) | Q(person__phone__contains=search.lstrip("0+")))
        ids = list(wanted.order_by("person__name", "pk").values_list("pk", flat=True)[:PAGE])
        context["found"] = list(_named(set(ids), _today(now)).values())
        audit.record(Act.LIST_SEEN, by=request.user, now=now, count=len(ids), detail={"page": "gabung"})
    return render(request, "people/merge_find.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def pair(request: HttpRequest, uuid: UUID, other: UUID) -> HttpResponse:
    """Both rows side by side; one person, or not, is said here and nowhere else."""
    now = timezone.now()
    kept, gone = _kader(request, uuid, now), _kader(request, other, now)
    problem = ""
    if request.method == "POST":
        try:
            return _decide(request, kept, gone, now)
        except UserError as error:
            problem = str(error)
    else:
        for kader in (kept, gone):
            audit.record(Act.KADER_SEEN, by=request.user, now=now, kader=kader, detail={"page": "gabung"})
    context = {"both": compare(kept, gone, on=_today(now)), "problem": problem}
    return render(request, "people/merge_pair.html", context, status=409 if problem else 200)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def undo(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """They are two after all: what goes back, confirmed."""
    now = timezone.now()
    kept = _kader(request, uuid, now)
    rows = KaderMerge.objects.select_related("kept__person", "gone__person")
    made = get_object_or_404(rows, pk=pk, kept=kept, undone_at__isnull=True)
    if not merge.may_undo(request.user, made, on=_today(now)):
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            merge.unmerge(made, by=request.user, now=now, give_back=_ticked(request))
        except UserError as error:
            problem = str(error)
        else:
            messages.success(request, _("Gabungan dibatalkan. Keduanya berdiri sendiri lagi mulai hari ini."))
            return redirect("kader-merge", kept.uuid)
    ended = [(row, place_name(row)) for row in merge.ended_by(made)]
    context = {"merge": made, "ended": ended, "problem": problem}
    return render(request, "people/merge_undo.html", context, status=409 if problem else 200)


def _decide(request: HttpRequest, kept: Kader, gone: Kader, now: datetime) -> HttpResponse:
    if "bukan" in request.POST:
        doubles.not_same(kept, gone, by=request.user, now=now)
        messages.success(request, _("Dicatat: dua orang yang berbeda. Pasangan ini tidak diusulkan lagi."))
        return redirect("doubles")
    if "yakin" not in request.POST:
        raise UserError(_("Beri tanda bahwa keduanya sudah dicocokkan. Belum ada yang digabung."))
    merge.merge(kept, gone, by=request.user, now=now, take_over=_ticked(request))
    messages.success(request, _("Digabung. Mulai hari ini dihitung sebagai satu kader; dapat dibatalkan di sini."))
    return redirect("kader-merge", kept.uuid)


def _ticked(request: HttpRequest) -> list[int]:
    return [int(value) for value in request.POST.getlist("tugas") if value.isdecimal() and len(value) < 19]


def _named(ids: set[int], today: date) -> dict[int, tuple[Kader, str]]:
    """Kader with where they serve, by id, in the order of their names. Two queries."""
    places = serving_somewhere(ids, day=today)
    rows = Kader.objects.filter(pk__in=ids).select_related("person").order_by("person__name", "pk")
    return {row.pk: (row, place_name(places[row.pk]) if row.pk in places else "") for row in rows}


def _kader(request: HttpRequest, uuid: UUID, now: datetime) -> Kader:
    rows = Kader.objects.select_related("person")
    return scope.known_or_404(request.user, Action.MANAGE_PEOPLE, rows, on=_today(now), uuid=uuid)


def _today(now: datetime) -> date:
    return timezone.localdate(now)
