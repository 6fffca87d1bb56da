"""Items from files and as files in ``/cms/``: upload, what it would change, taking it; template and download."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from assessments import authoring, bank_lists, bank_rights, bank_runs
from assessments.cms.bank_index import found, kind_name
from assessments.cms.bank_pages import compare, page
from assessments.exchange import moodle_writing, workbook
from assessments.exchange.entry import MOST_BYTES, MOST_ITEMS
from assessments.models import BankRun, Question
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.sheets.writing import MEDIA_TYPE
from lms.people import audit
from lms.people.audit import Act

MOST_RUNS = 20


class UploadForm(forms.Form):
    """A file, and what holds where it says nothing."""

    file = forms.FileField(
        label=gettext_lazy("Berkas"), help_text=gettext_lazy("XLSX dari templat, atau Moodle XML; paling besar 4 MB.")
    )
    lesson = forms.ChoiceField(
        label=gettext_lazy("Pelajaran"),
        required=False,
        help_text=gettext_lazy("Untuk soal yang tidak menyebut pelajarannya."),
    )
    use = forms.ChoiceField(
        label=gettext_lazy("Guna"),
        choices=Question.Use.choices,
        help_text=gettext_lazy("Untuk soal yang tidak menyebut gunanya."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lessons = [(one.value, one.name) for one in bank_lists.lessons()]
        self.fields["lesson"].choices = [("", "-"), *lessons]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Berkas lebih dari 4 MB. Bagi menjadi beberapa berkas, lalu unggah lagi."))
        return file


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form, and the files of late."""
    _author(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        defaults = bank_runs.Defaults(told["lesson"], told["use"])
        try:
            run = bank_runs.take_in(
                told["file"].read(), told["file"].name, defaults, by=request.user, now=timezone.now()
            )
            return redirect("bank-run", run.uuid)
        except UserError as error:
            form.add_error("file", str(error))
    runs = BankRun.objects.select_related("by").defer("entries", "refusals").order_by("-made_at")[:MOST_RUNS]
    return page(request, "bank_upload.html", _("Soal dari berkas"), form=form, runs=runs)


@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the file would change (GET); taking it (POST)."""
    _author(request)
    row = get_object_or_404(BankRun, uuid=uuid)
    if request.method == "POST":
        chosen = {int(at) for at in request.POST.getlist("pilih") if at.isdecimal() and len(at) < 9}
        done = bank_runs.apply(row, chosen, by=request.user, now=timezone.now())
        said = ngettext("%(n)s soal masuk sebagai rancangan.", "%(n)s soal masuk sebagai rancangan.", done)
        messages.success(request, said % {"n": angka(done)})
        return redirect("bank-run", uuid)
    steps = bank_runs.plan(row)
    context = {
        "run": row,
        "new": [step for step in steps if step.state == "new"],
        "changed": [(step, _difference(step)) for step in steps if step.state == "changed"],
        "same": sum(step.state == "same" for step in steps),
        "refused": [step for step in steps if step.state == "refused"],
        "unreadable": bank_runs.refusals(row),
        "kind_name": kind_name,
    }
    return page(request, "bank_run.html", _("Isi berkas"), subtitle=row.filename, **context)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty spreadsheet."""
    _author(request)
    lessons = [(one.competency, one.title, one.key) for one in bank_lists.lessons()]
    return _file(workbook.template(timezone.now(), lessons), "templat-soal.xlsx", MEDIA_TYPE)


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The items of the list, with its filters, as a spreadsheet or Moodle XML; the file names what did not fit."""
    _author(request)
    rows = found(request).select_related("current", "draft", "competency")[:MOST_ITEMS]
    entries = bank_runs.entries_of(rows)
    audit.record(Act.BANK_EXPORTED, by=request.user, now=timezone.now(), detail={"items": len(entries), "as": kind})
    if kind == "moodle":
        return _file(moodle_writing.write(entries)[0], "bank-soal.xml", "application/xml")
    return _file(workbook.write(entries, timezone.now()), "bank-soal.xlsx", MEDIA_TYPE)


def _difference(step: bank_runs.Step) -> Any:
    question = step.question
    return compare(question, authoring.text_of(question), step.entry.written) if question else []


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _author(request: HttpRequest) -> None:
    if not bank_rights.may_write(request.user, on=timezone.localdate()):
        raise Http404


urls: list[URLPattern] = [
    path("soal/berkas/", upload, name="bank-upload"),
    path("soal/berkas/templat/", template, name="bank-template"),
    path("soal/berkas/<uuid:uuid>/", run, name="bank-run"),
    path("soal/unduh/<slug:kind>/", download, name="bank-download"),
]
