"""*Laporkan isi keliru*: no log-in, no script, no name asked."""

from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from modules import reports
from modules.models import ContentReport
from modules.models.pages import CARD_SLUG
from modules.queries import readable
from modules.report_form import ReportForm

TOO_MANY = (
    "Laporan dari jaringan ini, atau tentang halaman ini, sedang banyak sekali. Tulisan Ibu/Bapak masih di sini: "
    "tunggu beberapa menit, lalu kirim lagi."
)
FILLED = (
    "Laporan belum terkirim karena HP mengisi satu kolom tersembunyi. Kolom itu sudah kami kosongkan: "
    "kirim sekali lagi."
)


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, module: str, lesson: str = "") -> HttpResponse:
    """The form about a lesson, a module, its card or a leaf of an area. Http404 for what nobody can read."""
    page = readable(module, lesson)
    if page is None:
        raise Http404
    form, status = ReportForm(request.POST or None), 200
    if form.is_valid():
        if form.cleaned_data["website"]:
            form = _emptied(request, FILLED)
        elif consume(request, app="allauth.account", action="content_report", key=str(page.pk)) is None:
            form, status = _emptied(request, TOO_MANY), 429
        else:
            return redirect("content-report-receipt", reports.receive(page, form.words, now=timezone.now()).pk)
    address = f"{page.address}{CARD_SLUG}/" if lesson == CARD_SLUG else page.address
    context = {"form": form, "page": page, "address": address}
    return render(request, "modules/report.html", context, status=status)


@never_cache
@require_safe
def report_receipt(request: HttpRequest, number: UUID) -> HttpResponse:
    """Thanks, a code, and what became of it. Nothing here says who wrote or what."""
    found = get_object_or_404(ContentReport.objects.select_related("page"), pk=number)
    return render(request, "modules/report_receipt.html", {"report": found})


def _emptied(request: HttpRequest, why: str) -> ReportForm:
    """The same words again, the trap empty, with a sentence why they were not taken."""
    sent = request.POST.copy()
    sent["website"] = ""
    form = ReportForm(sent)
    form.add_error(None, why)
    return form
