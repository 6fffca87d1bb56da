"""``/kegiatan/<uuid>/surat/``: the papers of an event, what is typed in for them, and pictures for its report."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import event_photos, event_rights, event_texts
from assessments.event_paper_forms import PaperTextsForm, PhotoForm
from assessments.event_papers import registry
from assessments.event_papers.folder import Folder, beside, file_name
from assessments.event_papers.occasion import Occasion
from assessments.event_papers.registry import Paper
from assessments.models import EventPhoto, TrainingEvent
from lms.areas.errors import UserError
from lms.areas.sheets.writing import MEDIA_TYPE
from lms.people import audit
from lms.people.audit import Act


@require_safe
@login_required
@never_cache
def listed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every paper of the event, and what is missing for each."""
    now = timezone.now()
    folder = _folder(request, uuid, now)
    others = beside(folder, request.user)
    context = {"event": folder.occasion.event, "lines": folder.lines(), "others": others}
    return render(request, "assessments/event_papers.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def one(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """One paper: its fields, a look at it, and its files."""
    now = timezone.now()
    folder = _folder(request, uuid, now)
    paper = _paper(folder, key)
    form = PaperTextsForm(paper, folder.typed(paper), request.POST or None)
    if form.is_valid():
        try:
            event_texts.keep(folder.occasion.event, key, **form.values(), by=request.user, now=now)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Tersimpan. Lihat hasilnya di bawah isian."))
            return redirect("event-paper", uuid, key)
    return _show(request, folder, paper, form)


def _show(request: HttpRequest, folder: Folder, paper: Paper, form: PaperTextsForm) -> HttpResponse:
    context: dict[str, Any] = {
        "event": folder.occasion.event,
        "paper": paper,
        "form": form,
        "has_sheet": paper.pages is not None,
        "missing": paper.missing(folder.occasion),
        "row": folder.rows.get(paper.key),
    }
    return render(request, "assessments/event_paper.html", context, status=409 if form.errors else 200)


@require_safe
@login_required
@never_cache
def pdf(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    now = timezone.now()
    folder = _folder(request, uuid, now)
    paper = _paper(folder, key)
    try:
        content = folder.pdf(paper)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("event-paper", uuid, key)
    _tell(request, folder, paper.key, now)
    return _file(content, "application/pdf", f"{file_name(paper)}.pdf", inline=True)


@require_safe
@login_required
@never_cache
def xlsx(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """The twin to edit."""
    now = timezone.now()
    folder = _folder(request, uuid, now)
    paper = _paper(folder, key)
    if paper.pages is None:
        raise Http404
    _tell(request, folder, paper.key, now)
    return _file(folder.xlsx(paper), MEDIA_TYPE, f"{file_name(paper)}.xlsx")


@require_safe
@login_required
@never_cache
def preview(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """The first page as a picture."""
    folder = _folder(request, uuid, timezone.now())
    try:
        content = folder.preview(_paper(folder, key))
    except UserError as error:
        raise Http404(str(error)) from error
    return HttpResponse(content, content_type="image/png")


@require_safe
@login_required
@never_cache
def all_of_them(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every paper and every sheet in one ZIP."""
    now = timezone.now()
    folder = _folder(request, uuid, now)
    _tell(request, folder, "semua", now)
    return _file(folder.zip(), "application/zip", "surat-kegiatan.zip")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def photos(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The pictures of the activity, and a new one."""
    now = timezone.now()
    event = _event(request, uuid, now)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            event_photos.add(event, data["picture"].read(), caption=data["caption"], by=request.user, now=now)
        except UserError as error:
            form.add_error("picture", str(error))
        else:
            messages.success(request, _("Foto tersimpan, tanpa data tempat dan waktu dari kamera."))
            return redirect("event-photos", uuid)
    context = {"event": event, "photos": event.photos.order_by("added_at", "pk"), "form": form}
    return render(request, "assessments/event_photos.html", context, status=409 if form.errors else 200)


@require_safe
@login_required
@never_cache
def photo(request: HttpRequest, uuid: UUID, photo: UUID) -> HttpResponse:
    found = get_object_or_404(EventPhoto, event=_event(request, uuid, timezone.now()), uuid=photo)
    return HttpResponse(event_photos.content(found), content_type="image/jpeg")


@require_POST
@login_required
def photo_remove(request: HttpRequest, uuid: UUID, photo: UUID) -> HttpResponse:
    event_photos.remove(_event(request, uuid, timezone.now()), photo)
    messages.success(request, _("Foto dihapus."))
    return redirect("event-photos", uuid)


def _event(request: HttpRequest, uuid: UUID, now: datetime) -> TrainingEvent:
    rows = event_rights.managed(request.user, on=timezone.localdate(now))
    found: TrainingEvent = get_object_or_404(rows, uuid=uuid)
    return found


def _folder(request: HttpRequest, uuid: UUID, now: datetime) -> Folder:
    return Folder(Occasion(_event(request, uuid, now), now=now))


def _paper(folder: Folder, key: str) -> Paper:
    paper = registry.find(folder.occasion, key)
    if paper is None:
        raise Http404
    return paper


def _tell(request: HttpRequest, folder: Folder, what: str, now: datetime) -> None:
    """Names leave the site with it."""
    event = folder.occasion.event
    place = {"puskesmas": event.puskesmas} if event.puskesmas else {"area": event.kab}
    detail = {"paper": what, "event": str(event.uuid)}
    count = len(folder.occasion.guests)
    audit.record(Act.EVENT_PAPERS, by=request.user, now=now, count=count, detail=detail, **place)


def _file(content: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    how = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
