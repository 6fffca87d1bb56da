"""What readers report, for authors: a list with a clock, one page each, a panel, and a word above the editor."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from django_filters import ChoiceFilter
from wagtail.admin import messages as admin_messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from lms.areas.errors import UserError
from lms.areas.sheets.harmless import cleaned, neutral
from lms.people.models import User
from lms.people.models.role import Kind
from lms.people.scope import Action, may
from modules import recall, reports
from modules.cms import menu
from modules.models import ContentReport
from modules.waiting import name_of


def reads(user: User, *, on: date) -> bool:
    """Does the user have an inbox at all?"""
    return reports.is_over_all(user, on=on) or may(user, Action.AUTHOR, on=on) or may(user, Action.REVIEW, on=on)


def clock(report: ContentReport) -> str:
    """How long it waits, and whether that is too long."""
    now = timezone.now()
    days = reports.waits(report, now=now)
    words = ngettext("%(days)s hari", "%(days)s hari", days) % {"days": days}
    return f"{words} · {_('terlambat')}" if reports.is_late(report, now=now) else words


class ReportFilter(WagtailFilterSet):
    state = ChoiceFilter(label=_("Keadaan"), choices=ContentReport.State.choices)
    kind = ChoiceFilter(label=_("Apa yang keliru"), choices=ContentReport.Kind.choices)

    class Meta:
        model = ContentReport
        fields = ["state", "kind"]


class InboxView(ReportView):
    page_title = _("Laporan pembaca")
    header_icon = "comment"
    model = ContentReport
    index_url_name = "content-reports"
    index_results_url_name = "content-reports-results"
    filterset_class = ReportFilter
    default_ordering = None
    columns = [
        TitleColumn(
            "title", label=_("Halaman"), get_url=lambda report: reverse("content-report-open", args=[report.pk])
        ),
        Column("get_kind_display", label=_("Apa yang keliru")),
        Column("clock", label=_("Menunggu"), accessor=clock),
        Column("get_state_display", label=_("Keadaan")),
        DateColumn("received_at", label=_("Diterima")),
        Column("receipt", label=_("Kode")),
    ]
    list_export = ["receipt", "title", "kind", "text", "received_at", "state", "outcome", "answer", "closed_at"]
    export_filename = "laporan-pembaca"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not reads(request.user, on=timezone.localdate()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        return reports.in_order(reports.visible(self.request.user, on=timezone.localdate()))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """No text of a cell may run as a formula, wherever the sheet is opened."""
        if field.endswith("_at"):
            return timezone.localdate(value).isoformat() if value else ""
        return neutral(cleaned(str(value)))


class ReportPage(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/report.html"
    page_title = _("Laporan pembaca")
    header_icon = "comment"

    def setup(self, request: HttpRequest, *args: Any, number: UUID, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        rows = reports.visible(request.user, on=timezone.localdate(self.now))
        rows = rows.select_related("page", "area", "taken_by__person", "closed_by__person")
        self.report = get_object_or_404(rows, pk=number)

    def get_page_subtitle(self) -> str:
        return self.report.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inbox = {"url": reverse("content-reports"), "label": _("Laporan pembaca")}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user, today = self.report, self.request.user, timezone.localdate(self.now)
        page = report.page.specific if report.page else None
        return super().get_context_data(**kwargs) | {
            "report": report,
            "clock": clock(report),
            "late": reports.is_late(report, now=self.now),
            "taker": name_of(report.taken_by) if report.taken_by else "",
            "closer": name_of(report.closed_by) if report.closed_by else "",
            "page": page,
            "changed": bool(page and report.content_hash and recall.said_now(page) != report.content_hash),
            "may_act": report.state != ContentReport.State.CLOSED and reports.may_act(user, report.area, on=today),
            "may_recall": bool(page and page.live and recall.may_recall(page, user, now=self.now)),
            "may_edit": bool(page and page.permissions_for_user(user).can_edit()),
            "outcomes": ContentReport.Outcome.choices,
            "answer": kwargs.get("answer", ""),
            "outcome": kwargs.get("outcome", ""),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        outcome, answer = request.POST.get("outcome", ""), request.POST.get("answer", "")
        try:
            if request.POST.get("act") == "take":
                reports.take_up(self.report, by=request.user, now=self.now)
                messages.success(request, _("Laporan ini sekarang ditangani Ibu/Bapak."))
                return redirect(request.path)
            reports.close(self.report, outcome=outcome, answer=answer, by=request.user, now=self.now)
        except UserError as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(outcome=outcome, answer=answer))
        messages.success(request, _("Laporan selesai. Pelapor membaca jawaban ini di halaman tanda terimanya."))
        return redirect("content-reports")


class InboxPanel(Component):
    """How many reports wait, on the first page of the admin; nothing for who has no inbox."""

    name = "content-reports"
    template_name = "cms/inbox_panel.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        rows = reports.open_of(reports.visible(user, on=timezone.localdate(now)))
        found = list(reports.in_order(rows).only("id", "kind", "state", "received_at", "closed_at", "title"))
        late = sum(reports.is_late(report, now=now) for report in found)
        harm = sum(report.kind == ContentReport.Kind.HARM for report in found)
        return {"number": len(found), "late": late, "harm": harm, "first": found[:3]}


class InboxItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or menu.holds(request, Kind.ADMIN, *menu.TEACHING)


def menu_item() -> MenuItem:
    return InboxItem(_("Laporan pembaca"), reverse("content-reports"), name="laporan", icon_name="comment", order=160)


def say_reports(request: HttpRequest, page: Page) -> None:
    """Above the editor: what readers say is wrong here, as long as nobody has answered."""
    if request.method != "GET":
        return
    rows = reports.open_of(reports.visible(request.user, on=timezone.localdate())).filter(page=page)
    found = list(reports.in_order(rows)[:3])
    for report in found:
        button = admin_messages.button(reverse("content-report-open", args=[report.pk]), _("Buka laporan"))
        words = f"{_('Laporan pembaca')}: {report.get_kind_display()}. {report.text[:160]}"
        admin_messages.warning(request, words, buttons=[button])


urls = [
    path("laporan/", InboxView.as_view(), name="content-reports"),
    path("laporan/hasil/", InboxView.as_view(results_only=True), name="content-reports-results"),
    path("laporan/<uuid:number>/", ReportPage.as_view(), name="content-report-open"),
]
