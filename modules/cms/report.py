"""The report of what waits, for how long and for whom, and of what lost its review; as a sheet too."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from lms.areas.sheets.harmless import cleaned, neutral
from lms.people.models.role import Kind
from modules import waiting
from modules.cms import menu
from modules.waiting import Row


def link(row: Row) -> str:
    return reverse("review-page", args=[row.page.pk])


def rows_for(user: Any, *, now: Any) -> list[Row]:
    """What the user may follow: what is on its way first, then what is live without a review."""
    today = timezone.localdate(now)
    rows = [*waiting.waiting(now=now), *waiting.unreviewed(now=now)]
    areas = {row.page.area for row in rows}
    seen = {area for area in areas if waiting.sees(user, area, on=today)}
    return [row for row in rows if row.page.area in seen]


class ReviewReport(ReportView):
    page_title = _("Yang menunggu telaah")
    header_icon = "glasses"
    index_url_name = "review-report"
    index_results_url_name = "review-report-results"
    columns = [
        TitleColumn("title", label=_("Halaman"), get_url=link),
        Column("kind", label=_("Jenis")),
        Column("state", label=_("Keadaan")),
        DateColumn("since", label=_("Sejak")),
        NumberColumn("days", label=_("Hari")),
        Column("names", label=_("Menunggu siapa")),
        Column("why", label=_("Sebab")),
    ]
    list_export = ["title", "kind", "state", "since", "days", "names", "why"]
    export_headings = {column.name: column.label for column in columns}
    export_filename = "menunggu-telaah"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not waiting.sees(request.user, None, on=timezone.localdate()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filtered_queryset(self) -> list[Row]:
        return rows_for(self.request.user, now=timezone.now())

    def get_base_queryset(self) -> list[Row]:
        return self.get_filtered_queryset()

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """No text of a cell may run as a formula, wherever the sheet is opened."""
        if field == "since":
            return timezone.localdate(value).isoformat() if value else ""
        return neutral(cleaned(value)) if isinstance(value, str) else value


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or menu.holds(request, Kind.ADMIN, *menu.TEACHING)


def menu_item() -> MenuItem:
    return ReportItem(_("Telaah"), reverse("review-report"), name="telaah", icon_name="glasses", order=150)


urls = [
    path("telaah/", ReviewReport.as_view(), name="review-report"),
    path("telaah/hasil/", ReviewReport.as_view(results_only=True), name="review-report-results"),
]
