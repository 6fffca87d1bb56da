"""One's own data on ``/saya/data/``, and the requests about data that officers answer on ``/kelola/privasi/``."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.areas.errors import UserError
from lms.people import rules, scope
from lms.people.details import change_own_phone
from lms.people.models import Kader, Person, User
from lms.people.scope import Action
from lms.portal.forms import AnswerForm, PhoneForm, RequestForm
from lms.portal.models import PrivacyRequest
from lms.portal.privacy import export, requests

LOOKS_SHOWN = 20
FILES = {"json": ("application/json", export.as_json), "pdf": ("application/pdf", export.as_pdf)}


@never_cache
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is held of oneself, who looked, and asking for a correction or erasure."""
    person, form = _person(request), RequestForm(request.POST or None)
    if form.is_valid() and _ask(request, form, person):
        return redirect("my-data")
    return _my_data(request, person, form, PhoneForm(initial={"phone": rules.local_number(person.phone)}))


@never_cache
@login_required
@require_POST
def my_phone(request: HttpRequest) -> HttpResponse:
    """Put one's own number right, at once; what else is wrong an officer corrects on request."""
    person, form = _person(request), PhoneForm(request.POST)
    if not form.is_valid():
        return _my_data(request, person, RequestForm(), form)
    if change_own_phone(person, form.cleaned_data["phone"], by=request.user, now=timezone.now()):
        messages.success(request, "Nomor HP sudah diganti.")
    return redirect("my-data")


@login_required
@require_POST
def my_data_file(request: HttpRequest, form: str) -> HttpResponse:
    """Everything held of oneself as a file, "json" or "pdf"."""
    media, make = FILES[form]
    content = make(_person(request), by=request.user, now=timezone.now())
    return HttpResponse(
        content,
        headers={"Content-Type": media, "Content-Disposition": f'attachment; filename="data-saya-tuntas.{form}"'},
    )


@never_cache
@login_required
def privacy_requests(request: HttpRequest) -> HttpResponse:
    """The requests of people within reach; those that wait first, by their clock."""
    today = timezone.localdate(timezone.now())
    if not any(scope.may(request.user, action, on=today) for action in (Action.MANAGE_PEOPLE, Action.ADMIN)):
        raise Http404
    rows = _within_reach(request.user, today).order_by("decided_at", "asked_at")
    waiting = list(rows.filter(state=PrivacyRequest.State.OPEN))
    answered = rows.exclude(state=PrivacyRequest.State.OPEN).order_by("-decided_at")[:50]
    return render(request, "portal/privacy_requests.html", {"waiting": waiting, "answered": answered})


@never_cache
@login_required
def privacy_request(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request: what is asked, what an erasure would do, and the answer."""
    now = timezone.now()
    row = _within_reach(request.user, timezone.localdate(now)).filter(uuid=uuid).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            requests.answer(
                row, done=form.cleaned_data["done"] == "yes", words=form.cleaned_data["words"], by=request.user, now=now
            )
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Jawaban tersimpan."))
            return redirect("privacy-requests")
    context = {
        "row": row,
        "form": form,
        "consequences": requests.consequences(row.person),
        "opens": _may_correct(request.user, row, timezone.localdate(now)),
    }
    return render(request, "portal/privacy_request.html", context)


def _my_data(request: HttpRequest, person: Person, form: RequestForm, phone: PhoneForm) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "phone": phone,
        "looks": export.looks(person, most=LOOKS_SHOWN),
        "asked": PrivacyRequest.objects.filter(person=person).order_by("-asked_at"),
    }
    return render(request, "portal/my_data.html", context)


def _ask(request: HttpRequest, form: RequestForm, person: Person) -> bool:
    try:
        requests.ask(person, **form.cleaned_data, by=request.user, now=timezone.now())
    except UserError as error:
        form.add_error("text", str(error))
        return False
    messages.success(request, "Permintaan terkirim. Petugas menjawab paling lama 3 × 24 jam, di halaman ini.")
    return True


def _person(request: HttpRequest) -> Person:
    if request.user.person is None:
        raise Http404
    return request.user.person


def _may_correct(user: User, row: PrivacyRequest, today: date) -> bool:
    """Is a correction asked for that the user makes herself, on the kader's page?"""
    hers = Kader.objects.filter(person=row.person_id)
    asked = row.kind == PrivacyRequest.Kind.CORRECTION
    return asked and scope.rows(user, Action.MANAGE_PEOPLE, hers, on=today).exists()


def _within_reach(user: User, today: date) -> QuerySet[PrivacyRequest]:
    """Requests of kader the user looks after. Those of staff go to administrators, who reach everybody."""
    rows = PrivacyRequest.objects.select_related("person__kader", "decided_by__person")
    if scope.may(user, Action.ADMIN, on=today):
        return rows
    kader = scope.rows(user, Action.MANAGE_PEOPLE, Kader.objects.all(), on=today)
    return rows.filter(person__kader__in=kader.values("pk"))
