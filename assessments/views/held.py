"""``/kelola/tertahan/``: answers that could not be accepted, until an officer settles each."""

from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import held, quarantine
from assessments.forms import HeldFilter, NoteForm
from assessments.models import Quarantine
from lms.areas.errors import UserError
from lms.areas.sheets import writing
from lms.people import audit
from lms.people.audit import Act

PAGE = 25


@require_safe
@login_required
@never_cache
def held_list(request: HttpRequest) -> HttpResponse:
    """What waits in the officer's reach, or what was settled."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = HeldFilter(request.GET)
    page = Paginator(_rows(request, request.GET, on=today), PAGE).get_page(request.GET.get("page"))
    audit.record(Act.HELD_LISTED, by=request.user, now=now, count=len(page.object_list))
    context = {"page": page, "lines": held.lines(page.object_list, on=today), "form": form}
    return render(request, "assessments/held_list.html", context)


@require_POST
@login_required
@never_cache
def held_export(request: HttpRequest) -> HttpResponse:
    """The same as a sheet. No answers stand in it."""
    now = timezone.now()
    today = timezone.localdate(now)
    rows = _rows(request, request.POST, on=today)
    head, cells = held.table(rows, on=today)
    audit.record(Act.HELD_EXPORTED, by=request.user, now=now, count=min(rows.count(), held.MOST_EXPORTED))
    return writing.answer("jawaban-tertahan", [writing.Page(_("Tertahan"), head, cells)], timezone.make_naive(now))


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def held_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: whose, why, what was answered; and the act that settles it."""
    now = timezone.now()
    today = timezone.localdate(now)
    found: Quarantine = get_object_or_404(held.visible(request.user, on=today), pk=pk)
    form = NoteForm(request.POST or None)
    if form.is_valid() and _settle(request, found, form, now):
        return redirect("held", found.pk)
    return _show(request, found, form, now)


def _settle(request: HttpRequest, found: Quarantine, form: NoteForm, now: datetime) -> bool:
    words = form.cleaned_data["note"]
    try:
        if "terima" in request.POST:
            attempt = quarantine.accept(found, reason=words, by=request.user, now=now)
            messages.success(request, _("Diterima. Tanda terimanya %(code)s.") % {"code": attempt.receipt})
        else:
            quarantine.close(found, note=words, by=request.user, now=now)
            messages.success(request, _("Ditutup dengan catatan. Isinya tetap tersimpan."))
    except UserError as error:
        form.add_error("note", str(error))
        return False
    return True


def _show(request: HttpRequest, found: Quarantine, form: NoteForm, now: datetime) -> HttpResponse:
    row = held.visible(request.user, on=timezone.localdate(now)).get(pk=found.pk)  # as it is by now
    [line] = held.lines([row], on=timezone.localdate(now))
    standing = held.accepted(row)
    if row.kader:
        audit.record(Act.HELD_SEEN, by=request.user, now=now, kader=row.kader.survivor)
    context = {
        "held": row,
        "line": line,
        "facts": held.facts(line),
        "advice": held.advice(row),
        "answers": held.answers(row, standing),
        "standing": standing,
        "can_accept": held.can_accept(row, standing),
        "form": form,
    }
    return render(request, "assessments/held.html", context, status=409 if form.errors else 200)


def _rows(request: HttpRequest, given: QueryDict, *, on: date) -> QuerySet[Quarantine]:
    """What is asked for; a part that cannot be read counts as not asked. Http404 for those who have no desk."""
    if not held.may_look(request.user, on=on):
        raise Http404
    form = HeldFilter(given)
    form.is_valid()
    asked = {name: str(form.cleaned_data.get(name) or "") for name in ("status", "sebab")}
    return held.narrowed(held.visible(request.user, on=on), state=asked["status"], reason=asked["sebab"])
